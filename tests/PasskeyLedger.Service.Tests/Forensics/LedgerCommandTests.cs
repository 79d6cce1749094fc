using PasskeyLedger.Service.Commands;
using PasskeyLedger.Service.Tests.Http;

namespace PasskeyLedger.Service.Tests.Forensics;

/// <summary>What the commands that read the ledger have in common.</summary>
public sealed class LedgerCommandTests(RunningLedger ledger) : IClassFixture<RunningLedger>, IDisposable
{
    private readonly LedgerShell shell = new(ledger);
    private readonly string policy = Path.GetTempFileName();

    public static TheoryData<string> Commands =>
    [
        "history plain somebody", "replay", "replay --compare", "export", "tail", "whatif --policy POLICY", "verify", "prove 1", "rebuild audit",
        "erase plain somebody --reason asked --yes",
    ];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task a_database_without_the_tables_is_told_to_be_migrated(string command)
    {
        await ledger.Database.ScalarAsync("create schema if not exists empty");

        var said = await RunAsync(command, $"--ConnectionStrings:Ledger={ledger.Database.ConnectionString};Search Path=empty");

        said.ShouldBe(new(ExitCode.Usage, "", "The database is not at this version. Run passkey-ledger migrate.\n"));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task without_a_connection_string_the_fault_is_named(string command)
    {
        var said = await RunAsync(command, "--ConnectionStrings:Ledger=");

        said.ExitCode.ShouldBe(ExitCode.Usage);
        said.Error.ShouldContain("ConnectionStrings:Ledger is missing");
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task a_database_that_cannot_be_reached_is_told_without_its_connection_string(string command)
    {
        var said = await RunAsync(command, "--ConnectionStrings:Ledger=Host=127.0.0.1;Port=1;Username=somebody;Password=hush;Database=ledger");

        said.ExitCode.ShouldBe(ExitCode.Usage);
        said.Output.ShouldBeEmpty();
        said.Error.ShouldContain("not available");
        said.Error.ShouldNotContain("hush");
    }

    public void Dispose() => File.Delete(policy);

    private async Task<Said> RunAsync(string command, string configuration)
    {
        await File.WriteAllTextAsync(policy, "{}", TestContext.Current.CancellationToken);
        return await shell.RunAsync([.. command.Replace("POLICY", policy, StringComparison.Ordinal).Split(' '), configuration]);
    }
}
