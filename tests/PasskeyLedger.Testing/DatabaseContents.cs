using System.Text;
using System.Text.Json;

namespace PasskeyLedger.Testing;

/// <summary>
/// Everything that a dump of a database would hold: each row of each table, of every schema but the server's own, and the tables' names.
/// It tells where a value stands, whether as text, within JSON, as base64 of either alphabet or as bytes.
/// </summary>
public sealed class DatabaseContents
{
    private readonly List<(string Table, string Row)> rows = [];

    private DatabaseContents()
    {
    }

    /// <summary>The tables that were read, those without rows too.</summary>
    public IReadOnlyList<string> Tables { get; private init; } = [];

    public static async Task<DatabaseContents> ReadAsync(PostgresDatabase database)
    {
        var tables = await database.LinesAsync(
            "select quote_ident(schemaname) || '.' || quote_ident(tablename) from pg_tables where schemaname not in ('pg_catalog', 'information_schema') order by 1");
        var contents = new DatabaseContents { Tables = tables };
        foreach (var table in tables)
        {
            // bytea comes as hexadecimal digits.
            foreach (var row in await database.LinesAsync($"select to_jsonb(t)::text from {table} as t"))
                contents.rows.Add((table, row));
        }

        return contents;
    }

    /// <summary>The tables in which a text stands in any of these forms, each with how many rows have it.</summary>
    public IReadOnlyList<string> WhereIs(string text) => WhereIs(Encoding.UTF8.GetBytes(text));

    /// <inheritdoc cref="WhereIs(string)"/>
    public IReadOnlyList<string> WhereIs(ReadOnlySpan<byte> value)
    {
        var forms = FormsOf(value.ToArray()).Distinct(StringComparer.Ordinal).ToList();
        return
        [
            .. rows.Where(entry => forms.Exists(form => entry.Row.Contains(form, StringComparison.Ordinal)))
                .GroupBy(entry => entry.Table, entry => entry.Row, (table, found) => $"{table}: {found.Count()}"),
        ];
    }

    private static IEnumerable<string> FormsOf(byte[] value)
    {
        yield return Convert.ToHexStringLower(value);
        if (value.All(character => character is >= 0x20 and < 0x7f))
        {
            var text = Encoding.ASCII.GetString(value);
            yield return text;
            yield return JsonEncodedText.Encode(text).ToString();
        }

        // Base64 of anything that holds the value has one of three forms, as the value begins at the first, second or third of three bytes.
        for (var shift = 0; shift < 3; shift++)
        {
            var from = (3 - shift) % 3;
            var whole = (value.Length - from) / 3 * 3;
            if (whole < 6)
                continue;
            var encoded = Convert.ToBase64String(value, from, whole);
            yield return encoded;
            yield return encoded.Replace('+', '-').Replace('/', '_');

            // And the text of it may stand in bytes.
            yield return Convert.ToHexStringLower(Encoding.ASCII.GetBytes(encoded));
        }
    }
}
