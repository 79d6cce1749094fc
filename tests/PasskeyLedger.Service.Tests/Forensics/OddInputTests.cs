using PasskeyLedger.Service.Commands;
using PasskeyLedger.Service.Tests.Http;

namespace PasskeyLedger.Service.Tests.Forensics;

/// <summary>What an investigator mistypes, or asks at a bad time: each is told in words, with an exit code, and never by a stack trace.</summary>
public sealed class OddInputTests(RunningLedger ledger) : IClassFixture<RunningLedger>
{
    private readonly LedgerShell shell = new(ledger);

    public static TheoryData<string, string> Paths => new()
    {
        { "verify --checkpoint", "--checkpoint" },
        { "verify --from", "--from" },
        { "prove 1 --out", "--out" },
        { "prove 1 --leaf", "--leaf" },
        { "keys new --out", "--out" },
        { "whatif --policy", "--policy" },
        { "verify-proof --key example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k", "file" },
    };

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task an_empty_path_is_a_usage_error(string command, string named)
    {
        var said = await shell.RunAsync([.. command.Split(' '), ""]);

        said.ExitCode.ShouldBe(ExitCode.Usage);
        said.Error.ShouldContain($"{named} is empty. Expected: the path of a file.");
    }

    [Theory]
    [InlineData("replay")]
    [InlineData("replay --compare")]
    [InlineData("export")]
    [InlineData("whatif --policy POLICY")]
    public async Task a_pool_that_the_ledger_does_not_have_is_a_no_and_not_an_empty_answer(string command)
    {
        var policy = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(policy, "{}", TestContext.Current.CancellationToken);

            var said = await shell.RunAsync([.. command.Replace("POLICY", policy, StringComparison.Ordinal).Split(' '), "--pool", "plian"]);

            said.ShouldBe(new(ExitCode.No, "", "The ledger has no pool plian.\n"));
        }
        finally
        {
            File.Delete(policy);
        }
    }

    [Fact]
    public async Task the_reads_of_operators_are_a_pool_like_others()
    {
        var said = await shell.RunAsync("export", "--pool", "*OPERATORS*", "--json");

        said.ExitCode.ShouldBe(ExitCode.Done, said.Error);
    }

    [Theory]
    [InlineData("5", "3")]
    [InlineData("2026-11-27", "2026-11-26")]
    public async Task an_export_that_ends_before_it_begins_is_a_usage_error(string from, string to)
    {
        var said = await shell.RunAsync("export", "--from", from, "--to", to);

        said.ExitCode.ShouldBe(ExitCode.Usage);
        said.Error.ShouldContain("--from is after --to.");
    }

    [Fact]
    public async Task a_day_as_the_last_one_counts_whole()
    {
        var user = ledger.User(Pools.Plain);
        await user.RegisterAsync();
        var day = (await user.EventsAsync())[^1].Timestamp.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

        (await shell.RunAsync("history", Pools.Plain, user.Sub, "--until", day, "--json")).Json.GetProperty("events").GetArrayLength().ShouldBe(2);
        (await shell.RunAsync("export", "--from", day, "--to", day, "--json")).Lines.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task a_key_that_cannot_be_written_is_told_by_the_name_that_was_given()
    {
        var said = await shell.RunAsync("keys", "new", "--name", "ledger.example/log", "--out", "/nowhere/at/all.pem");

        said.ShouldBe(new(ExitCode.Usage, "", "/nowhere/at/all.pem cannot be written (DirectoryNotFoundException).\n"));
    }

    [Fact]
    public async Task a_database_that_is_not_there_is_a_matter_of_the_configuration()
    {
        var said = await shell.RunAsync("history", Pools.Plain, "somebody", $"--ConnectionStrings:Ledger={ledger.Database.ConnectionString};Database=no_such_database");

        said.ExitCode.ShouldBe(ExitCode.Usage);
        said.Error.ShouldContain("SQLSTATE 3D000");
    }
}
