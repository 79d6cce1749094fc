using PasskeyLedger.Service.Commands;
using PasskeyLedger.Service.Tests.Http;

namespace PasskeyLedger.Service.Tests.Forensics;

/// <summary>Commands on a database that has gone away.</summary>
public sealed class AwayDatabaseTests(RunningLedger ledger) : IClassFixture<RunningLedger>
{
    private readonly LedgerShell shell = new(ledger);

    [Theory]
    [InlineData("history plain somebody")]
    [InlineData("replay --compare")]
    [InlineData("export")]
    [InlineData("verify")]
    [InlineData("prove 1")]
    [InlineData("rebuild audit")]
    [InlineData("relay status")]
    [InlineData("erase plain somebody --reason asked --yes")]
    public async Task a_database_that_takes_no_connections_is_away(string command) => await ledger.WithoutDatabaseAsync(async () =>
    {
        var said = await shell.RunAsync(command.Split(' '));

        said.ExitCode.ShouldBe(ExitCode.Usage, said.ToString());
        said.Output.ShouldBeEmpty();
        said.Lines.ShouldBeEmpty();
        said.Error.Trim().Split('\n').Length.ShouldBe(1, said.Error);
    });
}
