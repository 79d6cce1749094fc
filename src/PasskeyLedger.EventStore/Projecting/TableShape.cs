using Npgsql;
using NpgsqlTypes;

namespace PasskeyLedger.EventStore.Projecting;

/// <summary>
/// How a table's rows are read to be held against those of another: which columns, and in which order. The projection's own statements decide
/// that, as the table in use may have been given another key.
/// </summary>
internal sealed class TableShape
{
    private static readonly string ReadSql = EmbeddedSql.Read("Projecting.ReadShape.sql");

    private readonly string table;

    private TableShape(string table, IReadOnlyList<TableColumn> columns)
    {
        this.table = table;
        Columns = columns;
        Key = [.. columns.Where(column => column.KeyPlace is not null).OrderByDescending(column => column.KeyPlace)];
    }

    public IReadOnlyList<TableColumn> Columns { get; }

    /// <summary>
    /// The columns of the primary key, the last first: a key's first columns are often the same in many rows, which makes them slow to sort by.
    /// Without a key the whole row is one.
    /// </summary>
    public IReadOnlyList<TableColumn> Key { get; }

    /// <param name="made">A session that has the table as its own.</param>
    /// <param name="used">A session whose search path finds the table in use.</param>
    public static async Task<TableShape> ReadAsync(NpgsqlConnection made, NpgsqlConnection used, string table, CancellationToken cancellationToken)
    {
        await using var find = new NpgsqlCommand("SELECT to_regclass($1)::oid", used) { Parameters = { Text(table) } };
        var inUse = await find.ExecuteScalarAsync(cancellationToken) as uint? ?? 0;
        await using var command = new NpgsqlCommand(ReadSql, made)
        {
            Parameters = { Text($"pg_temp.{table}"), new NpgsqlParameter<uint> { NpgsqlDbType = NpgsqlDbType.Oid, TypedValue = inUse } },
        };
        List<TableColumn> columns = [];
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            columns.Add(new(
                columns.Count,
                reader.GetString(0),
                reader.GetString(1),
                reader.GetBoolean(2),
                reader.GetBoolean(3),
                reader.IsDBNull(4) ? null : reader.GetInt64(4)));
        }

        return new(
            table,
            columns.Exists(column => column.KeyPlace is not null) ? columns : [.. columns.Select(column => column with { KeyPlace = column.Index })]);
    }

    /// <summary>A COPY of the rows that the projection has made.</summary>
    public string CopyOfMade() => CopySql($"pg_temp.{table}", column => column.Sql(column.IsMade), where: "");

    /// <summary>A COPY of the rows of the table in use.</summary>
    /// <param name="tenant">As a literal: the rows of this tenant alone. Null: all.</param>
    public string CopyOfUsed(string? tenant) => CopySql(
        table,
        column => column.Sql(column.IsUsed),
        tenant is null ? "" : Columns.Any(column => column is { Name: "tenant_id", IsUsed: true }) ? $" WHERE t.tenant_id::text = {tenant}" : " WHERE false");

    private string CopySql(string from, Func<TableColumn, string> value, string where) =>
        $"COPY (SELECT {string.Join(", ", Columns.Select(value))} FROM {from} t{where} "
        + $"ORDER BY {string.Join(", ", Key.Select(column => value(column) + column.Collation))}) TO STDOUT (FORMAT binary)";

    private static NpgsqlParameter<string> Text(string value) => new() { NpgsqlDbType = NpgsqlDbType.Text, TypedValue = value };
}
