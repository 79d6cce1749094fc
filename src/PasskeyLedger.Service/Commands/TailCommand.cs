using System.CommandLine;
using System.Globalization;
using PasskeyLedger.EventStore.Subscribing;
using PasskeyLedger.Service.Forensics;

namespace PasskeyLedger.Service.Commands;

/// <summary>
/// <c>tail [--pool P] [--json]</c>: events as they come, until it is interrupted. It follows the log without a name: nobody is kept from an
/// event by it, and no checkpoint stays behind.
/// </summary>
internal static class TailCommand
{
    private sealed record Asked(string? Pool, bool Json, TextWriter Output, TextWriter Error);

    public static Command Create(string[] configurationArguments)
    {
        var pool = LedgerOptions.Pool();
        var json = LedgerOptions.Json("Print each event as a line of JSON.");
        var command = new Command("tail", "Prints events as they come, until Ctrl+C.") { pool, json };
        command.SetAction((parsed, cancellationToken) => LedgerCommand.WithLedgerAsync(
            configurationArguments,
            parsed.InvocationConfiguration.Error,
            (ledger, cancellation) => RunAsync(
                ledger,
                new(
                    parsed.GetValue(pool), parsed.GetValue(json), parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error),
                cancellation),
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(OpenedLedger ledger, Asked asked, CancellationToken cancellationToken)
    {
        try
        {
            var end = await ledger.Events.ReadEndAsync(ledger.Database, cancellationToken);
            await asked.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"Following the ledger from position {end} on; Ctrl+C ends it."));
            if (asked.Pool is { } pool && !await RecordedPools.HoldAsync(ledger.Events, pool, cancellationToken))
                await asked.Error.WriteLineAsync($"The ledger has no pool {Printable.Of(pool)} yet.");
            await foreach (var page in ledger.Events.FollowAsync(ledger.Database, end, TellInterrupted, cancellationToken))
            {
                foreach (var stored in page.Where(stored => asked.Pool is null || stored.Stream.Tenant.Value == asked.Pool))
                {
                    if (asked.Json)
                        await asked.Output.WriteAsync(EventJson.Lines([stored]));
                    else
                        await asked.Output.WriteLineAsync(EventText.Line(stored, withUser: true));
                }

                await asked.Output.FlushAsync(cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // That is how a tail ends.
        }

        return ExitCode.Done;

        void TellInterrupted(Exception failure) =>
            asked.Error.WriteLine($"The database went away ({failure.GetType().Name}); the tail goes on when that is back.");
    }
}
