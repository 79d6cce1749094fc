using System.Globalization;
using System.Text.Json;
using NpgsqlTypes;
using PasskeyLedger.EventStore.Migrations;
using PasskeyLedger.EventStore.Projecting;
using PasskeyLedger.Testing;

namespace PasskeyLedger.EventStore.Tests;

/// <summary>Rows that are copied into tables that are filled anew, against those that their statements insert.</summary>
public sealed class CopiedRowsTests(PostgresFixture postgres)
{
    private const string CreateSql = """
        CREATE TABLE samples (
          number bigint NOT NULL, label text, kind varchar, facts jsonb, content bytea, id uuid, flag boolean, small integer, at timestamptz,
          CONSTRAINT pkey_samples PRIMARY KEY (number));
        CREATE INDEX samples_of_label ON samples (label);
        CREATE INDEX samples_of_kind ON samples (kind);
        """;

    private static readonly NpgsqlDbType[] Types =
    [
        NpgsqlDbType.Bigint, NpgsqlDbType.Text, NpgsqlDbType.Varchar, NpgsqlDbType.Jsonb, NpgsqlDbType.Bytea, NpgsqlDbType.Uuid, NpgsqlDbType.Boolean,
        NpgsqlDbType.Integer, NpgsqlDbType.TimestampTz,
    ];

    private const string InsertSql = "INSERT INTO samples SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9)";

    private static readonly InlineStatement Inserting = new("insert", InsertSql, Types);

    private static readonly InlineStatement Copying = new("insert", InsertSql, Types)
    {
        Inserts = new("samples", "number", "label", "kind", "facts", "content", "id", "flag", "small", "at"),
    };

    private static readonly InlineStatement Clear = new(
        "clear", "UPDATE samples s SET content = NULL FROM unnest($1) AS c (label) WHERE s.label = c.label", NpgsqlDbType.Text)
    {
        FindsBy = "samples_of_label",
    };

    [Fact]
    public async Task a_value_of_each_type_is_copied_as_its_statement_inserts_it()
    {
        await using var database = await FilledAsync(events: 300);

        (await new ProjectionRebuild(database.DataSource, Samples(Copying)).RunAsync(progress: null, Cancellation)).ShouldBeOfType<RebuildOutcome.Swapped>();
        var copied = await database.LinesAsync("SELECT to_jsonb(s)::text FROM samples s ORDER BY number");
        (await new ProjectionRebuild(database.DataSource, Samples(Inserting)).RunAsync(progress: null, Cancellation)).ShouldBeOfType<RebuildOutcome.Swapped>();

        copied.Count.ShouldBe(300);
        copied.ShouldBe(await database.LinesAsync("SELECT to_jsonb(s)::text FROM samples s ORDER BY number"));
        var report = await new ProjectionComparison(database.DataSource, Samples(Copying)).RunAsync(progress: null, Cancellation);
        report.ShouldSatisfyAllConditions(() => report.IsSame.ShouldBeTrue(), () => report.Rows.ShouldBe(300));
    }

    [Fact]
    public async Task statements_between_copied_rows_keep_their_place_and_find_the_indexes_that_were_put_off()
    {
        await using var database = await FilledAsync(events: 2500, clearsAt: 2400);
        const string Indexes = "SELECT indexdef FROM pg_indexes WHERE tablename = 'samples' ORDER BY 1";
        var before = await database.LinesAsync(Indexes);

        await new ProjectionRebuild(database.DataSource, Samples(Copying)).RunAsync(progress: null, Cancellation);

        (await database.LinesAsync(Indexes)).ShouldBe(before);
        (await database.LinesAsync("SELECT number % 3 = 0 AND number < 2400, content IS NULL, count(*) FROM samples WHERE number % 4 <> 0 GROUP BY 1, 2 ORDER BY 1"))
            .ShouldBe(["False|False|1275", "True|True|600"]);
        (await new ProjectionComparison(database.DataSource, Samples(Copying)).RunAsync(progress: null, Cancellation)).IsSame.ShouldBeTrue();
    }

    [Fact]
    public async Task differences_are_named_however_far_apart_they_stand_and_whatever_the_order_of_columns()
    {
        await using var database = await FilledAsync(events: 5000);
        await new ProjectionRebuild(database.DataSource, Samples(Copying)).RunAsync(progress: null, Cancellation);
        await database.ScalarAsync("ALTER TABLE samples DROP COLUMN label; ALTER TABLE samples ADD COLUMN label text, ADD COLUMN note text");
        await database.ScalarAsync("UPDATE samples SET label = 'label ' || number % 3 WHERE number % 4 <> 0");
        await database.ScalarAsync("""
            UPDATE samples SET small = small + 1, note = 'by hand' WHERE number = 2;
            DELETE FROM samples WHERE number = 4999;
            INSERT INTO samples (number) VALUES (-7)
            """);

        var report = await new ProjectionComparison(database.DataSource, Samples(Copying)).RunAsync(progress: null, Cancellation);

        report.Rows.ShouldBe(5000);
        report.Differences.Select(found => $"{found.Key} {found.Difference} {string.Join(' ', found.Columns)}".TrimEnd())
            .ShouldBe(["{\"number\": -7} Unexplained", "{\"number\": 2} Changed small note", "{\"number\": 4999} Missing"]);
    }

    private static Projection Samples(InlineStatement insert) => new()
    {
        Name = "samples",
        Version = 1,
        Tables = ["samples"],
        CreateSql = CreateSql,
        Skips = ["ignored"],
        IsInline = true,
        Project = stored =>
        {
            var number = JsonElement.Parse(stored.Data.Span).GetProperty("number").GetInt64();
            return stored.Type == "cleared" ? [new(Clear, ["label 0"])] : [new(insert, Values(number))];
        },
    };

    // Every fourth row has little but NULL.
    private static object?[] Values(long number) => number % 4 == 0
        ? [number, null, null, null, null, null, null, null, null]
        :
        [
            number,
            string.Create(CultureInfo.InvariantCulture, $"label {number % 3}"),
            "Zoë \"quoted\" \\ \t 😀",
            $$"""{"z": [1, 2.50], "a": "é{{number}}"}""",
            new byte[] { 0, 255, (byte)number },
            new Guid((int)number, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11),
            number % 2 == 0,
            int.MinValue + (int)number,
            number % 5 == 0 ? DateTimeOffset.MaxValue : new DateTimeOffset(1969, 7, 20, 20, 17, 40, TimeSpan.FromHours(2)).AddMicroseconds(number),
        ];

    /// <summary>A log with a sample an event, others between them that have no rows, and where it is asked for one event that clears some.</summary>
    private async Task<PostgresDatabase> FilledAsync(int events, int clearsAt = -1)
    {
        var database = await postgres.CreateDatabaseAsync(MigrationSource.EventStore, new("samples", [KeyValuePair.Create("0001_samples", CreateSql)]));
        await using var store = new NpgsqlEventStore(database.DataSource);
        var numbers = Enumerable.Range(0, events).SelectMany(number => number == clearsAt ? new[] { Of("cleared", number), Of("sampled", number) } : [Of("sampled", number)]);
        foreach (var chunk in numbers.Chunk(500))
            await store.AppendAsync(Stream($"{Guid.NewGuid()}"), ExpectedVersion.NoStream, [Event("ignored", "{}"), .. chunk]);
        return database;

        static NewEvent Of(string type, int number) => Event(type, $$"""{"number":{{number}}}""");
    }
}
