using System.CommandLine;
using PasskeyLedger.Service.Forensics;

namespace PasskeyLedger.Service.Commands;

/// <summary>
/// <c>history &lt;pool&gt; &lt;sub&gt; [--until &lt;time|position&gt;] [--json]</c>: what happened to a user, and the state as it was then. Ends with 1
/// where the ledger has never heard of the user.
/// </summary>
internal static class HistoryCommand
{
    public static Command Create(string[] configurationArguments)
    {
        var pool = new Argument<string>("pool") { Description = "The user pool's id." };
        var sub = new Argument<string>("sub") { Description = "The user, as the access token's sub says." };
        var until = LedgerOptions.End("--until", "The last moment that counts");
        var json = LedgerOptions.Json("Print as JSON.");
        var command = new Command("history", "Shows what happened to a user, and the state as it was then.") { pool, sub, until, json };
        command.SetAction((parsed, cancellationToken) => LedgerCommand.WithLedgerAsync(
            configurationArguments,
            parsed.InvocationConfiguration.Error,
            (ledger, cancellation) => RunAsync(
                ledger,
                parsed.GetRequiredValue(pool),
                parsed.GetRequiredValue(sub),
                parsed.GetValue(until),
                parsed.GetValue(json),
                parsed.InvocationConfiguration.Output,
                parsed.InvocationConfiguration.Error,
                cancellation),
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        OpenedLedger ledger,
        string pool,
        string sub,
        Moment until,
        bool json,
        TextWriter output,
        TextWriter error,
        CancellationToken cancellationToken)
    {
        var history = await UserHistory.ReadAsync(ledger.Events, pool, sub, until, cancellationToken);
        if (!history.Exists)
        {
            await error.WriteLineAsync($"The ledger has no event of a user {Printable.Of(sub)} in pool {Printable.Of(pool)}.");
            return ExitCode.No;
        }

        if (json)
            await output.WriteLineAsync(HistoryJson.Of(history));
        else
            HistoryText.Write(history, output);
        return ExitCode.Done;
    }
}
