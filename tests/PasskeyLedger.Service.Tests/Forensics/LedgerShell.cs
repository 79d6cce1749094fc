using System.Globalization;
using System.Text;
using System.Text.Json;
using PasskeyLedger.Service.Commands;
using PasskeyLedger.Service.Tests.Http;

namespace PasskeyLedger.Service.Tests.Forensics;

/// <summary>Runs commands on the database of a ledger that is being served, as a shell in its environment would.</summary>
internal sealed class LedgerShell(RunningLedger ledger)
{
    public Task<Said> RunAsync(params string[] arguments) => RunAsync(new Heard(), arguments, TestContext.Current.CancellationToken);

    /// <param name="output">Hears standard output while the command runs.</param>
    public async Task<Said> RunAsync(Heard output, string[] arguments, CancellationToken cancellationToken)
    {
        await using var error = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        // Of two values for one key the later one counts.
        var exitCode = await CommandLine.RunAsync(
            ["--environment=Production", $"--ConnectionStrings:Ledger={ledger.Database.ConnectionString}", .. arguments],
            new CommandHandlers((_, _) => throw new InvalidOperationException(), (_, _, _, _) => throw new InvalidOperationException()),
            output,
            error,
            cancellationToken);
        return new(exitCode, output.ToString(), error.ToString());
    }
}

/// <summary>How a command ended, and what it said.</summary>
internal sealed record Said(int ExitCode, string Output, string Error)
{
    public JsonElement Json => JsonElement.Parse(Output);

    public IReadOnlyList<string> Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public IReadOnlyList<JsonElement> JsonLines => [.. Lines.Select(line => JsonElement.Parse(line))];

    // What was said may be anything, and a failing test shows it.
    public override string ToString() => $"exit code {ExitCode}\n{Output}\n{Error}";
}

/// <summary>A command's output, to be looked at while it still runs.</summary>
internal sealed class Heard : TextWriter
{
    private readonly StringBuilder text = new();

    public Heard() => NewLine = "\n";

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value)
    {
        lock (text)
            text.Append(value);
    }

    public override void Write(string? value)
    {
        lock (text)
            text.Append(value);
    }

    public override string ToString()
    {
        lock (text)
            return text.ToString();
    }

    public async Task UntilAsync(string part)
    {
        while (!ToString().Contains(part, StringComparison.Ordinal))
            await Task.Delay(20, TestContext.Current.CancellationToken);
    }
}
