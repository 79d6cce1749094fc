namespace PasskeyLedger.EventStore;

/// <summary>An event as a stream holds it.</summary>
public sealed record StoredEvent
{
    /// <summary>The position in the whole log (<c>seq_id</c>). Positions have gaps, and say nothing of what is yet to commit.</summary>
    public required long Position { get; init; }

    public required Guid Id { get; init; }

    public required StreamId Stream { get; init; }

    /// <summary>The event's version in its stream, from 1 without gaps.</summary>
    public required long Version { get; init; }

    public required string Type { get; init; }

    /// <summary>The event, as UTF-8 JSON, with its members in any order: as it was appended, or as PostgreSQL's jsonb gives it back.</summary>
    public required ReadOnlyMemory<byte> Data { get; init; }

    public required DateTimeOffset Timestamp { get; init; }

    /// <summary>A UTF-8 JSON object, or empty.</summary>
    public ReadOnlyMemory<byte> Headers { get; init; }

    public string? CorrelationId { get; init; }

    public string? CausationId { get; init; }

    public string? UserName { get; init; }

    /// <summary>Members of <see cref="Data"/> and <see cref="Headers"/> whose values are not there any more to be read.</summary>
    public IReadOnlyList<UnreadableMember> Unreadable { get; init; } = [];
}

/// <summary>A part of a stream, and the version the whole stream was at when it was read.</summary>
public sealed record StreamSlice(IReadOnlyList<StoredEvent> Events, long StreamVersion)
{
    /// <summary>What stands for the events before the first of <see cref="Events"/>, where the reader asked for it and the store has one.</summary>
    public StreamSnapshot? Snapshot { get; init; }
}

/// <summary>Which events of a stream to read: versions above <paramref name="AfterVersion"/>, up to a version or a time, both inclusive.</summary>
public readonly record struct ReadRange(long AfterVersion = 0, long? UntilVersion = null, DateTimeOffset? UntilTime = null)
{
    /// <summary>The whole stream.</summary>
    public static ReadRange All { get; }

    /// <summary>
    /// Of which schema a snapshot may take the place of the range's first events; null for events alone. It cannot be asked for up to
    /// a time, which may lie between events that a snapshot holds.
    /// </summary>
    public string? SnapshotSchema { get; init; }
}
