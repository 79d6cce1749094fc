using System.Text.Json;
using NpgsqlTypes;
using PasskeyLedger.EventStore.Migrations;
using PasskeyLedger.EventStore.Projecting;
using PasskeyLedger.Testing;

namespace PasskeyLedger.EventStore.Tests;

/// <summary>A small read model for tests: who is in, and from which event. A stream's key is the person.</summary>
internal static class Headcount
{
    private const string CreateSql = """
        CREATE TABLE headcount (person text NOT NULL, room text NOT NULL, position bigint, CONSTRAINT pkey_headcount PRIMARY KEY (person));
        CREATE INDEX headcount_of_room ON headcount (room);
        """;

    private static readonly InlineStatement Enter = new(
        "enter", "INSERT INTO headcount (person, room) SELECT * FROM unnest($1, $2)", NpgsqlDbType.Text, NpgsqlDbType.Text);

    private static readonly InlineStatement Clear = new("clear", "DELETE FROM headcount WHERE person = ANY ($1)", NpgsqlDbType.Text);

    public static MigrationSource Migrations { get; } = new("headcount", [KeyValuePair.Create("0001_headcount", CreateSql)]);

    public static Projection Projection { get; } = new()
    {
        Name = "headcount",
        Version = 1,
        Tables = ["headcount"],
        CreateSql = CreateSql,
        Project = item => Rows(item.Type, item.Stream.Key.Value, item.Data),
    };

    public static Projection Inline { get; } = Projection with { IsInline = true };

    public static Task<PostgresDatabase> CreateDatabaseAsync(PostgresFixture postgres) =>
        postgres.CreateDatabaseAsync(MigrationSource.EventStore, Migrations);

    /// <summary>An append by which a person enters a room or leaves, with its rows where the projection is inline.</summary>
    public static Append Move(string person, string? room, bool isInline = false)
    {
        var item = room is null ? Event("left") : Event("entered", $$"""{"room":"{{room}}"}""");
        var append = Append(Stream(person), ExpectedVersion.Any, item);
        return isInline ? append with { Rows = [.. Rows(item.Type, person, item.Data)] } : append;
    }

    /// <summary>Who is in, each with the room.</summary>
    public static Task<IReadOnlyList<string>> ReadAsync(PostgresDatabase database) =>
        database.LinesAsync("SELECT person, room FROM headcount ORDER BY person");

    /// <summary>Who should be in, by the events alone.</summary>
    public static Task<IReadOnlyList<string>> ExpectedAsync(PostgresDatabase database) => database.LinesAsync(
        "SELECT stream_id, data ->> 'room' FROM (SELECT DISTINCT ON (stream_id) * FROM mt_events ORDER BY stream_id, version DESC) e WHERE type = 'entered' ORDER BY stream_id");

    // Inline statements run in the order of their names: first the person is nowhere, then somewhere.
    private static IEnumerable<InlineRow> Rows(string type, string person, ReadOnlyMemory<byte> data)
    {
        yield return new(Clear, [person]);
        if (type == "entered")
            yield return new(Enter, [person, JsonElement.Parse(data.Span).GetProperty("room").GetString()]);
    }
}
