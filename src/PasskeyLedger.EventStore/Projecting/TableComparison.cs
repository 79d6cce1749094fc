using Npgsql;

namespace PasskeyLedger.EventStore.Projecting;

/// <summary>Compares a table in use with the temporary one of the same name, row by row over the primary key.</summary>
internal sealed class TableComparison
{
    private static readonly string DescribeSql = EmbeddedSql.Read("Projecting.DescribeTable.sql");

    private readonly string table;
    private readonly string sql;

    private TableComparison(string table, string sql)
    {
        this.table = table;
        this.sql = sql;
    }

    /// <summary>To be called while the table's name still means the one in use.</summary>
    /// <exception cref="InvalidOperationException">The table is not there, or has no primary key.</exception>
    public static async Task<TableComparison> PrepareAsync(NpgsqlConnection connection, string table, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(DescribeSql, connection) { Parameters = { new() { Value = table } } };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken) || reader.GetFieldValue<string[]>(2) is not { Length: > 0 } key)
            throw new InvalidOperationException($"The table {table} is not there, or has no primary key to compare its rows by.");
        return new(table, Compose(reader.GetString(0), table, reader.GetFieldValue<string[]>(1), key));
    }

    /// <summary>Adds the first of the rows that differ, and says how many there are.</summary>
    public async Task<long> RunAsync(NpgsqlConnection connection, List<ProjectionDifference> differences, int most, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0, Parameters = { new() { Value = most } } };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var count = 0L;
        while (await reader.ReadAsync(cancellationToken))
        {
            count = reader.GetInt64(4);
            var difference = reader.GetBoolean(1) ? RowDifference.Missing : reader.GetBoolean(2) ? RowDifference.Unexplained : RowDifference.Changed;
            differences.Add(new(table, reader.GetString(0), difference, difference == RowDifference.Changed ? reader.GetFieldValue<string[]>(3) : []));
        }

        return count;
    }

    // Names come from the catalog, in quotes where they need them.
    private static string Compose(string inUse, string table, string[] columns, string[] key)
    {
        var keyJson = string.Join(", ", key.Select(column => $"'{column.Trim('"')}', coalesce(kept.{column}, made.{column})"));
        var differing = string.Join(", ", columns.Select(column => $"CASE WHEN kept.{column} IS DISTINCT FROM made.{column} THEN '{column.Trim('"')}' END"));
        return $"""
            SELECT jsonb_build_object({keyJson})::text, kept.{key[0]} IS NULL, made.{key[0]} IS NULL,
              array_remove(ARRAY[{differing}]::text[], NULL), count(*) OVER ()
            FROM {inUse} AS kept
            FULL JOIN pg_temp.{table} AS made ON {string.Join(" AND ", key.Select(column => $"kept.{column} = made.{column}"))}
            WHERE ({string.Join(", ", columns.Select(column => $"kept.{column}"))}) IS DISTINCT FROM ({string.Join(", ", columns.Select(column => $"made.{column}"))})
            ORDER BY {string.Join(", ", key.Select(column => $"coalesce(kept.{column}, made.{column})"))}
            LIMIT $1
            """;
    }
}
