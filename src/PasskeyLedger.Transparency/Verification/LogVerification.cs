using System.Data;
using Npgsql;
using PasskeyLedger.EventStore;
using PasskeyLedger.Transparency.Notes;

namespace PasskeyLedger.Transparency.Verification;

/// <summary>
/// Recomputes the whole tree from the events themselves, in one snapshot of the database, and holds it against the stored tree, every signed
/// checkpoint and those from outside. It changes nothing, and the service may run meanwhile.
/// </summary>
/// <remarks>
/// It needs a connection for itself and one a core, up to eight. In memory it keeps some 40 bytes a leaf.
/// </remarks>
public sealed class LogVerification(NpgsqlDataSource database)
{
    /// <summary>The most findings that a report tells of.</summary>
    public const int MostFindings = 100;

    private static readonly string ReadCheckpointsSql = TransparencySql.Read("Verification.ReadCheckpoints.sql");
    private static readonly string CountUnsequencedSql = TransparencySql.Read("Verification.CountUnsequenced.sql");

    /// <exception cref="EventStoreUnavailableException">The database cannot be reached.</exception>
    public async Task<VerificationReport> RunAsync(
        VerificationRequest request, IProgress<VerificationProgress>? progress, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await database.OpenConnectionAsync(cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
            return await RunAsync(connection, request, progress, cancellationToken);
        }
        catch (Exception failure) when (DatabaseFailure.IsUnavailable(failure))
        {
            throw DatabaseFailure.Unavailable(failure);
        }
    }

    private async Task<VerificationReport> RunAsync(
        NpgsqlConnection connection, VerificationRequest request, IProgress<VerificationProgress>? progress, CancellationToken cancellationToken)
    {
        var findings = new FindingList();
        var snapshot = (string)(await ScalarAsync(connection, "SELECT pg_export_snapshot()", cancellationToken))!;
        var leaves = await StoredLeaves.ReadAsync(connection, findings, cancellationToken);
        var stored = await ReadCheckpointsAsync(connection, cancellationToken);
        var unsequenced = (long)(await ScalarAsync(
            connection, CountUnsequencedSql, cancellationToken, leaves.Positions is [.., var last] ? last : long.MinValue))!;

        var events = new EventCheck(database, snapshot, leaves, findings).RunAsync(SizeOf(request, leaves.Count), progress, cancellationToken);
        try
        {
            await TileCheck.RunAsync(connection, leaves, findings, cancellationToken);
        }
        finally
        {
            // The readers' snapshot is this transaction's: it stays until they are done.
            await events.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }

        IReadOnlyList<HeldCheckpoint> held = request.From is { } from ? [.. request.Held, from] : request.Held;
        var covered = new CheckpointCheck(leaves, request.Keys, findings).Run(stored, held, cancellationToken);
        return new(await events, leaves.Count, unsequenced, stored.Count, covered, findings.Take(MostFindings), findings.Count);
    }

    // One that cannot be believed, or is not of this tree, spares nothing; that it is neither is found with the other checkpoints.
    private static int SizeOf(VerificationRequest request, int leaves) =>
        request.From is { } from && CheckpointReading.Read(from.Note, request.Keys) is CheckpointReading.Trusted { Checkpoint: var checkpoint } && checkpoint.Size <= leaves
            ? (int)checkpoint.Size
            : 0;

    private static async Task<IReadOnlyList<(long Size, string Note)>> ReadCheckpointsAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        List<(long, string)> checkpoints = [];
        await using var command = new NpgsqlCommand(ReadCheckpointsSql, connection) { CommandTimeout = 0 };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            checkpoints.Add((reader.GetInt64(0), reader.GetString(1)));
        return checkpoints;
    }

    private static async Task<object?> ScalarAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        return await command.ExecuteScalarAsync(cancellationToken);
    }
}
