using PasskeyLedger.ReadModels;
using PasskeyLedger.Service.Commands;
using PasskeyLedger.Service.Tests.Http;

namespace PasskeyLedger.Service.Tests.Forensics;

public sealed class TailCommandTests(RunningLedger ledger) : IClassFixture<RunningLedger>
{
    private const string Checkpoints = "select name from mt_event_progression order by name";

    private readonly LedgerShell shell = new(ledger);

    [Fact]
    public async Task events_are_printed_as_they_come_until_it_is_interrupted()
    {
        var before = ledger.User(Pools.Plain);
        await before.StartAsync();
        var checkpoints = await ledger.Database.LinesAsync(Checkpoints);
        using var stop = new CancellationTokenSource();
        var text = new Heard();
        var json = new Heard();
        var tails = Task.WhenAll(
            shell.RunAsync(text, ["tail"], stop.Token), shell.RunAsync(json, ["tail", "--json", "--pool", Pools.OfPackedOnly], stop.Token));

        // What shows that both have begun is an event that both have seen.
        var user = ledger.User(Pools.OfPackedOnly);
        while (text.ToString().Length == 0 || json.ToString().Length == 0)
        {
            await user.StartAsync();
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        var plain = ledger.User(Pools.Plain);
        await plain.StartAsync();
        await user.StartAsync();
        var last = (await user.EventsAsync())[^1];
        await text.UntilAsync($"#{last.Position}  ");
        await json.UntilAsync($"\"position\":{last.Position},");
        await stop.CancelAsync();
        var said = await tails;

        said.ShouldAllBe(one => one.ExitCode == ExitCode.Done);
        said[0].Output.ShouldContain($"  plain {plain.Sub}  registration_started  ");
        said[0].Output.ShouldNotContain(before.Sub);
        said[0].Error.ShouldStartWith("Following the ledger from position ");
        said[1].JsonLines.ShouldAllBe(line => line.GetProperty("pool").GetString() == Pools.OfPackedOnly);
        said[1].JsonLines.Select(line => line.GetProperty("position").GetInt64()).ShouldBeInOrder();
        // The service's own may have come into being meanwhile.
        (await ledger.Database.LinesAsync(Checkpoints))
            .ShouldBeSubsetOf([.. checkpoints, .. LedgerProjections.All.Select(projection => projection.Name)], "a tail leaves no checkpoint behind");
    }
}
