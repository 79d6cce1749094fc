using System.Text.Json;
using Microsoft.IdentityModel.Tokens;
using PasskeyLedger.Service.Access;
using PasskeyLedger.Service.Development;
using PasskeyLedger.Service.Tests.Access;
using PasskeyLedger.Service.Tests.Configuration;

namespace PasskeyLedger.Service.Tests.Development;

public sealed class DevelopmentIssuerTests : IDisposable
{
    private const string Name = "http://localhost:5080";

    private readonly ManualTime time = new();
    private readonly TemporaryFiles files = new();

    public void Dispose() => files.Dispose();

    [Fact]
    public async Task its_tokens_are_accepted_by_the_verifier()
    {
        var issuer = Open();
        using var issuers = new TrustedIssuers([new(TestPools.Pool("local_dev", Name), TestPools.Keys(Name, KeySources.Known(issuer.Keys), time))]);

        var verdict = await new AccessTokenVerifier(issuers, time)
            .VerifyAsync(issuer.IssueToken("alice", isOperator: false), TestContext.Current.CancellationToken);

        var caller = verdict.ShouldBeOfType<TokenVerdict.Verified>().Caller;
        caller.Username.ShouldBe("alice");
        caller.ClientId.Value.ShouldBe("local_dev_client");
    }

    [Fact]
    public void its_tokens_have_the_claims_of_cognitos()
    {
        var issuer = Open();
        var now = time.GetUtcNow().ToUnixTimeSeconds();

        var claims = Claims(issuer.IssueToken("alice", isOperator: false));

        claims.EnumerateObject().Select(claim => claim.Name).ShouldBe(
            ["sub", "iss", "client_id", "origin_jti", "event_id", "token_use", "scope", "auth_time", "exp", "iat", "jti", "username"], ignoreOrder: true);
        claims.GetProperty("iss").GetString().ShouldBe(Name);
        claims.GetProperty("token_use").GetString().ShouldBe("access");
        claims.GetProperty("scope").GetString().ShouldBe("aws.cognito.signin.user.admin");
        claims.GetProperty("iat").GetInt64().ShouldBe(now);
        claims.GetProperty("exp").GetInt64().ShouldBe(now + 3600);
        Guid.TryParseExact(claims.GetProperty("sub").GetString(), "D", out _).ShouldBeTrue();
    }

    [Fact]
    public void an_operators_token_opens_the_audit_too()
    {
        var issuer = Open();

        Claims(issuer.IssueToken("olivia", isOperator: true)).GetProperty("scope").GetString()
            .ShouldBe("aws.cognito.signin.user.admin audit.read");
    }

    [Fact]
    public void a_name_is_the_same_user_every_time_and_nobody_elses()
    {
        var issuer = Open();
        string Sub(string name) => Claims(issuer.IssueToken(name, isOperator: false)).GetProperty("sub").GetString()!;

        Sub("alice").ShouldBe(Sub("alice"));
        Sub("alice").ShouldBe("747ab7cf-a57a-861c-8b6a-11e47b68d985", "a user's passkeys hang on this value from run to run");
        Sub("Alice").ShouldNotBe(Sub("alice"));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("a\nb")]
    public void a_name_must_be_one(string name)
    {
        var issuer = Open();

        Should.Throw<ArgumentException>(() => issuer.IssueToken(name, isOperator: false));
        Should.Throw<ArgumentException>(() => issuer.IssueToken(new string('a', 129), isOperator: false));
    }

    [Fact]
    public void its_key_stays_from_run_to_run()
    {
        var first = Open();
        var second = Open();

        second.KeySet.ToArray().ShouldBe(first.KeySet.ToArray());
    }

    [Fact]
    public void its_key_is_for_its_user_alone()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no file modes.");
            return;
        }

        var issuer = Open();

        var file = Directory.GetFiles(files.Place).ShouldHaveSingleItem();
        File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.ReadAllText(file).ShouldStartWith("-----BEGIN PRIVATE KEY-----");
    }

    [Fact]
    public async Task processes_that_come_at_once_get_the_same_key()
    {
        var opened = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(Open)));

        opened.Select(issuer => issuer.Keys.KeyIds.Single()).Distinct().ShouldHaveSingleItem();
        Directory.GetFiles(files.Place).ShouldHaveSingleItem();
    }

    [Fact]
    public void a_file_that_holds_something_else_is_named_and_left_as_it_is()
    {
        Open();
        var file = Directory.GetFiles(files.Place).Single();
        File.WriteAllText(file, "not a key");

        Should.Throw<DevelopmentDataException>(Open).Message.ShouldStartWith(file);
        File.ReadAllText(file).ShouldBe("not a key");
    }

    [Fact]
    public void a_place_that_cannot_be_written_is_named()
    {
        var place = Path.Combine(files.Place, "missing");

        Should.Throw<DevelopmentDataException>(() => DevelopmentIssuer.Open(Name, place, "audit.read", time)).Message.ShouldContain(place);
    }

    [Fact]
    public void it_publishes_nothing_of_the_private_key()
    {
        var issuer = Open();
        using var keySet = JsonDocument.Parse(issuer.KeySet);

        keySet.RootElement.GetProperty("keys")[0].EnumerateObject().Select(member => member.Name).ShouldBe(["kty", "use", "alg", "kid", "n", "e"]);
    }

    private DevelopmentIssuer Open() => DevelopmentIssuer.Open(Name, files.Place, "audit.read", time);

    private static JsonElement Claims(string token) =>
        JsonSerializer.Deserialize<JsonElement>(Base64UrlEncoder.DecodeBytes(token.Split('.')[1]));
}
