using System.Globalization;
using System.Text.Json;
using Npgsql;
using PasskeyLedger.Service.Commands;
using PasskeyLedger.Service.Tests.Http;

namespace PasskeyLedger.Service.Tests.Forensics;

[Collection(HeldServer.Name)]
public sealed class ExportCommandTests(RunningLedger ledger) : IClassFixture<RunningLedger>
{
    private readonly LedgerShell shell = new(ledger);

    [Fact]
    public async Task the_ledger_comes_out_in_the_order_of_positions_with_nothing_left_out()
    {
        var user = ledger.User(Pools.Plain);
        await user.RegisterAsync();

        var said = await shell.RunAsync("export");
        var json = await shell.RunAsync("export", "--json");

        said.ExitCode.ShouldBe(ExitCode.Done, said.Error);
        said.JsonLines.Select(PositionOf).ShouldBe(await PositionsAsync("true"));
        var stored = (await user.EventsAsync())[1];
        var line = said.JsonLines.Single(line => PositionOf(line) == stored.Position);
        line.GetProperty("id").GetGuid().ShouldBe(stored.Id);
        line.GetProperty("pool").GetString().ShouldBe(Pools.Plain);
        line.GetProperty("stream").GetString().ShouldBe($"passkeys/{user.Sub}");
        line.GetProperty("version").GetInt64().ShouldBe(2);
        line.GetProperty("type").GetString().ShouldBe("registration_completed");
        line.GetProperty("time").GetDateTimeOffset().ShouldBe(stored.Timestamp);
        line.GetProperty("userName").GetString().ShouldBe(user.Sub);
        line.GetProperty("correlationId").GetString().ShouldBe(stored.CorrelationId);
        JsonElement.DeepEquals(line.GetProperty("data"), JsonElement.Parse(stored.Data.Span)).ShouldBeTrue();
        JsonElement.DeepEquals(line.GetProperty("headers"), JsonElement.Parse(stored.Headers.Span)).ShouldBeTrue();
        json.Output.ShouldStartWith(said.Output);
        json.Error.ShouldBeEmpty();
    }

    [Fact]
    public async Task an_export_goes_on_where_the_last_one_ended()
    {
        for (var number = 0; number < 3; number++)
            await ledger.User(Pools.Plain).RegisterAsync();
        var whole = await shell.RunAsync("export", "--to", await HeadAsync());
        var middle = PositionOf(whole.JsonLines[whole.Lines.Count / 2]);

        var first = await shell.RunAsync("export", "--to", Text(middle));
        var rest = await shell.RunAsync("export", "--from", Text(middle + 1), "--to", Text(PositionOf(whole.JsonLines[^1])));

        (first.Output + rest.Output).ShouldBe(whole.Output);
        first.Lines.Count.ShouldBeInRange(1, whole.Lines.Count - 1);
    }

    [Fact]
    public async Task cloud_events_are_those_of_the_message_bus_without_personal_data()
    {
        var user = ledger.User(Pools.Plain);
        await user.RegisterAsync();
        var stored = (await user.EventsAsync())[1];

        var said = await shell.RunAsync("export", "--format", "cloudevents", "--from", Text(stored.Position - 1), "--to", Text(stored.Position));

        said.ExitCode.ShouldBe(ExitCode.Done, said.Error);
        said.Lines.Count.ShouldBe(2);
        var line = said.JsonLines[1];
        line.GetProperty("specversion").GetString().ShouldBe("1.0");
        line.GetProperty("id").GetGuid().ShouldBe(stored.Id);
        line.GetProperty("type").GetString().ShouldBe("registration_completed");
        line.GetProperty("subject").GetString().ShouldBe(user.Sub);
        line.GetProperty("position").GetString().ShouldBe(Text(stored.Position));
        line.GetProperty("data").GetProperty("attestationObject").GetString().ShouldNotBeNullOrEmpty();
        line.GetProperty("data").TryGetProperty("clientDataJSON", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task a_span_of_time_and_a_pool_leave_out_the_rest()
    {
        await ledger.User(Pools.Plain).StartAsync();
        ledger.Clock.Advance(TimeSpan.FromHours(1));
        var from = ledger.Clock.GetUtcNow();
        await ledger.User(Pools.OfPackedOnly).StartAsync();
        await ledger.User(Pools.Plain).StartAsync();
        var to = ledger.Clock.GetUtcNow();
        ledger.Clock.Advance(TimeSpan.FromHours(1));
        await ledger.User(Pools.Plain).StartAsync();

        var span = await shell.RunAsync("export", "--from", Time(from), "--to", Time(to));
        var one = await shell.RunAsync("export", "--from", Time(from), "--to", Time(to), "--pool", Pools.Plain);

        span.JsonLines.Select(line => line.GetProperty("pool").GetString()).ShouldBe([Pools.OfPackedOnly, Pools.Plain]);
        one.Output.ShouldBe(span.Lines[1] + "\n");
        await ledger.User(Pools.OfOneClient).StartAsync();
        (await shell.RunAsync("export", "--pool", Pools.OfOneClient)).JsonLines.Select(line => line.GetProperty("type").GetString())
            .ShouldBe(["user_pool_configured", "registration_started"]);

        static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture);
    }

    [Fact]
    public async Task an_export_stops_before_an_event_that_may_still_appear()
    {
        await ledger.User(Pools.Plain).RegisterAsync();
        var settled = await HeadAsync();
        await using (var connection = await ledger.Database.DataSource.OpenConnectionAsync(TestContext.Current.CancellationToken))
        await using (var late = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken))
        {
            // An appender that has drawn a position and not committed yet.
            await using var draw = new NpgsqlCommand(
                "insert into mt_streams (tenant_id, id, version) values ('plain', 'late', 1); select nextval('mt_events_sequence')", connection);
            await draw.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
            await ledger.User(Pools.Plain).StartAsync();

            var said = await shell.RunAsync("export", "--from", settled);
            said.ExitCode.ShouldBe(ExitCode.Done);
            said.JsonLines.Select(PositionOf).ShouldBe([long.Parse(settled, CultureInfo.InvariantCulture)]);
            said.Error.ShouldContain($"The ledger is settled up to position {settled} and goes on to ");
            var replayed = await shell.RunAsync("replay", "--json");
            replayed.ShouldSatisfyAllConditions(
                one => one.ExitCode.ShouldBe(ExitCode.No), one => one.Output.ShouldBeEmpty(), one => one.Error.ShouldContain("a transaction has been under way"));
            await late.RollbackAsync(TestContext.Current.CancellationToken);
        }

        (await shell.RunAsync("export", "--from", settled)).JsonLines.Select(PositionOf)
            .ShouldBe(await PositionsAsync($"seq_id >= {settled}"));
    }

    private static long PositionOf(JsonElement line) => line.GetProperty("position").GetInt64();

    private static string Text(long position) => position.ToString(CultureInfo.InvariantCulture);

    private async Task<string> HeadAsync() => Text((long)(await ledger.Database.ScalarAsync("select max(seq_id) from mt_events"))!);

    private async Task<IEnumerable<long>> PositionsAsync(string condition) =>
        (await ledger.Database.LinesAsync($"select seq_id from mt_events where {condition} order by seq_id")).Select(line => long.Parse(line, CultureInfo.InvariantCulture));
}
