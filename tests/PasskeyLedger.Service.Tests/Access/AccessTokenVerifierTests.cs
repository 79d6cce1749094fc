using System.Text;
using PasskeyLedger.Contracts.Events;
using PasskeyLedger.Registration;
using PasskeyLedger.Service.Access;

namespace PasskeyLedger.Service.Tests.Access;

public sealed class AccessTokenVerifierTests : IDisposable
{
    private readonly ManualTime time = new();
    private readonly TestIssuer issuer = new("https://issuer.example/pool");
    private readonly TestIssuer otherIssuer = new("https://other.example/pool");
    private readonly UserPoolSettings pool;
    private readonly TrustedIssuers issuers;
    private readonly AccessTokenVerifier verifier;

    public AccessTokenVerifierTests()
    {
        pool = TestPools.Pool("eu_one", issuer.Name, ["app", "app2"]);
        issuers = new([TestPools.Trust(pool, issuer, time), TestPools.Trust(TestPools.Pool("eu_two", otherIssuer.Name), otherIssuer, time)]);
        verifier = new(issuers, time);
    }

    public void Dispose()
    {
        issuers.Dispose();
        issuer.Dispose();
        otherIssuer.Dispose();
    }

    [Theory]
    [InlineData("RS256")]
    [InlineData("ES256")]
    public async Task a_token_of_the_pools_issuer_says_who_is_calling(string algorithm)
    {
        var claims = issuer.Claims(time.GetUtcNow());

        var verdict = await VerifyAsync(algorithm == "RS256" ? issuer.Rs256(claims) : issuer.Es256(claims));

        verdict.ShouldBe(new TokenVerdict.Verified(
            new Caller(new UserPoolId("eu_one"), new Sub("f9a1c3de-0000-4000-8000-000000000001"), new ClientId("app"), "alice"), pool));
    }

    [Fact]
    public async Task a_token_without_a_username_goes_by_its_sub()
    {
        var verdict = await VerifyAsync(issuer.Rs256(Claims(("username", null))));

        verdict.ShouldBeOfType<TokenVerdict.Verified>().Caller.Username.ShouldBe("f9a1c3de-0000-4000-8000-000000000001");
    }

    [Fact]
    public async Task each_pool_has_its_own_users()
    {
        var verdict = await VerifyAsync(otherIssuer.Rs256(otherIssuer.Claims(time.GetUtcNow(), ("client_id", "anything"))));

        verdict.ShouldBeOfType<TokenVerdict.Verified>().Caller.Pool.ShouldBe(new UserPoolId("eu_two"));
    }

    [Fact]
    public Task a_token_that_another_pools_issuer_signed_in_this_ones_name_is_refused() =>
        ShouldBeRefusedAsync(otherIssuer.Rs256(Claims()), TokenRefusal.SignatureInvalid);

    [Fact]
    public Task a_token_of_an_issuer_that_no_pool_has_is_refused() =>
        ShouldBeRefusedAsync(issuer.Rs256(Claims(("iss", "https://issuer.example/pool/"))), TokenRefusal.IssuerUnknown);

    [Fact]
    public Task a_token_without_an_issuer_is_refused() =>
        ShouldBeRefusedAsync(issuer.Rs256(Claims(("iss", null))), TokenRefusal.IssuerUnknown);

    [Fact]
    public Task an_unsigned_token_is_refused() => ShouldBeRefusedAsync(issuer.Unsigned(Claims()), TokenRefusal.AlgorithmNotAccepted);

    [Fact]
    public async Task a_token_signed_with_the_public_key_as_a_shared_secret_is_refused()
    {
        await ShouldBeRefusedAsync(issuer.Hs256(Claims(), Encoding.ASCII.GetBytes(issuer.PublicKeyPem())), TokenRefusal.AlgorithmNotAccepted);
        await ShouldBeRefusedAsync(issuer.Hs256(Claims(), issuer.RsaParameters.Modulus!), TokenRefusal.AlgorithmNotAccepted);
    }

    [Theory]
    [InlineData("RS512")]
    [InlineData("PS256")]
    [InlineData("rs256")]
    [InlineData("")]
    public Task a_token_of_any_other_algorithm_is_refused(string algorithm) =>
        ShouldBeRefusedAsync(issuer.Rs256(Claims(), ("alg", algorithm)), TokenRefusal.AlgorithmNotAccepted);

    [Fact]
    public Task a_token_whose_algorithm_is_not_its_keys_is_refused() =>
        ShouldBeRefusedAsync(issuer.Rs256(Claims(), ("alg", "ES256")), TokenRefusal.KeyUnknown);

