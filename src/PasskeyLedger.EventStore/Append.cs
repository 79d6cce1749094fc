namespace PasskeyLedger.EventStore;

/// <summary>One append: all of it commits, or none.</summary>
public sealed record Append
{
    public required StreamId Stream { get; init; }

    /// <summary>The stream's type as stored with it on its first append (<c>mt_streams.type</c>).</summary>
    public string? StreamType { get; init; }

    public required ExpectedVersion Expected { get; init; }

    public required IReadOnlyList<NewEvent> Events { get; init; }

    /// <summary>Unique keys to take for this stream. One that another stream holds fails the append.</summary>
    public IReadOnlyList<Claim> Claims { get; init; } = [];

    /// <summary>Unique keys to give back, where this stream holds them.</summary>
    public IReadOnlyList<Claim> Releases { get; init; } = [];

    /// <summary>Rows of read models to write in the same transaction.</summary>
    public IReadOnlyList<InlineRow> Rows { get; init; } = [];
}

/// <summary>A key that one stream of a tenant may hold at a time, unique within its kind.</summary>
public readonly record struct Claim(string Kind, string Key);

/// <summary>What became of an append.</summary>
public abstract record AppendOutcome
{
    private AppendOutcome()
    {
    }

    /// <summary>The events are durable. <paramref name="Version"/> is the stream's new version, <paramref name="Position"/> the last event's position.</summary>
    public sealed record Committed(long Version, long Position) : AppendOutcome;

    /// <summary>The stream is at another version than expected. Nothing was written.</summary>
    public sealed record VersionConflict(long? ActualVersion) : AppendOutcome;

    /// <summary>Another stream holds the key. Nothing was written.</summary>
    public sealed record ClaimConflict(Claim Claim) : AppendOutcome;
}
