namespace PasskeyLedger.EventStore.Projecting;

/// <summary>
/// What an event takes out of the rows of its stream's earlier events. What it takes cannot be read in those events any more either, so that rows
/// which the projection has not come to empty yet are not what the events give: they are as they were to be until then.
/// </summary>
/// <param name="By">The stored name of the event.</param>
/// <param name="Position">The column, a key's, that says which event a row is of.</param>
/// <param name="Columns">The columns that it empties.</param>
public sealed record RowErasure(string By, string Position, IReadOnlyList<string> Columns);
