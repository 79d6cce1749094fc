using System.Text;
using NpgsqlTypes;
using PasskeyLedger.Testing;

namespace PasskeyLedger.EventStore.Tests;

public sealed class InlineRowTests(PostgresFixture postgres)
{
    private static readonly InlineStatement Insert = new(
        "insert_row",
        "INSERT INTO rows (stream, number, note) SELECT * FROM unnest($1, $2, $3)",
        NpgsqlDbType.Varchar, NpgsqlDbType.Bigint, NpgsqlDbType.Text);

    private static readonly InlineStatement Delete = new(
        "delete_row", "DELETE FROM rows USING unnest($1) AS gone (number) WHERE rows.number = gone.number", NpgsqlDbType.Bigint);

    [Fact]
    public async Task rows_are_there_with_the_events()
    {
        await using var database = await CreateAsync();
        await using var store = new NpgsqlEventStore(database.DataSource);

        await AppendAsync(store, "s", ExpectedVersion.NoStream, new InlineRow(Insert, ["s", 1L, "one"]), new InlineRow(Insert, ["s", 2L, null]));
        (await database.LinesAsync("SELECT r.*, (r.xmin::text = e.xmin::text) FROM rows r, mt_events e ORDER BY 2")).ShouldBe(["s|1|one|True", "s|2||True"]);

        await AppendAsync(store, "s", ExpectedVersion.Exactly(1), new InlineRow(Delete, [1L]));
        (await database.LinesAsync("SELECT number FROM rows")).ShouldBe(["2"]);
    }

    [Fact]
    public async Task rows_of_a_refused_append_are_not_written_though_others_of_its_group_are()
    {
        await using var database = await CreateAsync();
        await using var store = new NpgsqlEventStore(database.DataSource, new() { Writers = 1 });
        await store.AppendAsync(Stream("old"), ExpectedVersion.NoStream);
        await using var blocker = database.DataSource.CreateConnection();
        var held = await blocker.LockAsync(Stream("old"));
        var blocked = store.AppendAsync(Stream("old"), ExpectedVersion.Exactly(1));
        await database.UntilWaitingAsync();

        var before = AppendAsync(store, "a", ExpectedVersion.NoStream, new InlineRow(Insert, ["a", 1L, "kept"]));
        var stale = AppendAsync(store, "old", ExpectedVersion.NoStream, new InlineRow(Insert, ["old", 2L, "refused"]), new InlineRow(Delete, [1L]));
        var after = AppendAsync(store, "z", ExpectedVersion.NoStream, new InlineRow(Insert, ["z", 3L, "kept"]));
        await held.RollbackAsync(TestContext.Current.CancellationToken);

        await Task.WhenAll(blocked, before, after);
        (await stale).ShouldBeOfType<AppendOutcome.VersionConflict>();
        (await database.LinesAsync("SELECT number, note FROM rows ORDER BY 1")).ShouldBe(["1|kept", "3|kept"]);
        (await database.ScalarAsync("SELECT count(DISTINCT xmin::text) FROM mt_events WHERE stream_id IN ('a', 'z')")).ShouldBe(1L, "they left in one group");
    }

    [Fact]
    public async Task rows_that_a_read_model_refuses_take_their_events_with_them_and_no_others()
    {
        await using var database = await CreateAsync();
        await using var store = new NpgsqlEventStore(database.DataSource);
        await AppendAsync(store, "s", ExpectedVersion.NoStream, new InlineRow(Insert, ["s", 1L, "one"]));

        var outcomes = Enumerable.Range(1, 10).Select(number => AppendAsync(store, $"n{number}", ExpectedVersion.NoStream, new InlineRow(Insert, ["n", (long)number, ""]))).ToArray();

        var failure = await Should.ThrowAsync<AppendFailedException>(() => outcomes[0]);
        failure.SqlState.ShouldBe("23505");
        failure.Message.ShouldContain("rows_pkey");
        (await Task.WhenAll(outcomes[1..])).ShouldAllBe(outcome => outcome is AppendOutcome.Committed);
        (await store.ReadAsync(Stream("n1"))).StreamVersion.ShouldBe(0);
    }

    [Fact]
    public async Task every_column_type_arrives_as_it_was_with_its_nulls()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var store = new NpgsqlEventStore(database.DataSource);
        await database.ScalarAsync("CREATE TABLE wide (t text, v varchar, j jsonb, b bytea, u uuid, f boolean, i int, l bigint, ts timestamptz)");
        var insert = new InlineStatement(
            "wide", "INSERT INTO wide SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            NpgsqlDbType.Text, NpgsqlDbType.Varchar, NpgsqlDbType.Jsonb, NpgsqlDbType.Bytea, NpgsqlDbType.Uuid,
            NpgsqlDbType.Boolean, NpgsqlDbType.Integer, NpgsqlDbType.Bigint, NpgsqlDbType.TimestampTz);
        var id = Guid.NewGuid();
        var time = new DateTimeOffset(2026, 3, 1, 14, 0, 0, TimeSpan.FromHours(2));

        await AppendAsync(
            store, "s", ExpectedVersion.NoStream,
            new InlineRow(insert, ["t", "v", """{"a": 1}""", new byte[] { 1, 2 }, id, true, 7, 8L, time]),
            new InlineRow(insert, ["", "", (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes("[]"), (ReadOnlyMemory<byte>)new byte[] { 0, 3, 4 }.AsMemory(1), id, false, -7, -8L, time]),
            new InlineRow(insert, new object?[9]));

        (await database.LinesAsync("SELECT t, v, j::text, encode(b, 'hex'), u, f, i, l, to_char(ts AT TIME ZONE 'UTC', 'HH24:MI') FROM wide")).ShouldBe(
        [
            $$"""t|v|{"a": 1}|0102|{{id}}|True|7|8|12:00""",
            $"||[]|0304|{id}|False|-7|-8|12:00",
            "||||||||",
        ]);
    }

    [Fact]
    public async Task a_row_that_does_not_fit_its_statement_is_refused_at_once()
    {
        await using var database = await CreateAsync();
        await using var store = new NpgsqlEventStore(database.DataSource);

        await Should.ThrowAsync<ArgumentException>(() => AppendAsync(store, "s", ExpectedVersion.Any, new InlineRow(Insert, ["s", 1L])));
        await Should.ThrowAsync<ArgumentException>(() => AppendAsync(store, "s", ExpectedVersion.Any, new InlineRow(Insert, ["s", 1, "int for bigint"])));
        Should.Throw<ArgumentException>(() => new InlineStatement("n", "SELECT $1", NpgsqlDbType.Circle));
        Should.Throw<ArgumentException>(() => new InlineStatement("n", "SELECT 1"));
    }

    private async Task<PostgresDatabase> CreateAsync()
    {
        var database = await postgres.CreateDatabaseAsync();
        await database.ScalarAsync("CREATE TABLE rows (stream varchar, number bigint PRIMARY KEY, note text)");
        return database;
    }

    private static Task<AppendOutcome> AppendAsync(NpgsqlEventStore store, string key, ExpectedVersion expected, params InlineRow[] rows) =>
        store.AppendAsync(Append(Stream(key), expected) with { Rows = rows }, TestContext.Current.CancellationToken);
}
