using System.Text.Json;
using Npgsql;
using PasskeyLedger.EventStore;
using PasskeyLedger.EventStore.Projecting;
using PasskeyLedger.PersonalData.Erasing;
using PasskeyLedger.PersonalData.Keys;
using PasskeyLedger.ReadModels;
using PasskeyLedger.Service.Commands;

namespace PasskeyLedger.Service.Ledger;

/// <summary>The command <c>erase</c>. A service may be running meanwhile, and needs no word of it.</summary>
internal static class LedgerErasure
{
    /// <returns>One of <see cref="ExitCode"/>; 1 where the user is unknown, or where something personal stays readable.</returns>
    public static Task<int> EraseAsync(
        string[] configurationArguments, EraseOptions options, TextWriter output, TextWriter error, CancellationToken cancellationToken) =>
        LedgerCommand.WithCurrentDatabaseAsync(
            configurationArguments,
            error,
            async (database, cancellation) =>
            {
                var outcome = await EraseAsync(database, options, cancellation);

                // A rebuild that was interrupted holds what it had opened by then. Nobody may ever come to go on with it.
                var rebuilds = outcome is ErasureOutcome.Unknown ? [] : await LeftRebuilds.GiveUpAsync(database, cancellation);
                return await PrintAsync(outcome, rebuilds, options, output, error);
            },
            cancellationToken);

    // The store itself, and no key-encryption key: an erasure opens nothing, and must not fail for a key file that is lost.
    private static async Task<ErasureOutcome> EraseAsync(NpgsqlDataSource database, EraseOptions options, CancellationToken cancellationToken)
    {
        await using var store = new NpgsqlEventStore(database, new() { Writers = 1, Readers = 1 });
        var keys = new PersonalKeys(database, wrapping: null, TimeProvider.System);
        var outcome = await new UserErasure(store, keys).EraseAsync(
            LedgerStreams.User(options.Pool, options.Sub), options.Reason, options.By, LedgerTime.Now(TimeProvider.System), cancellationToken);
        if (outcome is ErasureOutcome.Erased)
            await keys.VacuumAsync(cancellationToken);
        return outcome;
    }

    private static async Task<int> PrintAsync(
        ErasureOutcome outcome, IReadOnlyList<string> rebuilds, EraseOptions options, TextWriter output, TextWriter error)
    {
        switch (outcome)
        {
            case ErasureOutcome.Erased erased:
                await output.WriteLineAsync(options.Json
                    ? JsonSerializer.Serialize(new
                    {
                        outcome = "erased",
                        keys = erased.Keys,
                        version = erased.Version,
                        position = erased.Position,
                        readable = erased.Plain,
                        rebuilds,
                    })
                    : $"erased: {erased.Keys.Count} keys destroyed, recorded as version {erased.Version} of the user's stream, position {erased.Position}\n"
                        + "The passkeys stay registered. Backups and replicas keep the keys until they expire: see the README.");
                return await WarnAsync(erased.Plain, rebuilds, error);

            case ErasureOutcome.AlreadyErased before:
                await output.WriteLineAsync(options.Json
                    ? JsonSerializer.Serialize(new { outcome = "already erased", at = before.At, readable = before.Plain, rebuilds })
                    : $"erased already at {before.At.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'}, and there is no key since; nothing was written");
                return await WarnAsync(before.Plain, rebuilds, error);

            case ErasureOutcome.Unknown:
                if (options.Json)
                    await output.WriteLineAsync(JsonSerializer.Serialize(new { outcome = "unknown" }));
                await error.WriteLineAsync($"The ledger has no user {Printable.Of(options.Sub)} in pool {Printable.Of(options.Pool)}.");
                return ExitCode.No;

            default:
                throw new InvalidOperationException($"unknown outcome {outcome}");
        }
    }

    // What was stored in the clear is in the log's proofs as it is. It can be taken out of the table, and then no proof of it holds.
    private static async Task<int> WarnAsync(IReadOnlyList<long> plain, IReadOnlyList<string> rebuilds, TextWriter error)
    {
        if (plain.Count > 0)
        {
            await error.WriteLineAsync(
                $"{plain.Count} events of the user were stored before personal data was encrypted, and stay readable: versions {string.Join(", ", plain)}.");
        }

        foreach (var name in rebuilds)
        {
            await error.WriteLineAsync(
                $"A rebuild of {Printable.Of(name)} is under way, or may not be given up by this role, and holds what it has read: when it has ended, run this again.");
        }

        return plain.Count + rebuilds.Count == 0 ? ExitCode.Done : ExitCode.No;
    }
}
