using System.Text.Json;

namespace PasskeyLedger.EventStore.Projecting;

/// <summary>Goes through two tables side by side, both in the order of their keys.</summary>
internal static class RowMerge
{
    /// <returns>How many rows are expected.</returns>
    public static async Task<long> CompareAsync(
        string table,
        IAsyncEnumerable<TableRow> expectedRows,
        IAsyncEnumerable<TableRow> actualRows,
        Action<ProjectionDifference> found,
        CancellationToken cancellationToken)
    {
        await using var expected = expectedRows.GetAsyncEnumerator(cancellationToken);
        await using var actual = actualRows.GetAsyncEnumerator(cancellationToken);
        var hasExpected = await expected.MoveNextAsync();
        var hasActual = await actual.MoveNextAsync();
        var count = 0L;
        while (hasExpected || hasActual)
        {
            var order = !hasActual ? -1 : !hasExpected ? 1 : expected.Current.Key.AsSpan().SequenceCompareTo(actual.Current.Key);
            if (order < 0)
                found(new(table, expected.Current.KeyText, RowDifference.Missing, Columns: []));
            else if (order > 0)
                found(new(table, actual.Current.KeyText, RowDifference.Unexplained, Columns: []));
            else if (expected.Current.Value != actual.Current.Value)
                found(new(table, actual.Current.KeyText, RowDifference.Changed, Columns(expected.Current.Value, actual.Current.Value)));

            if (order <= 0)
            {
                count++;
                hasExpected = await expected.MoveNextAsync();
            }

            if (order >= 0)
                hasActual = await actual.MoveNextAsync();
        }

        return count;
    }

    private static IReadOnlyList<string> Columns(string expected, string actual)
    {
        var columns = Members(expected);
        var others = Members(actual);
        return [.. columns.Keys.Union(others.Keys).Where(name => columns.GetValueOrDefault(name) != others.GetValueOrDefault(name))];
    }

    private static Dictionary<string, string> Members(string row)
    {
        using var document = JsonDocument.Parse(row);
        return document.RootElement.EnumerateObject().ToDictionary(member => member.Name, member => member.Value.GetRawText(), StringComparer.Ordinal);
    }
}
