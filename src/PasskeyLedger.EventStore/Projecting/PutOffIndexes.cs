using Npgsql;
using NpgsqlTypes;

namespace PasskeyLedger.EventStore.Projecting;

/// <summary>
/// Indexes of tables that are filled first: made all at once they cost less than row by row. Those of unique keys are not put off. Which they
/// are stands in a table beside the others, so that who goes on with the filling knows.
/// </summary>
internal sealed class PutOffIndexes
{
    private static readonly string TakeSql = EmbeddedSql.Read("Projecting.PutOffIndexes.sql");

    private readonly string schema;
    private readonly Dictionary<string, string> definitions;

    private PutOffIndexes(string schema, Dictionary<string, string> definitions) => (this.schema, this.definitions) = (schema, definitions);

    /// <summary>Nothing was put off.</summary>
    public static PutOffIndexes None { get; } = new("", []);

    public bool IsEmpty => definitions.Count == 0;

    /// <summary>Drops the indexes of a schema's tables and remembers them.</summary>
    /// <param name="schema">A name that SQL can say without quotes; <c>pg_temp</c> is the session's own.</param>
    public static async Task<PutOffIndexes> TakeAsync(NpgsqlConnection connection, string schema, CancellationToken cancellationToken)
    {
        await ExecuteAsync(connection, TakeSql.Replace("beside", schema, StringComparison.Ordinal), cancellationToken);
        var taken = await RecallAsync(connection, schema, cancellationToken);
        foreach (var name in taken.definitions.Keys)
            await ExecuteAsync(connection, $"DROP INDEX {schema}.{SqlName.Quoted(name)}", cancellationToken);
        return taken;
    }

    /// <summary>Those of a schema that were taken and not yet made.</summary>
    public static async Task<PutOffIndexes> RecallAsync(NpgsqlConnection connection, string schema, CancellationToken cancellationToken)
    {
        Dictionary<string, string> found = new(StringComparer.Ordinal);
        await using var command = new NpgsqlCommand($"SELECT name, definition FROM {schema}.put_off_indexes ORDER BY name", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            found.Add(reader.GetString(0), reader.GetString(1));
        return new(schema, found);
    }

    /// <summary>Makes those of these that were put off. The caller's transaction commits, or nobody goes on with this.</summary>
    public async Task MakeAsync(NpgsqlConnection connection, IEnumerable<string> names, CancellationToken cancellationToken)
    {
        foreach (var name in names)
        {
            if (!definitions.Remove(name, out var definition))
                continue;
            await ExecuteAsync(connection, definition, cancellationToken);
            await ExecuteAsync(connection, $"DELETE FROM {schema}.put_off_indexes WHERE name = $1", cancellationToken, name);
        }
    }

    /// <inheritdoc cref="MakeAsync"/>
    public Task MakeAllAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        MakeAsync(connection, [.. definitions.Keys], cancellationToken);

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken, params string[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        foreach (var value in values)
            command.Parameters.Add(new NpgsqlParameter<string> { NpgsqlDbType = NpgsqlDbType.Text, TypedValue = value });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
