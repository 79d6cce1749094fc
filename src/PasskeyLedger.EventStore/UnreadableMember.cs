namespace PasskeyLedger.EventStore;

/// <summary>A member of a stored event that is kept encrypted and could not be decrypted. Bytes then read as none, text as a word in brackets.</summary>
/// <param name="Path">The member's names in JSON, joined by dots (<c>evidence.raw</c>); one of the headers begins with <c>headers.</c>.</param>
public readonly record struct UnreadableMember(string Path, UnreadableReason Reason);

/// <summary>Why a member cannot be read.</summary>
public enum UnreadableReason
{
    /// <summary>Its key was destroyed, on purpose and on record.</summary>
    Erased,

    /// <summary>Its key is not where keys are kept: a backup without them was restored, or somebody removed it, or what is there is not what was stored.</summary>
    KeyMissing,

    /// <summary>Its key is there, and what is stored is not what was encrypted with it for this place: it was altered or moved.</summary>
    Altered,
}
