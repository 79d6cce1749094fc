using System.CommandLine;
using System.Text.Json;
using Npgsql;
using PasskeyLedger.Contracts;
using PasskeyLedger.EventStore.Projecting;

namespace PasskeyLedger.Service.Commands;

/// <summary>
/// <c>rebuild &lt;projection&gt; [--json]</c>: builds a read model anew from the ledger while the service runs. Ends with 0 where the
/// rebuilt one is in use, with 1 where it is not yet (interrupted, failed, or another run is at it), and with 2 where it could not begin.
/// </summary>
internal static class RebuildCommand
{
    public static Command Create(string[] configurationArguments, IReadOnlyList<Projection> projections)
    {
        var name = new Argument<string>("projection") { Description = $"Which one: {NamesOf(projections)}." };
        var json = new Option<bool>("--json") { Description = "Print the outcome as JSON, and no progress." };
        var command = new Command("rebuild", "Builds a read model anew from the ledger, while the service runs.") { name, json };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            configurationArguments,
            projections,
            parsed.GetRequiredValue(name),
            new(parsed.GetValue(json), parsed.InvocationConfiguration.Output),
            parsed.InvocationConfiguration.Error,
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        string[] configurationArguments,
        IReadOnlyList<Projection> projections,
        string name,
        RebuildDisplay display,
        TextWriter error,
        CancellationToken cancellationToken)
    {
        if (projections.FirstOrDefault(one => one.Name == name) is not { } projection)
        {
            await error.WriteLineAsync($"No projection is named {JsonSerializer.Serialize(name)}. There are: {NamesOf(projections)}.");
            return ExitCode.Usage;
        }

        return await LedgerCommand.WithLedgerAsync(
            configurationArguments,
            error,
            (ledger, cancellation) => RebuildAsync(new(ledger.Database, projection, ledger.Open), projection.Name, display, error, cancellation),
            cancellationToken);
    }

    private static async Task<int> RebuildAsync(
        ProjectionRebuild rebuild, string name, RebuildDisplay display, TextWriter error, CancellationToken cancellationToken)
    {
        try
        {
            var outcome = await display.WhileAsync(name, progress => rebuild.RunAsync(progress, cancellationToken));
            await display.EndAsync(name, outcome);
            return outcome is RebuildOutcome.Swapped ? ExitCode.Done : ExitCode.No;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await display.InterruptedAsync(name);
            return ExitCode.No;
        }
        catch (Exception fault) when (fault is PostgresException or ContractViolationException)
        {
            // The database refuses it, or an event behind the position is none that this version knows.
            var cause = fault is PostgresException refused ? $"{refused.MessageText} (SQLSTATE {refused.SqlState})" : fault.Message;
            await error.WriteLineAsync($"{name} cannot be rebuilt beyond position {display.Position}, and is as it was: {cause}");
            return ExitCode.No;
        }
    }

    private static string NamesOf(IReadOnlyList<Projection> projections) => string.Join(", ", projections.Select(one => one.Name));
}
