namespace PasskeyLedger.EventStore.Appending;

/// <summary>What an append must be before it is worth a writer's time. A breach is the caller's mistake.</summary>
internal static class AppendRules
{
    /// <exception cref="ArgumentException">The append breaks a rule, which the message names.</exception>
    public static void Check(Append append)
    {
        ArgumentException.ThrowIfNullOrEmpty(append.Stream.Tenant.Value, nameof(append));
        ArgumentException.ThrowIfNullOrEmpty(append.Stream.Key.Value, nameof(append));
        if (append.Events.Count == 0)
            throw new ArgumentException($"An append to {append.Stream} holds no event.", nameof(append));

        foreach (var item in append.Events)
        {
            if (item.Type.Length is 0 or > 500)
                throw new ArgumentException($"An event's type has 1 to 500 characters, not {item.Type.Length}.", nameof(append));
            if (item.Data.IsEmpty)
                throw new ArgumentException($"The event {item.Id} has no data.", nameof(append));
        }

        if (append.Claims.Concat(append.Releases).ToHashSet().Count != append.Claims.Count + append.Releases.Count)
            throw new ArgumentException($"An append to {append.Stream} touches a claim twice.", nameof(append));

        foreach (var row in append.Rows)
            Check(row);
    }

    private static void Check(InlineRow row)
    {
        var (statement, values) = (row.Statement, row.Values);
        if (values.Count != statement.Columns.Count)
        {
            throw new ArgumentException(
                $"A row for {statement.Name} has {values.Count} values for {statement.Columns.Count} columns.", nameof(row));
        }

        for (var column = 0; column < values.Count; column++)
        {
            if (!InlineColumn.Accepts(statement.Columns[column], values[column]))
            {
                throw new ArgumentException(
                    $"A row for {statement.Name} has a {values[column]!.GetType().Name} for ${column + 1}, a {statement.Columns[column]}.", nameof(row));
            }
        }
    }
}
