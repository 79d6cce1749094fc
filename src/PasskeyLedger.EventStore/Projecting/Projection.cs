namespace PasskeyLedger.EventStore.Projecting;

/// <summary>A read model as a function from events to rows.</summary>
public sealed record Projection
{
    /// <summary>The projection's name, and its checkpoint's: lower-case letters, digits and underscores, beginning with a letter.</summary>
    public required string Name { get; init; }

    /// <summary>Raised when tables or rows come out differently: what a rebuild has made of another version it does not go on with.</summary>
    public required int Version { get; init; }

    /// <summary>Its tables, without a schema. One that refers to another comes before it.</summary>
    public required IReadOnlyList<string> Tables { get; init; }

    /// <summary>SQL that creates the tables with their indexes, all without a schema: a rebuild runs it in a schema of its own.</summary>
    public required string CreateSql { get; init; }

    /// <summary>
    /// The stored names of events that are known to have no rows: their data need not be read to fill the tables. Events of names that nobody
    /// knows are projected like others, which is for the projection to refuse.
    /// </summary>
    public IReadOnlyList<string> Skips { get; init; } = [];

    /// <summary>
    /// The rows of an event, in the order they are to be written. Rows of one statement that follow each other, over several
    /// events too, are written in one execution: one that updates a key must take the key's last row.
    /// </summary>
    public required Func<StoredEvent, IEnumerable<InlineRow>> Project { get; init; }

    /// <summary>What an event takes out of rows that are there; null where none does.</summary>
    public RowErasure? Erasure { get; init; }

    /// <summary>Its rows are written with the appends, not behind them.</summary>
    public bool IsInline { get; init; }

    /// <summary>The event may have rows.</summary>
    internal bool Takes(StoredEvent stored) => !Skips.Contains(stored.Type);
}
