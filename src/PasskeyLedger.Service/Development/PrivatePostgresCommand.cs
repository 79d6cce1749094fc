using System.Diagnostics;

namespace PasskeyLedger.Service.Development;

/// <summary>Runs a program to its end and keeps what it said.</summary>
internal static class PrivatePostgresCommand
{
    public sealed record Result(int ExitCode, string Output, string Errors)
    {
        public bool Succeeded => ExitCode == 0;

        /// <summary>What the program said last, for an error message.</summary>
        public string Said => (Errors.Length > 0 ? Errors : Output).Trim();
    }

    /// <summary>Runs it with its output as it comes passed to <paramref name="report"/>, where given.</summary>
    /// <exception cref="PrivatePostgresException">The program cannot be started.</exception>
    public static async Task<Result> RunAsync(
        IReadOnlyList<string> command,
        CancellationToken cancellationToken,
        string? folder = null,
        Action<string>? report = null,
        IReadOnlyDictionary<string, string>? environment = null)
    {
        using var process = Start(command, folder, environment);
        process.StandardInput.Close();
        try
        {
            var output = ReadAsync(process.StandardOutput, report, cancellationToken);
            var errors = ReadAsync(process.StandardError, report, cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return new(process.ExitCode, await output, await errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    /// <summary>Starts it with its three streams as pipes.</summary>
    /// <exception cref="PrivatePostgresException">The program cannot be started.</exception>
    public static Process Start(IReadOnlyList<string> command, string? folder, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder ?? Path.GetTempPath(),
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>(StringComparer.Ordinal))
            start.Environment[name] = value;
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception failure)
        {
            throw new PrivatePostgresException($"{command[0]} cannot be started: {failure.Message}.", failure);
        }
    }

    /// <summary>The program's full path, looked up on PATH and in the folders where administrators' programs are; null where it is not there.</summary>
    public static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Concat(["/usr/sbin", "/sbin", "/usr/local/bin"])
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists);

    private static async Task<string> ReadAsync(StreamReader reader, Action<string>? report, CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            lines.Add(line);
            report?.Invoke(line);
        }

        return string.Join('\n', lines);
    }
}
