using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using PasskeyLedger.Service.Commands;

namespace PasskeyLedger.Service.Tests.Commands;

public sealed class DevTokenCommandTests
{
    private readonly StringWriter output = new();
    private readonly StringWriter error = new();

    [Fact]
    public async Task a_token_of_the_development_pool_is_printed()
    {
        (await RunAsync("dev-token", "alice", "--environment", "Development", "--urls", "http://localhost:5099"))
            .ShouldBe(ExitCode.Done, error.ToString());

        var token = new JsonWebToken(output.ToString().Trim());
        token.Issuer.ShouldBe("http://localhost:5099");
        token.GetPayloadValue<string>("username").ShouldBe("alice");
        token.GetPayloadValue<string>("scope").ShouldBe("aws.cognito.signin.user.admin");
    }

    [Fact]
    public async Task an_operators_token_is_printed_as_json()
    {
        (await RunAsync("dev-token", "olivia", "--operator", "--json", "--environment=Development", "--Operators:Scope=audit"))
            .ShouldBe(ExitCode.Done, error.ToString());

        using var printed = JsonDocument.Parse(output.ToString());
        new JsonWebToken(printed.RootElement.GetProperty("access_token").GetString()).GetPayloadValue<string>("scope")
            .ShouldBe("aws.cognito.signin.user.admin audit");
        printed.RootElement.GetProperty("expires_in").GetInt32().ShouldBe(3600);
    }

    [Fact]
    public async Task there_are_none_outside_development()
    {
        (await RunAsync("dev-token", "alice", "--environment", "Production")).ShouldBe(ExitCode.Usage);

        output.ToString().ShouldBeEmpty();
        error.ToString().ShouldStartWith("dev-token exists in Development alone, and this is Production.");
    }

    [Fact]
    public async Task faults_of_the_configuration_are_printed()
    {
        (await RunAsync("dev-token", "alice", "--environment", "Development", "--RateLimits:PerUserPerMinute", "many"))
            .ShouldBe(ExitCode.Usage);

        error.ToString().ShouldContain("RateLimits:PerUserPerMinute is \"many\"");
    }

    [Fact]
    public async Task a_pool_with_an_issuer_of_its_own_has_its_tokens_from_there()
    {
        (await RunAsync("dev-token", "alice", "--environment", "Development", "--UserPools:0:Id=local_dev", "--UserPools:0:Issuer=https://issuer.example"))
            .ShouldBe(ExitCode.Usage);

        error.ToString().ShouldContain("an issuer of its own");
    }

    [Fact]
    public async Task a_name_must_be_one()
    {
        (await RunAsync("dev-token", " ", "--environment", "Development")).ShouldBe(ExitCode.Usage);

        error.ToString().ShouldStartWith("A username has 1 to 128 characters");
    }

    private Task<int> RunAsync(params string[] arguments) => CommandLine.RunAsync(
        arguments,
        new CommandHandlers(
            (_, _) => throw new InvalidOperationException("Not this command."),
            (_, _, _, _) => throw new InvalidOperationException("Not this command.")),
        output,
        error,
        TestContext.Current.CancellationToken);
}
