using System.Text.Json.Nodes;

namespace PasskeyLedger.WebAuthn.Tests;

/// <summary>Section 7.1, steps 8 to 24: one fault at a time, and the order in which several are reported.</summary>
public sealed class RegistrationCeremonyTests
{
    [Fact]
    public void a_sound_registration_becomes_a_credential()
    {
        var made = new MadeRegistration();
        made.Flags |= AuthenticatorFlags.BackupEligible | AuthenticatorFlags.BackedUp;

        var credential = made.ShouldBeVerified();

        credential.CredentialId.ToArray().ShouldBe(made.CredentialId);
        credential.PublicKey.ToArray().ShouldBe(made.PublicKey);
        credential.Algorithm.ShouldBe(-7);
        credential.AaguidText.ShouldBe("01020304-0506-0708-0102-030405060708");
        credential.Format.ShouldBe("none");
        credential.SignCount.ShouldBe(7u);
        credential.UserVerified.ShouldBeTrue();
        credential.BackupEligible.ShouldBeTrue();
        credential.BackedUp.ShouldBeTrue();
        credential.Transports.ShouldBe(["internal", "hybrid"]);
        credential.AuthenticatorAttachment.ShouldBe("platform");
        credential.TrustLevel.ShouldBe(AttestationTrustLevel.None);
    }

    [Theory]
    [InlineData("")]
    [InlineData("AAAA")]
    [InlineData("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh9")]
    [InlineData("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8AAA")]
    public void the_challenge_is_the_one_given_out(string givenOut) =>
        ShouldFail(new(), CeremonyFailureCode.ChallengeMismatch, "7.1 step 8", e => e with { Challenge = givenOut });

    [Fact]
    public void a_challenge_does_not_appear_in_the_failure() =>
        new MadeRegistration().ShouldBeRefused(e => e with { Challenge = "AAAA" }).ToString().ShouldNotContain(MadeRegistration.Challenge);

    [Fact]
    public void the_origin_is_an_expected_one()
    {
        var made = WithClientData(("origin", "https://evil.example"));

        ShouldFail(made, CeremonyFailureCode.OriginNotAllowed, "7.1 step 9");
        made.ShouldBeVerified(e => e with { Origins = ["https://evil.example"] });
    }

    [Fact]
    public void a_frame_of_another_origin_needs_permission()
    {
        var made = WithClientData(("crossOrigin", true));

        ShouldFail(made, CeremonyFailureCode.CrossOriginNotAllowed, "7.1 step 10");
        made.ShouldBeVerified(e => e with { AllowCrossOrigin = true });
    }

    [Fact]
    public void a_top_origin_needs_permission_too()
    {
        var made = WithClientData(("topOrigin", "https://top.example"));

        ShouldFail(made, CeremonyFailureCode.CrossOriginNotAllowed, "7.1 step 11.1");
        made.ShouldBeVerified(e => e with { AllowCrossOrigin = true });
        made.ShouldBeVerified(e => e with { AllowCrossOrigin = true, TopOrigins = ["https://top.example"] });
        ShouldFail(
            made, CeremonyFailureCode.TopOriginNotAllowed, "7.1 step 11.2",
            e => e with { AllowCrossOrigin = true, TopOrigins = ["https://partner.example"] });
    }

    [Fact]
    public void the_credential_is_scoped_to_the_relying_party() =>
        ShouldFail(
            new() { RelyingPartyIdOfAuthenticator = "login.example.com" }, CeremonyFailureCode.RelyingPartyIdHashMismatch, "7.1 step 14");

    [Fact]
    public void a_user_was_present()
    {
        var made = new MadeRegistration { Flags = AuthenticatorFlags.AttestedCredentialData };

        ShouldFail(made, CeremonyFailureCode.UserNotPresent, "7.1 step 15");
        made.ShouldBeVerified(e => e with { ConditionalMediation = true });
    }

    [Fact]
    public void the_user_was_verified_where_that_is_required()
    {
        var made = new MadeRegistration { Flags = AuthenticatorFlags.AttestedCredentialData | AuthenticatorFlags.UserPresent };

        ShouldFail(made, CeremonyFailureCode.UserNotVerified, "7.1 step 16", e => e with { UserVerificationRequired = true });
        made.ShouldBeVerified().UserVerified.ShouldBeFalse();
    }

    [Fact]
    public void what_is_backed_up_is_eligible_for_it()
    {
        var made = new MadeRegistration();
        made.Flags |= AuthenticatorFlags.BackedUp;

        ShouldFail(made, CeremonyFailureCode.BackupStateInconsistent, "7.1 step 17");
    }

    [Fact]
    public void the_algorithm_was_offered() =>
        ShouldFail(new(), CeremonyFailureCode.AlgorithmNotOffered, "7.1 step 20", e => e with { Algorithms = [-257] });

