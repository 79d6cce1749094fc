using System.Buffers.Text;
using System.Text;
using PasskeyLedger.Contracts.Events;

namespace PasskeyLedger.Registration.Tests;

public sealed class StartRegistrationTests
{
    private readonly Scenario scenario = new();

    [Fact]
    public void a_start_gives_a_challenge_of_32_bytes_until_its_expiry()
    {
        var started = scenario.Started();

        Base64Url.DecodeFromChars(started.Challenge).Length.ShouldBe(32);
        started.ExpiresAt.ShouldBe(scenario.Now.AddMinutes(5));
        started.RelyingPartyId.ShouldBe("example.com");
        started.ClientId.ShouldBe("client-1");
        started.Algorithms.ShouldBe([-7, -257]);
        started.UserVerification.ShouldBe(UserVerification.Preferred);
        started.PoolVersion.ShouldBe(7);
        Guid.Parse(started.RegistrationId).Version.ShouldBe(7);
    }

    [Fact]
    public void the_domain_stands_in_for_a_missing_relying_party_id() =>
        scenario.UnderPool(pool => pool with { Domain = "login.example.com" })
            .Under(webAuthn => webAuthn with { RelyingPartyId = null })
            .Started().RelyingPartyId.ShouldBe("login.example.com");

    [Fact]
    public void a_start_is_refused_where_passkeys_are_off() =>
        Then.IsRefused(scenario.Under(webAuthn => webAuthn with { Enabled = false }).WhenStarting(), RejectionReason.PasskeysDisabled);

    [Fact]
    public void a_start_is_refused_without_a_relying_party() =>
        Then.IsRefused(scenario.Under(webAuthn => webAuthn with { RelyingPartyId = null }).WhenStarting(), RejectionReason.RelyingPartyMissing);

    [Fact]
    public void a_start_is_refused_when_the_user_has_as_many_passkeys_as_the_pool_allows()
    {
        scenario.Under(webAuthn => webAuthn with { CredentialLimit = 2 });
        scenario.Completed();
        scenario.Completed();

        Then.IsRefused(scenario.WhenStarting(), RejectionReason.CredentialLimitReached);
    }

    [Fact]
    public void a_deleted_passkey_makes_room_for_another()
    {
        scenario.Under(webAuthn => webAuthn with { CredentialLimit = 1 });
        var passkey = scenario.Completed();
        scenario.Given(scenario.WhenDeleting(passkey.CredentialId).ShouldBeOfType<Decision.Accepted>().Events.Single());

        scenario.WhenStarting().ShouldBeOfType<Decision.Accepted>();
    }

    [Fact]
    public void off_comes_before_a_missing_relying_party_and_that_before_the_limit()
    {
        scenario.Under(webAuthn => webAuthn with { CredentialLimit = 1 });
        scenario.Completed();

        scenario.Under(webAuthn => webAuthn with { RelyingPartyId = null });
        Then.IsRefused(scenario.WhenStarting(), RejectionReason.RelyingPartyMissing);

        scenario.Under(webAuthn => webAuthn with { Enabled = false });
        Then.IsRefused(scenario.WhenStarting(), RejectionReason.PasskeysDisabled);
    }

    [Fact]
    public void the_options_hold_what_a_browser_needs()
    {
        var first = scenario.Completed();
        var state = scenario.State;
        var started = scenario.Started();

        var options = CreationOptions.For(started, state, new(new("pool"), new("sub-1"), new("client-1"), "alice"), scenario.Settings);

        options.GetRawText().ShouldBe(
            $$$"""
            {"rp":{"id":"example.com","name":"example.com"},
            "user":{"id":"{{{Base64Url.EncodeToString(Encoding.UTF8.GetBytes("sub-1"))}}}","name":"alice","displayName":"alice"},
            "challenge":"{{{started.Challenge}}}",
            "pubKeyCredParams":[{"type":"public-key","alg":-7},{"type":"public-key","alg":-257}],
            "timeout":60000,
            "excludeCredentials":[{"type":"public-key","id":"{{{first.CredentialId}}}","transports":["internal"]}],
            "authenticatorSelection":{"requireResidentKey":true,"residentKey":"required","userVerification":"preferred"}}
            """.ReplaceLineEndings(""));
    }

    [Fact]
    public void the_options_name_an_attestation_only_where_the_pool_asks_for_one()
    {
        scenario.Under(webAuthn => webAuthn with { Attestation = webAuthn.Attestation with { Conveyance = AttestationConveyance.Direct } });
        var started = scenario.Started();

        CreationOptions.For(started, scenario.State, new(new("pool"), new("sub-1"), new("client-1"), "alice"), scenario.Settings)
            .GetProperty("attestation").GetString().ShouldBe("direct");
    }
}
