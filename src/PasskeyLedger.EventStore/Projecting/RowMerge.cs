namespace PasskeyLedger.EventStore.Projecting;

/// <summary>Goes through two tables side by side, both in the order of their keys.</summary>
internal static class RowMerge
{
    /// <returns>How many rows are expected.</returns>
    public static async Task<long> CompareAsync(
        string table,
        TableShape shape,
        CopiedRows expected,
        CopiedRows actual,
        Action<ProjectionDifference> found,
        CancellationToken cancellationToken)
    {
        var hasExpected = await expected.MoveNextAsync(cancellationToken);
        var hasActual = await actual.MoveNextAsync(cancellationToken);
        var count = 0L;
        while (hasExpected || hasActual)
        {
            var order = 0;
            if (!hasExpected || !hasActual || !expected.Current.SequenceEqual(actual.Current))
            {
                order = !hasActual ? -1 : !hasExpected ? 1 : Compare(shape, expected, actual);
                found(order switch
                {
                    < 0 => new(table, KeyText(shape, expected), RowDifference.Missing, Columns: []),
                    > 0 => new(table, KeyText(shape, actual), RowDifference.Unexplained, Columns: []),
                    _ => new(table, KeyText(shape, actual), RowDifference.Changed, DifferentColumns(shape, expected, actual)),
                });
            }

            if (order <= 0)
            {
                count++;
                hasExpected = await expected.MoveNextAsync(cancellationToken);
            }

            if (order >= 0)
                hasActual = await actual.MoveNextAsync(cancellationToken);
        }

        return count;
    }

    private static int Compare(TableShape shape, CopiedRows one, CopiedRows other)
    {
        foreach (var column in shape.Key)
        {
            var isOneNull = !one.TryGet(column.Index, out var value);
            var isOtherNull = !other.TryGet(column.Index, out var otherValue);
            if (column.Compare(value, isOneNull, otherValue, isOtherNull) is not 0 and var order)
                return order;
        }

        return 0;
    }

    // Members in the order that jsonb has them in: the shorter name first.
    private static string KeyText(TableShape shape, CopiedRows row)
    {
        var members = shape.Key
            .OrderBy(column => column.Name.Length)
            .ThenBy(column => column.Name, StringComparer.Ordinal)
            .Select(column => $"{TableColumn.Quoted(column.Name)}: {column.Json(row.TryGet(column.Index, out var value) ? value : default, !row.TryGet(column.Index, out _))}");
        return $"{{{string.Join(", ", members)}}}";
    }

    private static IReadOnlyList<string> DifferentColumns(TableShape shape, CopiedRows one, CopiedRows other)
    {
        return [.. shape.Columns.Where(Differs).Select(column => column.Name)];

        bool Differs(TableColumn column) =>
            one.TryGet(column.Index, out var value) != other.TryGet(column.Index, out var otherValue) || !value.SequenceEqual(otherValue);
    }
}