    [Fact]
    public void an_unknown_format_is_refused() =>
        ShouldFail(new() { Format = "example.org.mine" }, CeremonyFailureCode.AttestationFormatNotSupported, "7.1 step 21");

    [Fact]
    public void a_format_that_is_not_accepted_is_refused()
    {
        ShouldFail(new(), CeremonyFailureCode.AttestationFormatNotAccepted, "7.1 step 21", e => e with { AcceptedFormats = ["packed"] });
        new MadeRegistration().ShouldBeVerified(e => e with { AcceptedFormats = ["packed", "none"] });
    }

    [Fact]
    public void the_statement_of_format_none_is_an_empty_map()
    {
        ShouldFail(
            new() { Statement = w => MadeRegistration.WriteMap(w, ("alg", v => v.WriteInt32(-7))) },
            CeremonyFailureCode.AttestationStatementMemberUnexpected, "8.7");
        ShouldFail(
            new() { Statement = w => MadeRegistration.WriteMap(w, ("x", v => v.WriteInt32(1))) },
            CeremonyFailureCode.AttestationStatementMemberUnexpected, "8.7");
        ShouldFail(
            new()
            {
                Statement = static w =>
                {
                    w.WriteStartArray(0);
                    w.WriteEndArray();
                },
            },
            CeremonyFailureCode.AttestationStatementMalformed, "8.7");
    }

    [Fact]
    public void models_of_authenticators_can_be_denied_and_allowed()
    {
        var made = new MadeRegistration();

        ShouldFail(made, CeremonyFailureCode.AaguidDenied, "7.1 step 24", e => e with { DeniedAaguids = [made.Aaguid], AllowedAaguids = [made.Aaguid] });
        ShouldFail(made, CeremonyFailureCode.AaguidNotAllowed, "7.1 step 24", e => e with { AllowedAaguids = [Guid.Empty] });
        made.ShouldBeVerified(e => e with { AllowedAaguids = [made.Aaguid], DeniedAaguids = [Guid.Empty] });
    }

    [Fact]
    public void of_several_faults_the_first_in_the_specifications_order_is_reported()
    {
        var made = WithClientData(("origin", "https://evil.example"), ("crossOrigin", true));
        made.RelyingPartyIdOfAuthenticator = "evil.example";
        made.Flags = AuthenticatorFlags.AttestedCredentialData | AuthenticatorFlags.BackedUp;
        made.Format = "unknown";
        var expectations = MadeRegistration.Expectations() with { Challenge = "AAAA", Algorithms = [-257], UserVerificationRequired = true };

        void Then(CeremonyFailureCode code, Func<RegistrationExpectations, RegistrationExpectations> mend)
        {
            made.ShouldBeRefused(_ => expectations).Code.ShouldBe(code);
            expectations = mend(expectations);
        }

        Then(CeremonyFailureCode.ChallengeMismatch, e => e with { Challenge = MadeRegistration.Challenge });
        Then(CeremonyFailureCode.OriginNotAllowed, e => e with { Origins = ["https://evil.example"] });
        Then(CeremonyFailureCode.CrossOriginNotAllowed, e => e with { AllowCrossOrigin = true });
        Then(CeremonyFailureCode.RelyingPartyIdHashMismatch, e => e with { RelyingPartyId = "evil.example" });
        Then(CeremonyFailureCode.UserNotPresent, e => e with { ConditionalMediation = true });
        Then(CeremonyFailureCode.UserNotVerified, e => e with { UserVerificationRequired = false });
        made.ShouldBeRefused(_ => expectations).Code.ShouldBe(CeremonyFailureCode.BackupStateInconsistent);
        made.Flags |= AuthenticatorFlags.BackupEligible;
        Then(CeremonyFailureCode.AlgorithmNotOffered, e => e with { Algorithms = [-7] });
        made.ShouldBeRefused(_ => expectations).Code.ShouldBe(CeremonyFailureCode.AttestationFormatNotSupported);
    }

    private static MadeRegistration WithClientData(params (string Member, JsonNode Value)[] members)
    {
        var made = new MadeRegistration();
        var original = made.ClientData;
        made.ClientData = () =>
        {
            var json = original();
            foreach (var (member, value) in members)
                json[member] = value.DeepClone();
            return json;
        };
        return made;
    }

    private static void ShouldFail(
        MadeRegistration made, CeremonyFailureCode code, string step, Func<RegistrationExpectations, RegistrationExpectations>? expecting = null)
    {
        var failure = made.ShouldBeRefused(expecting);
        failure.Code.ShouldBe(code);
        failure.Step.ShouldBe(step);
    }
}
