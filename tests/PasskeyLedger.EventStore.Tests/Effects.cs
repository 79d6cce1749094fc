using Npgsql;
using PasskeyLedger.Testing;

namespace PasskeyLedger.EventStore.Tests;

/// <summary>A table of what subscribers were handed, written in the transaction of their checkpoint, and the log to compare it with.</summary>
internal sealed class Effects
{
    private readonly PostgresDatabase database;

    private Effects(PostgresDatabase database) => this.database = database;

    public static async Task<Effects> CreateAsync(PostgresDatabase database)
    {
        await database.ScalarAsync("CREATE TABLE effects (turn bigserial, name text, position bigint)");
        return new(database);
    }

    public static async Task InsertAsync(EventBatch batch, string name)
    {
        await using var command = new NpgsqlCommand("INSERT INTO effects (name, position) SELECT $1, p FROM unnest($2) WITH ORDINALITY AS u (p, o) ORDER BY o", batch.Connection)
        {
            Parameters = { new() { Value = name }, new() { Value = batch.Events.Select(item => item.Position).ToArray() } },
        };
        await command.ExecuteNonQueryAsync(Cancellation);
    }

    /// <summary>The positions in the order in which the name was handed them.</summary>
    public Task<IReadOnlyList<string>> PositionsAsync(string name) => database.LinesAsync($"SELECT position FROM effects WHERE name = '{name}' ORDER BY turn");

    public Task<IReadOnlyList<string>> LogAsync() => database.LinesAsync("SELECT seq_id FROM mt_events ORDER BY seq_id");
}
