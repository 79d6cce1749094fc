using PasskeyLedger.Transparency.Merkle;
using PasskeyLedger.Transparency.Notes;

namespace PasskeyLedger.Transparency.Verification;

/// <summary>
/// Holds checkpoints against the tree of the leaves. Those that have their sizes' roots are consistent with each other, as all of them are
/// of one tree.
/// </summary>
internal sealed class CheckpointCheck(StoredLeaves leaves, IReadOnlyList<VerifierKey> keys, FindingList findings)
{
    /// <summary>Checks the database's checkpoints and those from outside.</summary>
    /// <returns>The largest size of those that hold.</returns>
    public long Run(IReadOnlyList<(long Size, string Note)> stored, IReadOnlyList<HeldCheckpoint> held, CancellationToken cancellationToken)
    {
        // Signatures take longer than hashes.
        var readings = new (string Name, CheckpointReading Reading)[stored.Count + held.Count];
        Parallel.For(0, readings.Length, new ParallelOptions { CancellationToken = cancellationToken }, index => readings[index] = index < stored.Count
            ? ($"The checkpoint of size {stored[index].Size}", ReadStored(stored[index]))
            : (held[index - stored.Count].Name, CheckpointReading.Read(held[index - stored.Count].Note, keys)));

        List<(string Name, Checkpoint Checkpoint)> trusted = [];
        foreach (var (name, reading) in readings)
        {
            if (reading is CheckpointReading.Trusted { Checkpoint: var checkpoint })
                trusted.Add((name, checkpoint));
            else if (reading is CheckpointReading.Refused { Reason: var reason })
                findings.Add(LogFindingKind.CheckpointUntrusted, position: null, $"{name} {reason}.");
        }

        return Compare([.. trusted.OrderBy(one => one.Checkpoint.Size)]);
    }

    // The size stands beside the note to find it by; the note is what was signed.
    private CheckpointReading ReadStored((long Size, string Note) stored) =>
        CheckpointReading.Read(stored.Note, keys) is CheckpointReading.Trusted trusted && trusted.Checkpoint.Size != stored.Size
            ? new CheckpointReading.Refused($"is one of size {trusted.Checkpoint.Size}")
            : CheckpointReading.Read(stored.Note, keys);

    private long Compare(IReadOnlyList<(string Name, Checkpoint Checkpoint)> bySize)
    {
        var tree = new CompactTree();
        var holds = 0L;
        foreach (var (name, checkpoint) in bySize)
        {
            if (checkpoint.Size > leaves.Count)
            {
                findings.Add(
                    LogFindingKind.RolledBack,
                    leaves.Positions is [.., var last] ? last + 1 : 1,
                    $"{name} covers {checkpoint.Size} events, and the log has {leaves.Count}: it was rolled back to an older state.");
                continue;
            }

            while (tree.Size < checkpoint.Size)
                tree.Append(leaves.Hashes[(int)tree.Size]);
            if (tree.Root == checkpoint.Root)
                holds = checkpoint.Size;
            else
                findings.Add(LogFindingKind.CheckpointMismatch, PositionOf(holds), Mismatch(name, checkpoint, holds));
        }

        return holds;
    }

    // Leaf and event may have been changed together; then nobody can say which it was among those that were signed as one.
    private string Mismatch(string name, Checkpoint checkpoint, long holds) => holds < checkpoint.Size
        ? $"{name} has another root than the tree at {checkpoint.Size} events: what differs is among the events from position {PositionOf(holds)} to {leaves.Positions[(int)checkpoint.Size - 1]}."
        : $"{name} has another root than the tree at {checkpoint.Size} events, which another checkpoint has.";

    private long? PositionOf(long leaf) => leaf < leaves.Count ? leaves.Positions[(int)leaf] : null;
}
