namespace PasskeyLedger.PersonalData;

/// <summary>How long keys stay in memory.</summary>
public sealed record PersonalDataOptions
{
    /// <summary>
    /// How long a key that was read may be read with before the database is asked again: the longest that another process
    /// still shows what was erased. The process that erases shows it no more.
    /// </summary>
    public TimeSpan KeyLifetime { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long an unused key stays in memory at the most is twice this.</summary>
    public TimeSpan KeyGeneration { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The keys of how many users stay in memory.</summary>
    public int MostUsers { get; init; } = 20_000;
}
