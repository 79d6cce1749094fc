using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NpgsqlTypes;
using PasskeyLedger.EventStore;
using PasskeyLedger.EventStore.Migrations;
using PasskeyLedger.EventStore.Projecting;
using PasskeyLedger.Service.Subscriptions;
using PasskeyLedger.Service.Tests.Http;
using PasskeyLedger.Testing;

namespace PasskeyLedger.Service.Tests.Subscriptions;

public sealed class KeptRunningTests(PostgresFixture postgres)
{
    private static readonly InlineStatement Note = new("note", "insert into notes select * from unnest($1, $2)", NpgsqlDbType.Text, NpgsqlDbType.Bigint);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task a_projection_that_fails_is_started_again_and_brings_nothing_else_down()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await database.ScalarAsync("create table notes (projection text, version bigint)");
        await using var store = new NpgsqlEventStore(database.DataSource);
        var seen = 0;
        List<string> log = [];
        using var host = HostOf(
            store,
            log,
            Noting("failing", _ => Interlocked.Increment(ref seen) == 1 ? throw new InvalidOperationException("cannot note this") : true),
            Noting("working", _ => true),
            Noting("inline", _ => throw new InvalidOperationException("nobody runs it")) with { IsInline = true });

        await host.StartAsync(Cancelled);
        await store.AppendAsync(SomethingHappened(), Cancelled);
        await UntilAsync(database, "select count(distinct projection) = 2 from notes");
        await host.StopAsync(Cancelled);

        (await database.LinesAsync("select projection, version from notes order by projection")).ShouldBe(["failing|1", "working|1"]);
        seen.ShouldBe(2);
        log.ShouldContain(line => line.StartsWith("Error", StringComparison.Ordinal) && line.Contains("failing failed", StringComparison.Ordinal) && line.Contains("cannot note this", StringComparison.Ordinal));
        log.ShouldNotContain(line => line.Contains("working", StringComparison.Ordinal));
    }

    [Fact]
    public async Task a_database_that_goes_away_interrupts_and_is_said_once()
    {
        List<string> log = [];
        using var logging = LoggerFactory.Create(builder => builder.SetMinimumLevel(LogLevel.Trace).AddProvider(new LogCapture(log.Add)));
        using var stop = new CancellationTokenSource();

        await new KeptRunning(TimeProvider.System, logging.CreateLogger<KeptRunning>()).RunAsync(
            "audit",
            async (interrupted, cancellation) =>
            {
                for (var attempt = 0; attempt < 3; attempt++)
                    interrupted(new EventStoreUnavailableException("away", innerException: null));
                await stop.CancelAsync();
                cancellation.ThrowIfCancellationRequested();
            },
            stop.Token);

        log.ShouldHaveSingleItem().ShouldContain("audit lost its database (EventStoreUnavailableException)");
    }

    private static IHost HostOf(IEventStore store, List<string> log, params Projection[] projections)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Logging.AddProvider(new LogCapture(line =>
        {
            lock (log)
                log.Add(line);
        }));
        builder.Services.AddSingleton(TimeProvider.System).AddSingleton<KeptRunning>();
        builder.Services.AddHostedService(provider => new ProjectionWorkers(store, projections, provider.GetRequiredService<KeptRunning>()));
        return builder.Build();
    }

    private static Projection Noting(string name, Func<StoredEvent, bool> isNoted) => new()
    {
        Name = name,
        Version = 1,
        Tables = ["notes"],
        CreateSql = "",
        Project = item => isNoted(item) ? [new(Note, [name, item.Version])] : [],
    };

    private static Append SomethingHappened() => new()
    {
        Stream = new(new("pool"), new("stream")),
        Expected = ExpectedVersion.NoStream,
        Events = [new() { Id = Guid.CreateVersion7(), Type = "happened", ClrType = "Happened", Data = "{}"u8.ToArray(), Timestamp = DateTimeOffset.UnixEpoch }],
    };

    private static async Task UntilAsync(PostgresDatabase database, string condition)
    {
        while (await database.ScalarAsync(condition) is not true)
            await Task.Delay(20, Cancelled);
    }
}
