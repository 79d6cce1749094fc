using Npgsql;
using NpgsqlTypes;
using PasskeyLedger.EventStore;
using PasskeyLedger.EventStore.Projecting;
using PasskeyLedger.EventStore.Reading;
using PasskeyLedger.Transparency.Merkle;
using PasskeyLedger.Transparency.Notes;

namespace PasskeyLedger.Transparency.Verification;

/// <summary>
/// Recomputes the whole tree from the events themselves, in one snapshot of the database, and holds it against the stored tree, every signed
/// checkpoint and those from outside. It changes nothing, and the service may run meanwhile.
/// </summary>
/// <remarks>
/// It needs two connections for itself and one a core, up to eight. In memory it keeps some 40 bytes a leaf.
/// </remarks>
public sealed class LogVerification(NpgsqlDataSource database)
{
    /// <summary>The most findings that a report tells of.</summary>
    public const int MostFindings = 100;

    private static readonly string ReadCheckpointsSql = TransparencySql.Read("Verification.ReadCheckpoints.sql");
    private static readonly string CountUnsequencedSql = TransparencySql.Read("Verification.CountUnsequenced.sql");

    /// <exception cref="EventStoreUnavailableException">The database cannot be reached.</exception>
    public async Task<VerificationReport> RunAsync(
        VerificationRequest request, IProgress<VerificationProgress>? progress, CancellationToken cancellationToken) =>
        (await RunAsync(request, models: null, progress, modelsProgress: null, cancellationToken)).Log;

    /// <summary>Verifies the log, and compares read models with it in the same snapshot: its events are read once for both.</summary>
    /// <exception cref="EventStoreUnavailableException">The database cannot be reached.</exception>
    /// <exception cref="PostgresException">A table of a read model is not there, or may not be read.</exception>
    public async Task<(VerificationReport Log, IReadOnlyList<ProjectionReport> Models)> RunAsync(
        VerificationRequest request,
        SnapshotComparison? models,
        IProgress<VerificationProgress>? progress,
        IProgress<LogProgress>? modelsProgress,
        CancellationToken cancellationToken)
    {
        try
        {
            await using var snapshot = await SnapshotSession.TakeAsync(database, cancellationToken);
            var findings = new FindingList();
            var leaves = await StoredLeaves.ReadAsync(snapshot.Connection, findings, cancellationToken);
            var stored = await ReadCheckpointsAsync(snapshot.Connection, cancellationToken);
            var unsequenced = await CountUnsequencedAsync(snapshot.Connection, leaves, cancellationToken);

            var events = new EventCheck(leaves, SparedBy(request, leaves), findings, progress);
            var tiles = CheckTilesAsync(snapshot, leaves, findings, cancellationToken);
            IReadOnlyList<ProjectionReport> compared = [];
            try
            {
                if (models is not null)
                    compared = await models.RunAsync(snapshot, new(events.Until ?? long.MinValue, events.Check), tenant: null, (_, _) => { }, modelsProgress, cancellationToken);
                else
                    await CheckEventsAsync(snapshot, events, cancellationToken);
            }
            finally
            {
                // It sees what the snapshot's own session sees, for as long as that lasts.
                await ((Task)tiles).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            await tiles;
            IReadOnlyList<HeldCheckpoint> held = request.From is { } from ? [.. request.Held, from] : request.Held;
            var covered = new CheckpointCheck(leaves, request.Keys, findings).Run(stored, held, cancellationToken);
            return (new(events.CheckedEvents, leaves.Count, unsequenced, stored.Count, covered, findings.Take(MostFindings), findings.Count), compared);
        }
        catch (Exception failure) when (DatabaseFailure.IsUnavailable(failure))
        {
            throw DatabaseFailure.Unavailable(failure);
        }
    }

    private async Task CheckEventsAsync(SnapshotSession snapshot, EventCheck events, CancellationToken cancellationToken)
    {
        await foreach (var _ in LogScan.RunAsync(database, snapshot, events.After, events.Until ?? long.MinValue, skipped: [], CheckAsync, cancellationToken))
        {
            // Each range is checked as it was read.
        }

        Task<bool> CheckAsync(NpgsqlConnection connection, LogPart part, CancellationToken cancellation)
        {
            events.Check(part);
            return Task.FromResult(true);
        }
    }

    private async Task CheckTilesAsync(SnapshotSession snapshot, StoredLeaves leaves, FindingList findings, CancellationToken cancellationToken)
    {
        await using var session = await SnapshotSession.JoinAsync(database, snapshot.Name, cancellationToken);
        await TileCheck.RunAsync(session.Connection, leaves, findings, cancellationToken);
    }

    private static async Task<long> CountUnsequencedAsync(NpgsqlConnection connection, StoredLeaves leaves, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(CountUnsequencedSql, connection)
        {
            CommandTimeout = 0,
            Parameters = { new() { NpgsqlDbType = NpgsqlDbType.Bigint, Value = leaves.Positions is [.., var last] ? last : DBNull.Value } },
        };
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    // One that cannot be believed, or is not of this tree, spares nothing; that it is neither is found with the other checkpoints.
    private static int SparedBy(VerificationRequest request, StoredLeaves leaves)
    {
        if (request.From is not { } from
            || CheckpointReading.Read(from.Note, request.Keys) is not CheckpointReading.Trusted { Checkpoint: var checkpoint }
            || checkpoint.Size > leaves.Count)
            return 0;
        var tree = new CompactTree();
        while (tree.Size < checkpoint.Size)
            tree.Append(leaves.Hashes[(int)tree.Size]);
        return tree.Root == checkpoint.Root ? (int)checkpoint.Size : 0;
    }

    private static async Task<IReadOnlyList<(long Size, string Note)>> ReadCheckpointsAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        List<(long, string)> checkpoints = [];
        await using var command = new NpgsqlCommand(ReadCheckpointsSql, connection) { CommandTimeout = 0 };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            checkpoints.Add((reader.GetInt64(0), reader.GetString(1)));
        return checkpoints;
    }
}
