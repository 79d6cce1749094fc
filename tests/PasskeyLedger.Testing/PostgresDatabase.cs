using Npgsql;

namespace PasskeyLedger.Testing;

/// <summary>A test's own database, dropped when it is disposed.</summary>
public sealed class PostgresDatabase : IAsyncDisposable
{
    private readonly Func<Task> drop;

    internal PostgresDatabase(string connectionString, Func<Task> drop)
    {
        ConnectionString = connectionString;
        DataSource = NpgsqlDataSource.Create(connectionString);
        this.drop = drop;
    }

    public string ConnectionString { get; }

    public NpgsqlDataSource DataSource { get; }

    /// <summary>Runs a statement with parameters <c>$1</c>, <c>$2</c>, … and returns the first row's first value.</summary>
    public async Task<object?> ScalarAsync(string sql, params object[] values)
    {
        await using var command = DataSource.CreateCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        return await command.ExecuteScalarAsync();
    }

    /// <summary>Runs a query and returns each row's values as text, joined by <c>|</c>; NULL is an empty text.</summary>
    public async Task<IReadOnlyList<string>> LinesAsync(string sql)
    {
        await using var command = DataSource.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        List<string> lines = [];
        while (await reader.ReadAsync())
            lines.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(column => Text(reader.GetValue(column)))));
        return lines;
    }

    public async ValueTask DisposeAsync()
    {
        await DataSource.DisposeAsync();
        await drop();
    }

    private static string Text(object value) => Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture) ?? "";
}
