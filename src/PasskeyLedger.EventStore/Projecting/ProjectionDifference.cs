namespace PasskeyLedger.EventStore.Projecting;

/// <summary>What is the matter with a row of a read model.</summary>
public enum RowDifference
{
    /// <summary>It is there, and no event explains it.</summary>
    Unexplained,

    /// <summary>The events give it, and it is not there.</summary>
    Missing,

    /// <summary>It is there, and the events give other values.</summary>
    Changed,
}

/// <summary>A row of a read model that is not what the events give.</summary>
/// <param name="Table">The table's name.</param>
/// <param name="Key">Its primary key, as a JSON object.</param>
/// <param name="Difference">What is the matter.</param>
/// <param name="Columns">Those that differ, where it has changed. Their values may be personal, and are not told.</param>
public sealed record ProjectionDifference(string Table, string Key, RowDifference Difference, IReadOnlyList<string> Columns);

/// <summary>What came of comparing a read model with what the events give.</summary>
/// <param name="Position">Up to which position of the log it was compared: its end, or the projection's checkpoint where that is behind.</param>
/// <param name="Rows">How many rows the events give.</param>
/// <param name="Count">How many rows differ.</param>
/// <param name="Differences">The first of them, table by table in the order of their keys.</param>
public sealed record ProjectionReport(long Position, long Rows, long Count, IReadOnlyList<ProjectionDifference> Differences)
{
    /// <summary>Why the rows could not be made out of the events, as a sentence; null where they could.</summary>
    public string? Fault { get; init; }

    /// <summary>Every row is what the events give.</summary>
    public bool IsSame => Count == 0 && Fault is null;
}
