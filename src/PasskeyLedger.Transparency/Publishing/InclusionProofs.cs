using System.Text.Json;
using Npgsql;
using PasskeyLedger.EventStore;
using PasskeyLedger.EventStore.Reading;
using PasskeyLedger.Transparency.Leaves;
using PasskeyLedger.Transparency.Merkle;
using PasskeyLedger.Transparency.Notes;
using PasskeyLedger.Transparency.Proofs;

namespace PasskeyLedger.Transparency.Publishing;

/// <summary>What came of asking for the proof of an event.</summary>
public abstract record ProofOutcome
{
    private ProofOutcome()
    {
    }

    /// <param name="Proof">With the leaf's bytes in it.</param>
    /// <param name="Checkpoint">What the proof's checkpoint says.</param>
    public sealed record Proven(TlogProof Proof, Checkpoint Checkpoint) : ProofOutcome;

    /// <summary>There is no event at the position.</summary>
    public sealed record NoSuchEvent : ProofOutcome;

    /// <summary>No checkpoint covers the event yet.</summary>
    public sealed record NotYet : ProofOutcome;

    /// <summary>The event is not the one that the tree has committed to, or was inserted among those, or the tree is not what was signed.</summary>
    public sealed record Altered : ProofOutcome;
}

/// <summary>Proves that the log holds an event, under its latest checkpoint.</summary>
public sealed class InclusionProofs(NpgsqlDataSource database)
{
    private static readonly string FindSql = TransparencySql.Read("Publishing.FindLeaf.sql");

    /// <param name="position">The event's position in the log.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="EventStoreUnavailableException">The database cannot be reached.</exception>
    public async Task<ProofOutcome> ProveAsync(long position, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await database.OpenConnectionAsync(cancellationToken);
            return await ProveAsync(connection, position, cancellationToken);
        }
        catch (Exception failure) when (DatabaseFailure.IsUnavailable(failure))
        {
            throw DatabaseFailure.Unavailable(failure);
        }
    }

    private static async Task<ProofOutcome> ProveAsync(NpgsqlConnection connection, long position, CancellationToken cancellationToken)
    {
        if (await ReadEventAsync(connection, position, cancellationToken) is not { } stored)
            return new ProofOutcome.NoSuchEvent();
        var (leafIndex, last) = await FindLeafAsync(connection, position, cancellationToken);
        if (leafIndex is null && position <= last)
            return new ProofOutcome.Altered();
        if (leafIndex is not { } index
            || await PublishedLog.LatestCheckpointAsync(connection, cancellationToken) is not { } latest
            || index >= latest.Size)
            return new ProofOutcome.NotYet();

        if (SignedNote.TryParse(latest.Note) is not { } note || Checkpoint.TryParse(note.Text) is not { } checkpoint)
            return new ProofOutcome.Altered();
        try
        {
            var leaf = new EventLeaf().Write(stored).ToArray();
            var nodes = new StoredTree(connection).Nodes(cancellationToken);
            var path = await TreeProofs.InclusionAsync(nodes, index, checkpoint.Size);

            // A proof that does not hold is never given out.
            return ProofCheck.Includes(TreeHash.OfLeaf(leaf), index, checkpoint.Size, path, checkpoint.Root)
                ? new ProofOutcome.Proven(new() { Extra = leaf, Index = index, Path = path, Checkpoint = latest.Note }, checkpoint)
                : new ProofOutcome.Altered();
        }
        catch (Exception failure) when (failure is InvalidDataException or JsonException)
        {
            return new ProofOutcome.Altered();
        }
    }

    private static async Task<StoredEvent?> ReadEventAsync(NpgsqlConnection connection, long position, CancellationToken cancellationToken)
    {
        await foreach (var stored in LogRange.ReadAsync(connection, position == long.MinValue ? null : position - 1, position, cancellationToken))
            return stored;
        return null;
    }

    private static async Task<(long? Leaf, long? LastPosition)> FindLeafAsync(NpgsqlConnection connection, long position, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(FindSql, connection) { Parameters = { new NpgsqlParameter<long> { TypedValue = position } } };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return (reader.IsDBNull(0) ? null : reader.GetInt64(0), reader.IsDBNull(1) ? null : reader.GetInt64(1));
    }
}