    [Fact]
    public Task a_token_that_names_no_key_is_refused() =>
        ShouldBeRefusedAsync(issuer.Rs256(Claims(), ("kid", null)), TokenRefusal.KeyIdMissing);

    [Fact]
    public Task a_token_of_a_key_that_is_not_published_is_refused() =>
        ShouldBeRefusedAsync(issuer.Rs256(Claims(), ("kid", "rsa-2")), TokenRefusal.KeyUnknown);

    [Fact]
    public Task a_key_that_a_token_brings_along_is_not_used()
    {
        var stranger = otherIssuer.RsaKey();
        var token = otherIssuer.Rs256(Claims(), ("jwk", stranger), ("jku", "https://attacker.example/jwks"));

        return ShouldBeRefusedAsync(token, TokenRefusal.SignatureInvalid);
    }

    [Fact]
    public Task a_token_with_critical_extensions_is_refused() =>
        ShouldBeRefusedAsync(issuer.Rs256(Claims(), ("crit", new[] { "b64" }), ("b64", false)), TokenRefusal.CriticalHeader);

    [Fact]
    public Task an_encrypted_token_is_refused() => ShouldBeRefusedAsync("eyJhbGciOiJkaXIifQ..AAAA.AAAA.AAAA", TokenRefusal.Encrypted);

    [Fact]
    public async Task a_token_that_is_too_long_is_refused()
    {
        var token = issuer.Rs256(Claims(("padding", new string('x', AccessTokenVerifier.MaximumTokenLength))));

        await ShouldBeRefusedAsync(token, TokenRefusal.TooLong);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("a.b.c")]
    [InlineData("eyJhbGciOiJSUzI1NiJ9.e30")]
    [InlineData("W10.W10.AAAA")]
    [InlineData("bnVsbA.bnVsbA.AAAA")]
    [InlineData("eyJhbGciOjF9.e30.AAAA")]
    public async Task what_is_no_token_is_refused(string text) =>
        (await VerifyAsync(text)).ShouldBeOfType<TokenVerdict.Refused>();

    [Fact]
    public async Task a_token_that_was_changed_anywhere_is_refused_and_never_an_exception()
    {
        var good = issuer.Es256(Claims());
        var seed = Environment.TickCount;
        var random = new Random(seed);
        const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.= \n\u00e9";

        for (var round = 0; round < 2000; round++)
        {
            var changed = new StringBuilder(good);
            // The last character of a part holds bits that decoding drops: it is left alone.
            var at = random.Next(good.LastIndexOf('.'));
            changed[at] = Alphabet[random.Next(Alphabet.Length)];
            if (changed.ToString() != good)
                (await VerifyAsync(changed.ToString())).ShouldBeOfType<TokenVerdict.Refused>($"seed {seed}, round {round}, position {at}");
        }
    }

    [Theory]
    [InlineData(-59, true)]
    [InlineData(-60, false)]
    [InlineData(-3600, false)]
    public async Task an_expired_token_counts_for_a_minute_more(int secondsLeft, bool counts)
    {
        var verdict = await VerifyAsync(issuer.Rs256(Claims(("exp", time.GetUtcNow().ToUnixTimeSeconds() + secondsLeft))));

        if (counts)
            verdict.ShouldBeOfType<TokenVerdict.Verified>();
        else
            verdict.ShouldBe(new TokenVerdict.Refused(TokenRefusal.Expired));
    }

    [Fact]
    public async Task an_expiry_beyond_all_dates_is_a_number_like_any_other()
    {
        (await VerifyAsync(issuer.Rs256(Claims(("exp", long.MaxValue))))).ShouldBeOfType<TokenVerdict.Verified>();
        await ShouldBeRefusedAsync(issuer.Rs256(Claims(("exp", long.MinValue + 100))), TokenRefusal.Expired);
    }

    [Fact]
    public Task a_token_without_an_expiry_is_refused() => ShouldBeRefusedAsync(issuer.Rs256(Claims(("exp", null))), TokenRefusal.Expired);

    [Theory]
    [InlineData("exp")]
    [InlineData("nbf")]
    public async Task a_time_that_is_not_a_number_is_refused(string claim)
    {
        foreach (var value in new object[] { "tomorrow", true, new[] { 1 }, new { }, 1e300 })
            (await VerifyAsync(issuer.Rs256(Claims((claim, value))))).ShouldBeOfType<TokenVerdict.Refused>($"{claim} = {value}");
    }

    [Fact]
    public async Task a_token_that_is_not_valid_yet_is_refused()
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds();

