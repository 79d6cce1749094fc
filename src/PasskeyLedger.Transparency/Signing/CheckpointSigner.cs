using System.Data;
using System.Globalization;
using Npgsql;
using PasskeyLedger.EventStore;
using PasskeyLedger.Transparency.Merkle;
using PasskeyLedger.Transparency.Notes;
using PasskeyLedger.Transparency.Publishing;

namespace PasskeyLedger.Transparency.Signing;

/// <summary>What came of a look at the tree.</summary>
public abstract record SigningOutcome
{
    private SigningOutcome()
    {
    }

    /// <summary>A checkpoint was signed and given out.</summary>
    public sealed record Signed(Checkpoint Checkpoint) : SigningOutcome;

    /// <summary>The tree is as large as at the last checkpoint, or has no leaf.</summary>
    public sealed record NothingNew(long Size) : SigningOutcome;

    /// <summary>Another node is signing.</summary>
    public sealed record ElsewhereNow : SigningOutcome;

    /// <summary>
    /// The tree is not one that what was signed before is the beginning of: nothing was signed. That may pass where a crash took leaves which had not
    /// reached the disk, as they are made again from the events; else it stays.
    /// </summary>
    /// <param name="Reason">A sentence.</param>
    public sealed record Refused(string Reason) : SigningOutcome;
}

/// <summary>
/// Signs the tree as it has grown. It never signs two checkpoints that are not consistent: it keeps the last one that it signed, and proves
/// consistency to itself first, both with that one and with the last that the database has.
/// </summary>
/// <param name="database">The ledger's.</param>
/// <param name="key">Its name is the log's origin.</param>
/// <param name="kept">The last one signed, outside the database; null where the database alone is to remember.</param>
/// <param name="clock">Says when.</param>
public sealed class CheckpointSigner(NpgsqlDataSource database, SigningKey key, KeptCheckpoint? kept, TimeProvider clock)
{
    private static readonly string TakeSql = TransparencySql.Read("Signing.TakeSigning.sql");
    private static readonly string InsertSql = TransparencySql.Read("Signing.InsertCheckpoint.sql");

    /// <exception cref="EventStoreUnavailableException">The database cannot be reached.</exception>
    /// <exception cref="IOException">The checkpoint cannot be kept. Nothing was signed.</exception>
    /// <exception cref="UnauthorizedAccessException">The checkpoint cannot be kept. Nothing was signed.</exception>
    public async Task<SigningOutcome> SignAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await database.OpenConnectionAsync(cancellationToken);

            // Each statement sees what has been committed by then: the leaves below a size that was seen don't change any more.
            await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken);
            if (await ScalarAsync(connection, TakeSql, cancellationToken) is not true)
                return new SigningOutcome.ElsewhereNow();
            var outcome = await SignAsync(connection, cancellationToken);
            await transaction.CommitAsync(CancellationToken.None);
            return outcome;
        }
        catch (Exception failure) when (DatabaseFailure.IsUnavailable(failure) && failure is not IOException)
        {
            throw DatabaseFailure.Unavailable(failure);
        }
    }

    private async Task<SigningOutcome> SignAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var latest = await PublishedLog.LatestCheckpointAsync(connection, cancellationToken);
        var tree = new StoredTree(connection);
        var size = await tree.SizeAsync(cancellationToken);
        var nodes = tree.Nodes(cancellationToken);
        TreeHash root;
        try
        {
            root = await TreeProofs.RootAsync(nodes, size);
            if (await FaultOfAsync(latest?.Note, "The database's last checkpoint", nodes, size, root) is { } fault
                || (kept is not null && (fault = await FaultOfAsync(await kept.ReadAsync(cancellationToken), $"The checkpoint in {kept.Path}", nodes, size, root)) is not null))
                return new SigningOutcome.Refused(fault);
        }
        catch (InvalidDataException hole)
        {
            return new SigningOutcome.Refused(hole.Message);
        }

        if (size == 0 || size == latest?.Size)
            return new SigningOutcome.NothingNew(size);

        var checkpoint = new Checkpoint(key.Verifier.Name, size, root);
        var note = SignedNote.Sign(checkpoint.ToString(), key).ToString();

        // Kept before anybody can see it: what was given out is never forgotten.
        if (kept is not null)
            await kept.WriteAsync(note, cancellationToken);
        await ScalarAsync(connection, InsertSql, cancellationToken, size, note, clock.GetUtcNow());
        return new SigningOutcome.Signed(checkpoint);
    }

    /// <summary>What stands between an earlier checkpoint and the tree as it is, as a sentence; null where nothing does.</summary>
    private async Task<string?> FaultOfAsync(string? note, string which, NodeAt nodes, long size, TreeHash root)
    {
        if (note is null)
            return null;
        if (SignedNote.TryParse(note) is not { } signed || Checkpoint.TryParse(signed.Text) is not { } earlier)
            return $"{which} is not a checkpoint.";
        if (earlier.Size > size)
            return $"{which} covers {Text(earlier.Size)} events, and the tree has {Text(size)}: the database was rolled back.";
        if (earlier.Size == 0)
            return null;
        var proof = await TreeProofs.ConsistencyAsync(nodes, earlier.Size, size);
        return ProofCheck.IsConsistent(earlier.Size, earlier.Root, size, root, proof)
            ? null
            : $"{which} has another root at {Text(earlier.Size)} events than the tree has now.";
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static async Task<object?> ScalarAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        return await command.ExecuteScalarAsync(cancellationToken);
    }
}
