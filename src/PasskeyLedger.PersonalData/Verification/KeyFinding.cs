using PasskeyLedger.EventStore;

namespace PasskeyLedger.PersonalData.Verification;

/// <summary>What is the matter with a key of personal data.</summary>
public enum KeyFindingKind
{
    /// <summary>It was destroyed, and no <c>user_erased</c> of its stream names it.</summary>
    DestroyedOffRecord,

    /// <summary>Its row is there, and what is in it is not what was stored: what it encrypted cannot be read.</summary>
    Spoilt,

    /// <summary>Events are encrypted with it, and it has no row: neither is it there, nor was it destroyed.</summary>
    Missing,
}

/// <summary>A key that is not as the events say.</summary>
/// <param name="Stream">Whose key it is.</param>
/// <param name="Key">Its id; null where it is missing.</param>
/// <param name="Position">Where it is missing, the position of the stream's first event that needs it.</param>
public sealed record KeyFinding(KeyFindingKind Kind, StreamId Stream, Guid? Key, long? Position);

/// <summary>What came of checking the keys.</summary>
/// <param name="Findings">The first of them, of each kind as many as are told.</param>
/// <param name="Count">How many there are.</param>
public sealed record KeyReport(IReadOnlyList<KeyFinding> Findings, long Count);