        await ShouldBeRefusedAsync(issuer.Rs256(Claims(("nbf", now + 61))), TokenRefusal.NotYetValid);
        (await VerifyAsync(issuer.Rs256(Claims(("nbf", now + 60))))).ShouldBeOfType<TokenVerdict.Verified>();
    }

    [Theory]
    [InlineData("id")]
    [InlineData(null)]
    [InlineData(1)]
    public Task a_token_for_another_use_is_refused(object? use) =>
        ShouldBeRefusedAsync(issuer.Rs256(Claims(("token_use", use))), TokenRefusal.NotAnAccessToken);

    [Theory]
    [InlineData("openid")]
    [InlineData("aws.cognito.signin.user.admin.more")]
    [InlineData(null)]
    public Task a_token_without_the_scope_is_refused(string? scope) =>
        ShouldBeRefusedAsync(issuer.Rs256(Claims(("scope", scope))), TokenRefusal.ScopeMissing);

    [Theory]
    [InlineData("elsewhere")]
    [InlineData("")]
    [InlineData(null)]
    public Task a_token_of_a_client_that_the_pool_does_not_have_is_refused(string? client) =>
        ShouldBeRefusedAsync(issuer.Rs256(Claims(("client_id", client))), TokenRefusal.ClientNotAllowed);

    [Fact]
    public async Task a_token_whose_sub_is_missing_or_too_long_for_a_user_handle_is_refused()
    {
        await ShouldBeRefusedAsync(issuer.Rs256(Claims(("sub", null))), TokenRefusal.SubjectUnusable);
        await ShouldBeRefusedAsync(issuer.Rs256(Claims(("sub", ""))), TokenRefusal.SubjectUnusable);
        await ShouldBeRefusedAsync(issuer.Rs256(Claims(("sub", new string('s', 65)))), TokenRefusal.SubjectUnusable);
        (await VerifyAsync(issuer.Rs256(Claims(("sub", new string('s', 64)))))).ShouldBeOfType<TokenVerdict.Verified>();
    }

    [Fact]
    public async Task a_remembered_token_counts_no_longer_than_it_is_valid()
    {
        var token = issuer.Rs256(Claims());
        (await VerifyAsync(token)).ShouldBeOfType<TokenVerdict.Verified>();

        time.Advance(TimeSpan.FromMinutes(61) - TimeSpan.FromSeconds(1));
        (await VerifyAsync(token)).ShouldBeOfType<TokenVerdict.Verified>();

        time.Advance(TimeSpan.FromSeconds(1));
        await ShouldBeRefusedAsync(token, TokenRefusal.Expired);
    }

    [Fact]
    public async Task a_remembered_token_dies_with_its_key()
    {
        using var successor = new TestIssuer(issuer.Name) { RsaKeyId = "rsa-2" };
        var published = issuer.Keys;
        using var rotating = TrustIn(() => new KeyFetch.Fetched(published));
        var rotatingVerifier = new AccessTokenVerifier(rotating, time);
        var token = issuer.Rs256(Claims());
        (await rotatingVerifier.VerifyAsync(token, TestContext.Current.CancellationToken)).ShouldBeOfType<TokenVerdict.Verified>();

        published = successor.Keys;
        time.Advance(IssuerKeys.RefreshPeriod);

        (await rotatingVerifier.VerifyAsync(token, TestContext.Current.CancellationToken))
            .ShouldBe(new TokenVerdict.Refused(TokenRefusal.KeyUnknown));
    }

    [Fact]
    public async Task nothing_can_be_verified_while_the_issuers_keys_cannot_be_had()
    {
        using var away = TrustIn(() => new KeyFetch.Failed("away"));

        var verdict = await new AccessTokenVerifier(away, time).VerifyAsync(issuer.Rs256(Claims()), TestContext.Current.CancellationToken);

        verdict.ShouldBe(new TokenVerdict.Refused(TokenRefusal.KeysUnavailable));
    }

    [Fact]
    public void every_refusal_has_a_name_of_its_own()
    {
        var codes = Enum.GetValues<TokenRefusal>().Select(refusal => refusal.Code()).ToList();

        codes.ShouldBeUnique();
        codes.ShouldAllBe(code => code.All(character => char.IsAsciiLetterLower(character) || character == '_'));
    }

    private TrustedIssuers TrustIn(Func<KeyFetch> publish) =>
        new([new(pool, TestPools.Keys(issuer.Name, _ => Task.FromResult(publish()), time))]);

    private Dictionary<string, object?> Claims(params (string Name, object? Value)[] changes) => issuer.Claims(time.GetUtcNow(), changes);

    private ValueTask<TokenVerdict> VerifyAsync(string token) => verifier.VerifyAsync(token, TestContext.Current.CancellationToken);

    private async Task ShouldBeRefusedAsync(string token, TokenRefusal reason) =>
        (await VerifyAsync(token)).ShouldBe(new TokenVerdict.Refused(reason));
}
