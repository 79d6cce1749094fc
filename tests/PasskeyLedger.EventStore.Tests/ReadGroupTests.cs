using System.Diagnostics;
using System.Text;
using Npgsql;
using PasskeyLedger.Testing;

namespace PasskeyLedger.EventStore.Tests;

public sealed class ReadGroupTests(PostgresFixture postgres)
{
    private static readonly EventStoreOptions OneReader = new() { Readers = 1 };

    [Fact]
    public async Task reads_that_wait_together_leave_as_one_query_and_each_gets_its_own_answer()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        using var queries = new QueryCount();
        await using var dataSource = queries.Count(database.ConnectionString, "WITH ORDINALITY AS r");
        await using var store = new NpgsqlEventStore(dataSource, OneReader);
        for (var number = 1; number <= 20; number++)
            await store.AppendAsync(Stream($"{number}"), ExpectedVersion.NoStream, [.. Enumerable.Range(0, number).Select(_ => Event())]);
        await using var blocker = await database.DataSource.OpenConnectionAsync(Cancellation);
        var held = await LockTableAsync(blocker);
        var first = store.ReadAsync(Stream("1"));
        await database.UntilWaitingAsync();

        var reads = Enumerable.Range(0, 21).Select(number => store.ReadAsync(Stream($"{number}"), new ReadRange(AfterVersion: number / 2))).ToArray();
        await held.RollbackAsync(Cancellation);

        (await first).StreamVersion.ShouldBe(1);
        foreach (var (number, slice) in (await Task.WhenAll(reads)).Index())
        {
            slice.StreamVersion.ShouldBe(number);
            slice.Events.Select(item => item.Version).ShouldBe(Enumerable.Range(1, number).Skip(number / 2).Select(version => (long)version));
            slice.Events.ShouldAllBe(item => item.Stream == Stream($"{number}"));
        }

        queries.Counted.ShouldBe(2, "the first, and one for all that waited meanwhile");
    }

    [Fact]
    public async Task a_read_that_makes_no_sense_to_the_database_fails_only_itself() =>
        (await FailureBesideGoodReadsAsync(Stream("\0"))).ShouldBeOfType<PostgresException>().SqlState.ShouldBe(PostgresErrorCodes.CharacterNotInRepertoire);

    [Fact]
    public async Task a_read_that_cannot_be_sent_fails_only_itself() =>
        (await FailureBesideGoodReadsAsync(Stream("\ud800"))).ShouldBeOfType<EncoderFallbackException>();

    [Fact]
    public async Task a_session_that_ended_while_nobody_read_is_replaced()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var store = new NpgsqlEventStore(database.DataSource, OneReader);
        await store.AppendAsync(Stream("s"), ExpectedVersion.NoStream);
        await store.ReadAsync(Stream("s"));

        await database.ScalarAsync("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE '%WITH ORDINALITY AS r%' AND pid <> pg_backend_pid()");

        (await store.ReadAsync(Stream("s"))).StreamVersion.ShouldBe(1);
    }

    [Fact]
    public async Task a_caller_who_cancels_is_let_go_and_the_others_of_its_group_are_answered()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var store = new NpgsqlEventStore(database.DataSource, OneReader);
        await store.AppendAsync(Stream("s"), ExpectedVersion.NoStream);
        await using var blocker = await database.DataSource.OpenConnectionAsync(Cancellation);
        var held = await LockTableAsync(blocker);
        using var cancellation = new CancellationTokenSource();
        var taken = store.ReadStreamAsync(Stream("s"), ReadRange.All, cancellation.Token);
        await database.UntilWaitingAsync();
        var waiting = store.ReadStreamAsync(Stream("s"), ReadRange.All, cancellation.Token);
        var staying = store.ReadAsync(Stream("s"));

        await cancellation.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => taken);
        await Should.ThrowAsync<OperationCanceledException>(() => waiting);
        await held.RollbackAsync(Cancellation);
        (await staying).StreamVersion.ShouldBe(1);
    }

    /// <summary>What a read fails with that leaves in one query with another, which does not fail.</summary>
    private async Task<Exception> FailureBesideGoodReadsAsync(StreamId unreadable)
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var store = new NpgsqlEventStore(database.DataSource, OneReader);
        await store.AppendAsync(Stream("s"), ExpectedVersion.NoStream);
        await using var blocker = await database.DataSource.OpenConnectionAsync(Cancellation);
        var held = await LockTableAsync(blocker);
        var first = store.ReadAsync(Stream("s"));
        await database.UntilWaitingAsync();

        var bad = store.ReadAsync(unreadable);
        var good = store.ReadAsync(Stream("s"));
        await held.RollbackAsync(Cancellation);

        (await first).StreamVersion.ShouldBe(1);
        (await good).StreamVersion.ShouldBe(1);
        return await Should.ThrowAsync<Exception>(() => bad);
    }

    private static async Task<NpgsqlTransaction> LockTableAsync(NpgsqlConnection connection)
    {
        var transaction = await connection.BeginTransactionAsync(Cancellation);
        await using var command = new NpgsqlCommand("LOCK TABLE mt_streams IN ACCESS EXCLUSIVE MODE", connection);
        await command.ExecuteNonQueryAsync(Cancellation);
        return transaction;
    }

    /// <summary>Counts the queries of a data source that hold a text, as its tracing is told of them.</summary>
    private sealed class QueryCount : IDisposable
    {
        private readonly ActivityListener listener = new() { ShouldListenTo = source => source.Name == "Npgsql" };
        private int counted;

        public QueryCount() => ActivitySource.AddActivityListener(listener);

        public int Counted => counted;

        public NpgsqlDataSource Count(string connectionString, string text)
        {
            var builder = new NpgsqlDataSourceBuilder(connectionString);
            builder.ConfigureTracing(tracing => tracing.ConfigureCommandFilter(command =>
            {
                if (command.CommandText.Contains(text, StringComparison.Ordinal))
                    Interlocked.Increment(ref counted);
                return false;
            }));
            return builder.Build();
        }

        public void Dispose() => listener.Dispose();
    }
}
