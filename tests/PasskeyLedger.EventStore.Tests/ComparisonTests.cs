using PasskeyLedger.EventStore.Projecting;
using PasskeyLedger.Testing;

namespace PasskeyLedger.EventStore.Tests;

public sealed class ComparisonTests(PostgresFixture postgres)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task a_read_model_that_is_as_the_events_say_has_no_difference(bool isInline)
    {
        await using var database = await FilledAsync(isInline);

        var report = await CompareAsync(database, isInline);

        report.IsSame.ShouldBeTrue();
        report.Rows.ShouldBe(isInline ? 2 : 1);
        report.Position.ShouldBe(isInline ? 4 : 2, "one that is behind is compared as far as it has come");
    }

    [Theory]
    [InlineData("INSERT INTO headcount VALUES ('ghost', 'cellar')", "{\"person\": \"ghost\"}", RowDifference.Unexplained, "")]
    [InlineData("DELETE FROM headcount WHERE person = 'bob'", "{\"person\": \"bob\"}", RowDifference.Missing, "")]
    [InlineData("UPDATE headcount SET room = 'cellar', position = 7 WHERE person = 'bob'", "{\"person\": \"bob\"}", RowDifference.Changed, "position room")]
    public async Task what_was_done_behind_the_back_of_the_projection_is_found(string sql, string key, RowDifference difference, string columns)
    {
        await using var database = await FilledAsync(isInline: true);
        await database.ScalarAsync(sql);

        var report = await CompareAsync(database, isInline: true);

        report.Count.ShouldBe(1);
        var found = report.Differences.ShouldHaveSingleItem();
        (found.Table, found.Key, found.Difference).ShouldBe(("headcount", key, difference));
        string.Join(' ', found.Columns.Order(StringComparer.Ordinal)).ShouldBe(columns);
    }

    [Fact]
    public async Task every_difference_is_told_and_the_first_are_kept()
    {
        await using var database = await FilledAsync(isInline: true);
        await database.ScalarAsync("INSERT INTO headcount SELECT 'ghost ' || g || chr(256 * g), 'nowhere' FROM generate_series(1, 150) g");
        List<string> told = [];

        var report = await new ProjectionComparison(database.DataSource, Headcount.Inline)
            .RunAsync(tenant: null, found => told.Add(found.Key), progress: null, Cancellation);

        report.Count.ShouldBe(150);
        told.Distinct().Count().ShouldBe(150);
        report.Differences.Select(found => found.Key).ShouldBe(told.Take(ProjectionComparison.MostDifferences));
    }

    [Fact]
    public async Task a_table_without_a_primary_key_is_compared_by_whole_rows()
    {
        await using var database = await FilledAsync(isInline: true);
        var keyless = Headcount.Inline with { CreateSql = "CREATE TABLE headcount (person text NOT NULL, room text NOT NULL, position bigint)" };
        await database.ScalarAsync("UPDATE headcount SET room = 'cellar' WHERE person = 'bob'");

        var report = await new ProjectionComparison(database.DataSource, keyless).RunAsync(progress: null, Cancellation);

        report.Differences.Select(found => found.Difference).ShouldBe([RowDifference.Unexplained, RowDifference.Missing], ignoreOrder: true);
    }

    [Fact]
    public async Task events_that_cannot_be_projected_are_a_fault_that_repeats_nothing_of_them()
    {
        await using var database = await FilledAsync(isInline: true);
        await database.ScalarAsync("UPDATE mt_events SET data = '{\"room\": null}' WHERE seq_id = 2");

        var report = await CompareAsync(database, isInline: true);

        report.IsSame.ShouldBeFalse();
        report.Fault.ShouldNotBeNull().ShouldStartWith("The events from position 1 to 4 cannot be projected");
    }

    [Fact]
    public async Task a_comparison_changes_nothing_and_holds_back_nobody_who_reads_the_log()
    {
        await using var database = await FilledAsync(isInline: true);
        await using var store = new NpgsqlEventStore(database.DataSource);
        const string Tables = "SELECT relname, relpersistence FROM pg_class WHERE relname LIKE 'headcount%' OR relpersistence = 't' ORDER BY 1";
        var before = await database.LinesAsync(Tables);
        var read = 0;

        await new ProjectionComparison(database.DataSource, Headcount.Inline, async (_, events, cancellation) =>
        {
            // In the middle of it, a position that stays empty, and an event behind it.
            await using (var drawn = await SlowAppender.BeginAsync(database.DataSource, "never"))
            {
                await drawn.DrawAsync();
                await drawn.RollbackAsync();
            }

            await store.AppendAsync(Headcount.Move("carol", "hall", isInline: true), cancellation);
            // Other tests hold the server's transactions too, but not for that long.
            for (var look = 0; look < 600 && read == 0; look++)
            {
                read = (await store.ReadLogAsync(4, 100, cancellation)).Count;
                await Task.Delay(100, cancellation);
            }

            return events;
        }).RunAsync(progress: null, Cancellation);

        read.ShouldBe(1, "the gap is settled while the comparison runs");
        (await database.LinesAsync(Tables)).ShouldBe(before);
    }

    /// <summary>Alice and Bob came in, Alice left, and Bob changed rooms; an asynchronous projection has come to the second event.</summary>
    private async Task<PostgresDatabase> FilledAsync(bool isInline)
    {
        var database = await Headcount.CreateDatabaseAsync(postgres);
        await using var store = new NpgsqlEventStore(database.DataSource);
        await store.AppendAsync(Headcount.Move("alice", "hall", isInline), Cancellation);
        await store.AppendAsync(Headcount.Move("alice", "garden", isInline), Cancellation);
        await store.AppendAsync(Headcount.Move("bob", "hall", isInline), Cancellation);
        await store.AppendAsync(Headcount.Move("bob", "garden", isInline), Cancellation);
        if (!isInline)
        {
            await database.ScalarAsync("INSERT INTO headcount (person, room) VALUES ('alice', 'garden')");
            await database.ScalarAsync("INSERT INTO mt_event_progression (name, last_seq_id) VALUES ('headcount', 2)");
        }

        return database;
    }

    private static Task<ProjectionReport> CompareAsync(PostgresDatabase database, bool isInline) =>
        new ProjectionComparison(database.DataSource, isInline ? Headcount.Inline : Headcount.Projection).RunAsync(progress: null, Cancellation);
}
