using System.Diagnostics;
using System.Runtime.Versioning;

namespace PasskeyLedger.Service.Development;

/// <summary>
/// A shell that starts a server, waits until its standard input ends, and stops the server. The input ends when the service
/// closes it, and also when the service is killed: the server never outlives it for long.
/// </summary>
[UnsupportedOSPlatform("windows")]
internal sealed class PrivatePostgresKeeper : IAsyncDisposable
{
    private const string Ready = "ready";
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(60);

    private readonly Process shell;

    private PrivatePostgresKeeper(Process process, string answer)
    {
        shell = process;
        Answer = answer;
    }

    /// <summary>What the start command printed last.</summary>
    public string Answer { get; }

    /// <summary>The shell's process id.</summary>
    public int ProcessId => shell.Id;

    /// <summary>Starts a server.</summary>
    /// <param name="start">Shell commands that start it and fail where it does not. They see <paramref name="arguments"/> as <c>$1</c> and so on.</param>
    /// <param name="stop">Shell commands that stop it.</param>
    /// <exception cref="PrivatePostgresException">The server does not start. The message holds what the commands said.</exception>
    public static async Task<PrivatePostgresKeeper> StartAsync(
        PrivatePostgresAccount? account,
        string folder,
        string start,
        string stop,
        IReadOnlyList<string> arguments,
        IReadOnlyDictionary<string, string>? environment,
        CancellationToken cancellationToken)
    {
        // Ctrl+C reaches every process of a terminal: only the service is to act on it.
        var script = $"""
            trap '' INT HUP TERM
            {start} || exit 1
            echo {Ready}
            read -r end
            {stop}
            """;
        string[] command = ["/bin/sh", "-c", script, "passkey-ledger-keeper", .. arguments];
        var process = PrivatePostgresCommand.Start(account is null ? command : account.Wrap(command), folder, environment);
        try
        {
            var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
            var answer = "";
            while (await process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
            {
                if (line == Ready)
                    return new(process, answer);
                answer = line;
            }

            throw new PrivatePostgresException($"PostgreSQL does not start: {(await errors).Trim()}");
        }
        catch
        {
            process.StandardInput.Close();
            process.Dispose();
            throw;
        }
    }

    /// <summary>Stops the server, and waits until it is down.</summary>
    public async ValueTask DisposeAsync()
    {
        shell.StandardInput.Close();
        using var timeout = new CancellationTokenSource(LongestStop);
        try
        {
            await shell.WaitForExitAsync(timeout.Token);
        }
        catch (OperationCanceledException)
        {
            // It goes on stopping by itself; the next start waits for it.
        }

        shell.Dispose();
    }
}
