using System.Net;
using System.Net.Sockets;
using Npgsql;
using PasskeyLedger.Testing;

namespace PasskeyLedger.EventStore.Tests;

/// <summary>What an appender is told when the database goes away: the truth, found out by reading.</summary>
public sealed class LostConnectionTests(PostgresFixture postgres)
{
    private static readonly EventStoreOptions OneWriter = new() { Writers = 1, TellsSubscribers = false };

    [Fact]
    public async Task an_append_whose_answer_was_lost_is_told_that_it_committed()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var way = new CuttableConnection(database.ConnectionString);
        await using var store = new NpgsqlEventStore(way.DataSource, OneWriter);
        await store.AppendAsync(Stream("s"), ExpectedVersion.NoStream);
        var lost = way.Cut(toServer: false, toClient: true).ShouldHaveSingleItem();

        var append = store.AppendAsync(Stream("s"), ExpectedVersion.Exactly(1), Event("committed"));
        await database.UntilAsync("EXISTS (SELECT 1 FROM mt_events WHERE type = 'committed')");
        lost.BreakClient();

        (await append).ShouldBe(new AppendOutcome.Committed(2, 2));
        (await database.ScalarAsync("SELECT count(*) FROM mt_events")).ShouldBe(2L);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task an_append_that_never_reached_the_server_is_sent_again_and_cannot_arrive_twice(bool exactVersion)
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var way = new CuttableConnection(database.ConnectionString);
        await using var store = new NpgsqlEventStore(way.DataSource, OneWriter);
        await store.AppendAsync(Stream("s"), ExpectedVersion.NoStream);
        var lost = way.Cut(toServer: true, toClient: false).ShouldHaveSingleItem();

        var append = store.AppendAsync(Stream("s"), exactVersion ? ExpectedVersion.Exactly(1) : ExpectedVersion.Any);
        await lost.Held.WaitAsync(TestContext.Current.CancellationToken);
        lost.BreakClient();

        (await append).ShouldBeOfType<AppendOutcome.Committed>().Version.ShouldBe(2);
        await lost.ReleaseAsync();
        await store.AppendAsync(Stream("s"), ExpectedVersion.Exactly(2));
        (await database.ScalarAsync("SELECT count(*) FROM mt_events")).ShouldBe(3L);
    }

    [Fact]
    public async Task in_a_group_whose_answer_was_lost_each_append_is_told_its_own_outcome()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var way = new CuttableConnection(database.ConnectionString);
        await using var store = new NpgsqlEventStore(way.DataSource, OneWriter);
        foreach (var key in (string[])["first", "good", "old"])
            await store.AppendAsync(Stream(key), ExpectedVersion.NoStream);
        await using var firstBlocker = database.DataSource.CreateConnection();
        await using var secondBlocker = database.DataSource.CreateConnection();
        var firstHeld = await firstBlocker.LockAsync(Stream("first"));
        var secondHeld = await secondBlocker.LockAsync(Stream("good"));

        // While the first waits, the others gather to a group, which waits in its turn.
        var first = store.AppendAsync(Stream("first"), ExpectedVersion.Any);
        await database.UntilWaitingAsync();
        var good = store.AppendAsync(Stream("good"), ExpectedVersion.Exactly(1));
        var stale = store.AppendAsync(Stream("old"), ExpectedVersion.NoStream);
        await firstHeld.RollbackAsync(TestContext.Current.CancellationToken);
        await first;
        await database.UntilWaitingAsync();

        var lost = way.Cut(toServer: false, toClient: true).ShouldHaveSingleItem();
        await secondHeld.RollbackAsync(TestContext.Current.CancellationToken);
        await database.UntilAsync("EXISTS (SELECT 1 FROM mt_events WHERE stream_id = 'good' AND version = 2)");
        lost.BreakClient();

        (await good).ShouldBeOfType<AppendOutcome.Committed>().Version.ShouldBe(2);
        (await stale).ShouldBe(new AppendOutcome.VersionConflict(1));
        (await database.ScalarAsync("SELECT count(*) FROM mt_events")).ShouldBe(5L);
    }

    [Fact]
    public async Task a_session_that_the_administrator_ends_in_the_middle_is_replaced()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var store = new NpgsqlEventStore(database.DataSource, OneWriter);
        await store.AppendAsync(Stream("s"), ExpectedVersion.NoStream);
        await using var blocker = database.DataSource.CreateConnection();
        var held = await blocker.LockAsync(Stream("s"));
        var append = store.AppendAsync(Stream("s"), ExpectedVersion.Any);
        await database.UntilWaitingAsync();

        await database.ScalarAsync("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'");
        await database.UntilWaitingAsync();
        await held.RollbackAsync(TestContext.Current.CancellationToken);

        (await append).ShouldBe(new AppendOutcome.Committed(2, 2));
    }

    [Fact]
    public async Task a_database_that_is_not_there_is_unavailable_and_the_failure_tells_no_secret()
    {
        using var nobody = new TcpListener(IPAddress.Loopback, 0);
        nobody.Start();
        var port = ((IPEndPoint)nobody.LocalEndpoint).Port;
        nobody.Stop();
        await using var dataSource = NpgsqlDataSource.Create($"Host=127.0.0.1;Port={port};Username=u;Password=hush-hush;Database=d");
        await using var store = new NpgsqlEventStore(dataSource);

        var append = await Should.ThrowAsync<EventStoreUnavailableException>(() => store.AppendAsync(Stream("s"), ExpectedVersion.Any));
        var read = await Should.ThrowAsync<EventStoreUnavailableException>(() => store.ReadAsync(Stream("s")));

        append.ToString().ShouldNotContain("hush-hush");
        read.ToString().ShouldNotContain("hush-hush");
        append.Message.ShouldNotContain("Host=");
    }

    [Fact]
    public async Task a_wrong_password_is_unavailable_and_not_told()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var dataSource = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(database.ConnectionString) { Password = "hush-hush" }.ConnectionString);
        await using var store = new NpgsqlEventStore(dataSource);

        var failure = await Should.ThrowAsync<EventStoreUnavailableException>(() => store.AppendAsync(Stream("s"), ExpectedVersion.Any));

        failure.Message.ShouldContain("28P01");
        failure.ToString().ShouldNotContain("hush-hush");
    }

    [Fact]
    public async Task a_database_without_the_tables_is_told_by_its_error_code()
    {
        await using var database = await postgres.CreateEmptyDatabaseAsync();
        await using var store = new NpgsqlEventStore(database.DataSource);

        (await Should.ThrowAsync<AppendFailedException>(() => store.AppendAsync(Stream("s"), ExpectedVersion.Any))).SqlState.ShouldBe("42883");
    }
}
