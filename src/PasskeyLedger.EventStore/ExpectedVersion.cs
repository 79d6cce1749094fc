namespace PasskeyLedger.EventStore;

/// <summary>
/// What an appender believes of a stream. Versions count from 1; a stream that does not exist is at 0.
/// </summary>
public readonly record struct ExpectedVersion
{
    private ExpectedVersion(long? version) => Version = version;

    /// <summary>The exact version, or null where any will do.</summary>
    public long? Version { get; }

    /// <summary>The stream must not exist yet.</summary>
    public static ExpectedVersion NoStream { get; } = new(0);

    /// <summary>Whatever the stream holds, the events go behind it.</summary>
    public static ExpectedVersion Any { get; }

    /// <summary>The stream must be at exactly this version.</summary>
    public static ExpectedVersion Exactly(long version)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(version);
        return new(version);
    }
}
