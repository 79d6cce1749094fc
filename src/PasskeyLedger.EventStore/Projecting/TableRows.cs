using System.Runtime.CompilerServices;
using System.Text;
using Npgsql;
using NpgsqlTypes;

namespace PasskeyLedger.EventStore.Projecting;

/// <summary>A row of a table.</summary>
/// <param name="Key">Its key as a JSON object, in UTF-8.</param>
/// <param name="Value">All of it, as a JSON object.</param>
internal readonly record struct TableRow(byte[] Key, string Value)
{
    public string KeyText => Encoding.UTF8.GetString(Key);
}

/// <summary>Reads a table as it goes by, in the order of its keys' bytes, which no collation has a say in.</summary>
internal static class TableRows
{
    private static readonly string ReadSql = EmbeddedSql.Read("Projecting.ReadRows.sql");

    /// <param name="key">The expression that makes a row's key.</param>
    public static async IAsyncEnumerable<TableRow> ReadAsync(
        NpgsqlConnection connection, string table, string key, TenantId? tenant, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var sql = ReadSql.Replace("SELECT table_key", $"SELECT {key}", StringComparison.Ordinal).Replace("FROM table_name", $"FROM {table}", StringComparison.Ordinal);
        await using var command = new NpgsqlCommand(sql, connection)
        {
            CommandTimeout = 0,
            Parameters = { new() { NpgsqlDbType = NpgsqlDbType.Text, Value = tenant is { } one ? one.Value : DBNull.Value } },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            yield return new(reader.GetFieldValue<byte[]>(0), reader.GetString(1));
    }
}
