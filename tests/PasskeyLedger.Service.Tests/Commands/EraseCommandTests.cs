using PasskeyLedger.Service.Commands;

namespace PasskeyLedger.Service.Tests.Commands;

/// <summary>What is asked before anything is erased.</summary>
public sealed class EraseCommandTests
{
    private readonly StringWriter error = new();
    private EraseOptions? called;

    [Theory]
    [InlineData("alice", true)]
    [InlineData(" alice ", true)]
    [InlineData("yes", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public async Task it_goes_on_only_where_the_sub_is_typed(string? typed, bool goesOn)
    {
        (await RunAsync(typed, "--reason", "asked to")).ShouldBe(goesOn ? 0 : ExitCode.Usage);

        (called is not null).ShouldBe(goesOn);
        error.ToString().ShouldContain("for ever");
    }

    [Fact]
    public async Task yes_leaves_the_question_out()
    {
        (await RunAsync(typed: null, "--reason", "asked to", "--yes", "--json")).ShouldBe(0);

        called.ShouldNotBeNull().ShouldBe(new("pool", "alice", "asked to", Environment.UserName, Json: true));
        error.ToString().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("--reason", "")]
    [InlineData("--reason", "two\nlines")]
    [InlineData("--reason", "asked to", "--by", " ")]
    public async Task a_reason_or_a_name_that_cannot_go_on_record_is_a_usage_error(params string[] arguments)
    {
        (await RunAsync("alice", arguments)).ShouldBe(ExitCode.Usage);

        called.ShouldBeNull();
    }

    [Fact]
    public async Task a_reason_has_at_most_512_characters()
    {
        (await RunAsync("alice", "--reason", new string('a', 512))).ShouldBe(0);
        (await RunAsync("alice", "--reason", new string('a', 513))).ShouldBe(ExitCode.Usage);
        error.ToString().ShouldContain("512");
    }

    private Task<int> RunAsync(string? typed, params string[] arguments) => CommandLine.RunAsync(
        ["erase", "pool", "alice", .. arguments],
        new CommandHandlers(
            (_, _) => throw new NotSupportedException(),
            (_, _, _, _) => throw new NotSupportedException())
        {
            Erase = (_, options, _, _, _) =>
            {
                called = options;
                return Task.FromResult(ExitCode.Done);
            },
            ReadConfirmation = () => typed,
        },
        TextWriter.Null,
        error,
        TestContext.Current.CancellationToken);
}
