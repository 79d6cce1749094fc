using PasskeyLedger.Transparency.Notes;

namespace PasskeyLedger.Transparency.Verification;

/// <summary>What was found wrong, by its kind.</summary>
public enum LogFindingKind
{
    /// <summary>An event is not the one that its leaf commits to.</summary>
    EventChanged,

    /// <summary>A leaf's event is not there.</summary>
    EventMissing,

    /// <summary>An event stands among others that have leaves, and has none.</summary>
    EventInserted,

    /// <summary>The stored tree is not whole, or one of its tiles is not what its leaves give.</summary>
    TreeBroken,

    /// <summary>A checkpoint cannot be believed: another key signed it, or it is none.</summary>
    CheckpointUntrusted,

    /// <summary>A checkpoint that was signed is not one of this tree.</summary>
    CheckpointMismatch,

    /// <summary>A checkpoint covers more than there is.</summary>
    RolledBack,
}

/// <summary>One thing that was found wrong.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Position">The event's position in the log, or the first that it may concern; null where it concerns none.</param>
/// <param name="Message">A sentence, with nothing in it of what events say.</param>
public sealed record LogFinding(LogFindingKind Kind, long? Position, string Message);

/// <summary>A checkpoint that somebody kept outside the database.</summary>
/// <param name="Name">Where it is from, as messages name it.</param>
/// <param name="Note">The signed note.</param>
public sealed record HeldCheckpoint(string Name, string Note);

/// <summary>What to verify by.</summary>
/// <param name="Keys">The keys that checkpoints may be signed with.</param>
public sealed record VerificationRequest(IReadOnlyList<VerifierKey> Keys)
{
    /// <summary>Checkpoints from outside, each of which must be one of this log.</summary>
    public IReadOnlyList<HeldCheckpoint> Held { get; init; } = [];

    /// <summary>A checkpoint whose events were verified before. They are not read again; that the tree begins with it is checked.</summary>
    public HeldCheckpoint? From { get; init; }
}

/// <summary>What came of a verification.</summary>
/// <param name="Events">How many events were recomputed.</param>
/// <param name="Leaves">The leaves of the tree.</param>
/// <param name="Unsequenced">Events behind the tree, which no leaf covers yet.</param>
/// <param name="Checkpoints">How many checkpoints of the database were checked.</param>
/// <param name="Covered">The largest size that a checkpoint that holds covers, of the database or from outside.</param>
/// <param name="Findings">What is wrong, the first event first; as many as are told.</param>
/// <param name="FindingCount">How many there are.</param>
public sealed record VerificationReport(
    long Events, long Leaves, long Unsequenced, int Checkpoints, long Covered, IReadOnlyList<LogFinding> Findings, long FindingCount);

/// <summary>How far the events are recomputed.</summary>
public readonly record struct VerificationProgress(long Events, long Leaves);
