namespace PasskeyLedger.PersonalData.Erasing;

/// <summary>What became of the order to erase a user's personal data.</summary>
public abstract record ErasureOutcome
{
    private ErasureOutcome()
    {
    }

    /// <summary>The keys are destroyed and that is on record.</summary>
    /// <param name="Keys">The ids of the keys.</param>
    /// <param name="Version">The version of the record in the user's stream.</param>
    /// <param name="Position">Its position in the log.</param>
    /// <param name="Plain">Versions of the events that were stored before personal data was sealed: they stay readable.</param>
    public sealed record Erased(IReadOnlyList<Guid> Keys, long Version, long Position, IReadOnlyList<long> Plain) : ErasureOutcome;

    /// <summary>It was erased before and there is no key since. Nothing was written.</summary>
    /// <param name="At">When it was erased last.</param>
    /// <param name="Plain">Versions of the events that were stored before personal data was sealed: they stay readable.</param>
    public sealed record AlreadyErased(DateTimeOffset At, IReadOnlyList<long> Plain) : ErasureOutcome;

    /// <summary>There is no such user in the ledger.</summary>
    public sealed record Unknown : ErasureOutcome;
}
