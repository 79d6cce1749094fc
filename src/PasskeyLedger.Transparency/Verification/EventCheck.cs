using System.Data;
using System.Text.Json;
using System.Threading.Channels;
using Npgsql;
using PasskeyLedger.EventStore;
using PasskeyLedger.EventStore.Reading;
using PasskeyLedger.Transparency.Leaves;
using PasskeyLedger.Transparency.Merkle;

namespace PasskeyLedger.Transparency.Verification;

/// <summary>
/// Recomputes the leaf of every event of the tables, and holds it against the stored one. A single connection of PostgreSQL is slower than
/// the hashing, so ranges of the log are read side by side, in one snapshot.
/// </summary>
internal sealed class EventCheck(NpgsqlDataSource database, string snapshot, StoredLeaves leaves, FindingList findings)
{
    private const int LeavesOfRange = 10_000;
    private const int MostReaders = 8;

    private long checkedEvents;

    /// <summary>Checks the leaves from an index on, and says how many events there were.</summary>
    public async Task<long> RunAsync(int from, IProgress<VerificationProgress>? progress, CancellationToken cancellationToken)
    {
        var ranges = Channel.CreateUnbounded<(int First, int End)>();
        for (var first = from; first < leaves.Count; first += LeavesOfRange)
            ranges.Writer.TryWrite((first, Math.Min(first + LeavesOfRange, leaves.Count)));
        ranges.Writer.Complete();

        var readers = Math.Clamp(Environment.ProcessorCount, 1, MostReaders);
        await Task.WhenAll(Enumerable.Range(0, readers).Select(_ => Task.Run(() => ReadAsync(ranges.Reader, progress, cancellationToken), cancellationToken)));
        return checkedEvents;
    }

    private async Task ReadAsync(ChannelReader<(int First, int End)> ranges, IProgress<VerificationProgress>? progress, CancellationToken cancellationToken)
    {
        if (!ranges.TryRead(out var range))
            return;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        await using (var share = new NpgsqlCommand($"SET TRANSACTION SNAPSHOT '{snapshot}'", connection))
            await share.ExecuteNonQueryAsync(cancellationToken);
        var leaf = new EventLeaf();
        do
        {
            var count = await CheckAsync(connection, leaf, range.First, range.End, cancellationToken);
            var total = Interlocked.Add(ref checkedEvents, count);
            progress?.Report(new(total, leaves.Count));
        }
        while (ranges.TryRead(out range));
    }

    /// <summary>Goes through events and leaves together, both in the order of positions.</summary>
    private async Task<long> CheckAsync(NpgsqlConnection connection, EventLeaf leaf, int first, int end, CancellationToken cancellationToken)
    {
        var count = 0L;
        var index = first;
        var after = first == 0 ? long.MinValue : leaves.Positions[first - 1];
        await foreach (var stored in LogRange.ReadAsync(connection, after, leaves.Positions[end - 1], cancellationToken))
        {
            count++;
            while (index < end && leaves.Positions[index] < stored.Position)
                Miss(index++);
            if (index < end && leaves.Positions[index] == stored.Position)
                Compare(leaf, stored, index++);
            else
                findings.Add(LogFindingKind.EventInserted, stored.Position, $"The event at position {stored.Position} has no leaf: it was inserted among events that have.");
        }

        while (index < end)
            Miss(index++);
        return count;
    }

    private void Miss(int index) => findings.Add(
        LogFindingKind.EventMissing, leaves.Positions[index], $"The event at position {leaves.Positions[index]} is gone: leaf {index} commits to it.");

    private void Compare(EventLeaf leaf, StoredEvent stored, int index)
    {
        if (HashOf(leaf, stored) != leaves.Hashes[index])
            findings.Add(LogFindingKind.EventChanged, stored.Position, $"The event at position {stored.Position} is not the one that leaf {index} commits to.");
    }

    private static TreeHash? HashOf(EventLeaf leaf, StoredEvent stored)
    {
        try
        {
            return leaf.Hash(stored);
        }
        catch (JsonException)
        {
            // No leaf was ever made of it.
            return null;
        }
    }
}
