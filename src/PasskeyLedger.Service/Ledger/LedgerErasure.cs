using System.Text.Json;
using Npgsql;
using PasskeyLedger.EventStore;
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
            async (database, cancellation) => await PrintAsync(await EraseAsync(database, options, cancellation), options, output, error),
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

    private static async Task<int> PrintAsync(ErasureOutcome outcome, EraseOptions options, TextWriter output, TextWriter error)
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
                    })
                    : $"erased: {erased.Keys.Count} keys destroyed, recorded as version {erased.Version} of the user's stream, position {erased.Position}\n"
                        + "The passkeys stay registered. Backups and replicas keep the keys until they expire: see the README.");
                return await WarnAsync(erased.Plain, error);

            case ErasureOutcome.AlreadyErased before:
                await output.WriteLineAsync(options.Json
                    ? JsonSerializer.Serialize(new { outcome = "already erased", at = before.At, readable = before.Plain })
                    : $"erased already at {before.At.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'}, and there is no key since; nothing was written");
                return await WarnAsync(before.Plain, error);

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
    private static async Task<int> WarnAsync(IReadOnlyList<long> plain, TextWriter error)
    {
        if (plain.Count == 0)
            return ExitCode.Done;
        await error.WriteLineAsync(
            $"{plain.Count} events of the user were stored before personal data was encrypted, and stay readable: versions {string.Join(", ", plain)}.");
        return ExitCode.No;
    }
}
