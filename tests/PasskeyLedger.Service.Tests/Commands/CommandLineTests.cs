using PasskeyLedger.Service.Commands;

namespace PasskeyLedger.Service.Tests.Commands;

public sealed class CommandLineTests
{
    private readonly StringWriter output = new();
    private readonly StringWriter error = new();
    private readonly List<string> called = [];

    [Theory]
    [InlineData("", "serve []")]
    [InlineData("serve", "serve []")]
    [InlineData("--urls http://localhost:5081", "serve [--urls=http://localhost:5081]")]
    [InlineData("serve --UserPools:0:Id=eu_one --urls=http://localhost:5081", "serve [--UserPools:0:Id=eu_one --urls=http://localhost:5081]")]
    [InlineData("--RateLimits:PerUserPerMinute -1 serve", "serve [--RateLimits:PerUserPerMinute=-1]")]
    [InlineData("migrate", "migrate [] MigrateOptions { DryRun = False, Json = False }")]
    [InlineData("erase eu_one alice --reason asked-to --by ops --yes", "erase [] EraseOptions { Pool = eu_one, Sub = alice, Reason = asked-to, By = ops, Json = False }")]
    [InlineData("migrate --dry-run --json --ConnectionStrings:Ledger Host=db", "migrate [--ConnectionStrings:Ledger=Host=db] MigrateOptions { DryRun = True, Json = True }")]
    public async Task arguments_go_to_the_command_or_to_the_configuration(string arguments, string expected)
    {
        (await RunAsync(arguments)).ShouldBe(0, error.ToString());

        called.ShouldBe([expected]);
    }

    [Theory]
    [InlineData("migrte")]
    [InlineData("--url http://localhost:5081")]
    [InlineData("serve --dry-run")]
    [InlineData("migrate --dryrun")]
    [InlineData("dev-token")]
    [InlineData("erase eu_one --reason asked-to --yes")]
    [InlineData("erase eu_one alice --yes")]
    [InlineData("inspect")]
    [InlineData("rebuild")]
    [InlineData("rebuild credentials --fast")]
    [InlineData("inspect one.json two.json")]
    [InlineData("history plain")]
    [InlineData("history plain somebody --until yesterday")]
    [InlineData("history plain somebody --until 5 --until 6")]
    [InlineData("replay --compare --until 5")]
    [InlineData("replay everything")]
    [InlineData("export --format xml")]
    [InlineData("export --format cloudevents --json")]
    [InlineData("export --from -1")]
    [InlineData("export --to soon")]
    [InlineData("tail --until 5")]
    [InlineData("whatif")]
    [InlineData("whatif --policy policy.json --at yesterday")]
    [InlineData("serve --urls")]
    [InlineData("relay")]
    [InlineData("relay rewind")]
    [InlineData("relay rewind --to -1")]
    [InlineData("relay rewind --to 5 --from-now")]
    [InlineData("relay pause --json")]
    public async Task a_command_line_that_means_nothing_is_a_usage_error(string arguments)
    {
        (await RunAsync(arguments)).ShouldBe(ExitCode.Usage);

        called.ShouldBeEmpty();
        error.ToString().ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("serve", 1)]
    [InlineData("migrate", 2)]
    public async Task the_exit_code_is_the_commands(string arguments, int exitCode) =>
        (await RunAsync(arguments, exitCode)).ShouldBe(exitCode);

    [Fact]
    public async Task help_lists_the_commands()
    {
        (await RunAsync("--help")).ShouldBe(0);

        foreach (var command in new[] { "serve", "migrate", "rebuild", "erase", "history", "replay", "whatif", "export", "tail", "dev-token", "inspect" })
            output.ToString().ShouldContain(command);
        called.ShouldBeEmpty();
    }

    private Task<int> RunAsync(string arguments, int exitCode = 0) => CommandLine.RunAsync(
        arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries),
        new CommandHandlers(
            (configuration, _) => Call($"serve [{string.Join(' ', configuration)}]", exitCode),
            (configuration, options, _, _) => Call($"migrate [{string.Join(' ', configuration)}] {options}", exitCode))
        {
            Erase = (configuration, options, _, _, _) => Call($"erase [{string.Join(' ', configuration)}] {options}", exitCode),
        },
        output,
        error,
        TestContext.Current.CancellationToken);

    private Task<int> Call(string call, int exitCode)
    {
        called.Add(call);
        return Task.FromResult(exitCode);
    }
}
