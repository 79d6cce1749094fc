using PasskeyLedger.Contracts.Events;
using PasskeyLedger.Testing.Authenticator;
using PasskeyLedger.WebAuthn;

namespace PasskeyLedger.Registration.Tests;

public sealed class DecideAgainTests
{
    private static readonly AttestationVerifier Verifier = new();
    private static readonly DateTimeOffset Then = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Fact]
    public void a_registration_is_accepted_again_under_what_it_was_accepted_under() =>
        DecideAgain.Decide(Question(), Verifier).ShouldBeNull();

    [Fact]
    public void a_challenge_that_has_expired_since_is_no_reason() =>
        DecideAgain.Decide(Question() with { At = Then.AddYears(5) }, Verifier).ShouldBeNull();

    [Fact]
    public void what_a_pool_does_not_accept_is_refused_with_the_step_that_fails()
    {
        var refusal = DecideAgain.Decide(Question(webAuthn => webAuthn with { Attestation = webAuthn.Attestation with { Formats = ["packed"] } }), Verifier);

        refusal.ShouldNotBeNull().Reason.ShouldBe(RejectionReason.AttestationFormatNotAccepted);
        refusal.Step.ShouldNotBeNull();
    }

    [Fact]
    public void what_is_supposed_to_have_been_asked_for_is_held_against_the_answer()
    {
        var question = Question();

        DecideAgain.Decide(question with { Started = question.Started with { Algorithms = [-257] } }, Verifier)
            .ShouldNotBeNull().Reason.ShouldBe(RejectionReason.AlgorithmNotOffered);
        DecideAgain.Decide(question with { Started = question.Started with { UserVerification = UserVerification.Required } }, Verifier)
            .ShouldNotBeNull().Reason.ShouldBe(RejectionReason.UserNotVerified);
    }

    [Fact]
    public void a_pool_without_passkeys_refuses_all() =>
        DecideAgain.Decide(Question(webAuthn => webAuthn with { Enabled = false }), Verifier).ShouldNotBeNull().Reason.ShouldBe(RejectionReason.PasskeysDisabled);

    [Theory]
    [InlineData("AAAA")]
    [InlineData("not base64url!")]
    public void evidence_of_another_credential_is_refused(string credentialId)
    {
        var question = Question();

        DecideAgain.Decide(question with { Completed = question.Completed with { CredentialId = credentialId } }, Verifier)
            .ShouldNotBeNull().Reason.ShouldBe(RejectionReason.CredentialMalformed);
    }

    [Fact]
    public void evidence_that_is_not_there_any_more_is_told_apart()
    {
        DecideAgain.IsErased(Question().Completed).ShouldBeFalse();
        DecideAgain.IsErased(Question().Completed with { ClientDataJSON = default }).ShouldBeTrue();
    }

    /// <summary>A registration by an authenticator that does not verify its user, as the pool let it do.</summary>
    private static DecideAgain.Question Question(Func<WebAuthnSettings, WebAuthnSettings>? change = null)
    {
        var scenario = new Scenario();
        var ceremony = RegistrationCeremony.Example() with { Algorithms = [CoseAlgorithm.ES256] };
        var made = new SoftwareAuthenticator { Flags = Testing.Authenticator.AuthenticatorFlags.UserPresent }.Register(ceremony);
        var started = new RegistrationStarted
        {
            RegistrationId = "0198f3a0-0000-7000-8000-000000000001",
            Challenge = System.Buffers.Text.Base64Url.EncodeToString(ceremony.Challenge),
            RelyingPartyId = "example.com",
            ClientId = "client-1",
            UserVerification = UserVerification.Preferred,
            Algorithms = [-7],
            ExpiresAt = Then.AddMinutes(5),
            PoolVersion = 1,
        };
        var context = new CallContext(
            "CompleteWebAuthnRegistration", new(new("pool"), new("sub"), new("client-1"), "name"), scenario.Settings, PoolVersion: 1, Then);
        var command = new CompleteRegistration.Command(context, RegistrationResponse.Parse(made.ToJsonElement()), default, PoolTrust.None);
        var state = UserPasskeys.None.Evolve(started, Then);
        var expectations = CompleteRegistration.Expect(state, command).ShouldNotBeNull();
        var verdict = Verifier.Verify(((ParsedRegistration.Accepted)command.Credential).Response, expectations);
        var accepted = CompleteRegistration.Decide(state, command, verdict).ShouldBeOfType<Decision.Accepted>();
        var pool = change is null ? scenario.Settings : scenario.Settings with { WebAuthn = change(scenario.Settings.WebAuthn) };
        return new(
            (RegistrationCompleted)accepted.Events.ShouldHaveSingleItem(), StartedRegistration.From(started), pool, PoolTrust.None, Then);
    }
}
