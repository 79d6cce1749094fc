using System.CommandLine;
using PasskeyLedger.EventStore;
using PasskeyLedger.Service.Forensics;

namespace PasskeyLedger.Service.Commands;

/// <summary>
/// <c>export [--from] [--to] [--pool P] [--format jsonl|cloudevents]</c>: the ledger as lines, in the order of positions, as far as it is
/// settled. Whoever has the line of a position goes on with the next one by <c>--from</c>, and misses none.
/// </summary>
internal static class ExportCommand
{
    private const string JsonLines = "jsonl";
    private const string CloudEvents = "cloudevents";

    private sealed record Asked(LogSpan Span, Func<IReadOnlyList<StoredEvent>, string> Lines, ProgressDisplay Display, TextWriter Output, TextWriter Error);

    private static readonly Dictionary<string, Func<Func<IReadOnlyList<StoredEvent>, string>>> Formats = new(StringComparer.Ordinal)
    {
        [JsonLines] = () => EventJson.Lines,
        [CloudEvents] = () => new CloudEventLines().Of,
    };

    public static Command Create(string[] configurationArguments)
    {
        var from = LedgerOptions.Start("--from", "The first moment to export");
        var to = LedgerOptions.End("--to", "The last moment to export");
        var pool = LedgerOptions.Pool();
        var json = LedgerOptions.Json("The same as --format jsonl, and no progress.");
        var format = new Option<string>("--format")
        {
            Description = $"One of {string.Join(", ", Formats.Keys)}.",
            DefaultValueFactory = _ => JsonLines,
        };
        format.AcceptOnlyFromAmong([.. Formats.Keys]);
        var command = new Command("export", "Prints the ledger as lines of JSON, an event each.") { from, to, pool, format, json };
        command.Validators.Add(result =>
        {
            if (result.GetValue(json) && result.GetResult(format) is { Implicit: false } && result.GetValue(format) != JsonLines)
                result.AddError($"--json is {JsonLines}, so it cannot go with another --format.");
        });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            var span = new LogSpan(parsed.GetValue(from), parsed.GetValue(to), parsed.GetValue(pool));
            if (span.From.IsAfter(span.To))
            {
                await error.WriteLineAsync("--from is after --to.");
                return ExitCode.Usage;
            }

            var asked = new Asked(
                span,
                Formats[parsed.GetRequiredValue(format)](),
                new ProgressDisplay(isQuiet: parsed.GetValue(json) || IsTerminal(output), error),
                output,
                error);
            return await LedgerCommand.WithPoolAsync(
                configurationArguments, span.Pool, error, (ledger, cancellation) => RunAsync(ledger, asked, cancellation), cancellationToken);
        });
        return command;
    }

    // A bar would stand between the lines.
    private static bool IsTerminal(TextWriter output) => ReferenceEquals(output, Console.Out) && !Console.IsOutputRedirected;

    private static Task<int> RunAsync(OpenedLedger ledger, Asked asked, CancellationToken cancellationToken) =>
        asked.Display.WhileAsync("export", async progress =>
        {
            try
            {
                await foreach (var page in asked.Span.ReadAsync(ledger.Events, ledger.Database, progress, cancellationToken))
                    await asked.Output.WriteAsync(asked.Lines(page).AsMemory(), cancellationToken);
            }
            catch (UnsettledLedgerException unsettled)
            {
                // What is exported is right, and the next export goes on from there.
                await asked.Error.WriteLineAsync(unsettled.Message);
            }

            return ExitCode.Done;
        });
}
