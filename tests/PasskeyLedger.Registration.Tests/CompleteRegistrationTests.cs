using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using PasskeyLedger.Contracts.Events;
using PasskeyLedger.Testing.Authenticator;
using PasskeyLedger.Testing.Authenticator.Attestation;
using PasskeyLedger.Testing.Authenticator.Faults;
using PasskeyLedger.WebAuthn.Metadata;

namespace PasskeyLedger.Registration.Tests;

public sealed class CompleteRegistrationTests
{
    private readonly Scenario scenario = new();

    [Fact]
    public void an_answer_to_a_challenge_registers_its_credential_with_all_that_proves_it()
    {
        var started = scenario.Started();
        var answer = Scenario.Answer(started, new SoftwareAuthenticator { SignCount = 3, Transports = ["usb", "nfc"], Attachment = "cross-platform" });

        var completed = scenario.WhenCompleting(answer).ShouldBeOfType<Decision.Accepted>().Events.ShouldHaveSingleItem().ShouldBeOfType<RegistrationCompleted>();

        completed.RegistrationId.ShouldBe(started.RegistrationId);
        completed.Challenge.ShouldBe(started.Challenge);
        completed.CredentialId.ShouldBe(answer.CredentialIdText);
        completed.ClientDataJSON.ToArray().ShouldBe(answer.ClientDataJson);
        completed.ClientDataSha256.ShouldBe(Convert.ToHexStringLower(SHA256.HashData(answer.ClientDataJson)));
        completed.AttestationObject.ToArray().ShouldBe(answer.AttestationObject);
        completed.Algorithm.ShouldBe(-7);
        completed.Format.ShouldBe("none");
        completed.Attestation.ShouldBe(AttestationTrust.None);
        completed.SignCount.ShouldBe(3);
        completed.Transports.ShouldBe(["usb", "nfc"]);
        completed.Attachment.ShouldBe("cross-platform");
        completed.FriendlyName.ShouldBe("Security key");
        completed.Flags.ShouldBe(new Contracts.Events.AuthenticatorFlags { UserPresent = true, UserVerified = true, BackupEligible = false, BackedUp = false });
        completed.PoolVersion.ShouldBe(7);
    }

    [Fact]
    public void self_attestation_is_recorded_as_such() =>
        scenario.Completed(new SoftwareAuthenticator { Attestation = new PackedSelfAttestation() }).Attestation.ShouldBe(AttestationTrust.Self);

    [Fact]
    public void an_attestation_counts_as_trusted_by_the_pools_anchors_alone()
    {
        var packed = new SoftwareAuthenticator { Attestation = new PackedAttestation() };

        scenario.Completed(packed).Attestation.ShouldBe(AttestationTrust.Unverified);
        scenario.Trusting(new PoolTrust([AttestationAuthority.Shared.Root], Metadata: null)).Completed(packed).Attestation.ShouldBe(AttestationTrust.Trusted);
        scenario.Trusting(new PoolTrust([new AttestationAuthority("Other").Root], Metadata: null));
        Then.IsRefused(scenario.WhenCompleting(Scenario.Answer(scenario.Started(), packed)), RejectionReason.AttestationUntrusted);
    }

    [Fact]
    public void a_model_that_the_pools_metadata_reports_as_revoked_is_refused()
    {
        var packed = new SoftwareAuthenticator { Attestation = new PackedAttestation() };

        scenario.Trusting(Metadata(packed.Aaguid)).Completed(packed).Attestation.ShouldBe(AttestationTrust.Trusted);
        scenario.Trusting(Metadata(packed.Aaguid, SignedMetadata.Report("REVOKED", "2026-01-01")));
        Then.IsRefused(scenario.WhenCompleting(Scenario.Answer(scenario.Started(), packed)), RejectionReason.AttestationUntrusted);
    }

    [Fact]
    public void a_challenge_completes_once()
    {
        var started = scenario.Started();
        var first = Scenario.Answer(started);
        var second = Scenario.Answer(started);
        scenario.Given(Accepted(scenario.WhenCompleting(first)));

        Then.IsRefused(scenario.WhenCompleting(second), RejectionReason.ChallengeUsed).RegistrationId.ShouldBe(started.RegistrationId);
    }

    [Fact]
    public void the_same_answer_again_is_done_already_and_adds_no_event()
    {
        var answer = Scenario.Answer(scenario.Started());
        scenario.Given(Accepted(scenario.WhenCompleting(answer)));

        scenario.WhenCompleting(answer).ShouldBeOfType<Decision.Accepted>().Events.ShouldBeEmpty();
    }

    [Fact]
    public void the_same_answer_again_is_done_already_though_the_user_was_erased_and_its_client_data_is_gone()
    {
        var answer = Scenario.Answer(scenario.Started());
        var completed = (RegistrationCompleted)Accepted(scenario.WhenCompleting(answer));
        scenario.Given(completed with { ClientDataJSON = default }, new UserErased { Reason = "asked to", ErasedBy = "operator", KeyIds = [] });

        scenario.WhenCompleting(answer).ShouldBeOfType<Decision.Accepted>().Events.ShouldBeEmpty();
    }

    [Fact]
    public void the_same_answer_again_is_done_already_where_its_event_is_of_before_the_hash_was_kept()
    {
        var answer = Scenario.Answer(scenario.Started());
        scenario.Given((RegistrationCompleted)Accepted(scenario.WhenCompleting(answer)) with { ClientDataSha256 = null });

        scenario.WhenCompleting(answer).ShouldBeOfType<Decision.Accepted>().Events.ShouldBeEmpty();
    }

    [Fact]
    public void the_same_answer_again_is_done_already_even_when_no_other_could_be_accepted()
    {
        scenario.Under(webAuthn => webAuthn with { CredentialLimit = 1 });
        var answer = Scenario.Answer(scenario.Started());
        scenario.Given(Accepted(scenario.WhenCompleting(answer)));

        scenario.After(TimeSpan.FromDays(400)).Under(webAuthn => webAuthn with { Enabled = false });

        scenario.WhenCompleting(answer).ShouldBeOfType<Decision.Accepted>().Events.ShouldBeEmpty();
    }

    [Fact]
    public void the_same_answer_after_its_passkey_was_deleted_finds_the_challenge_used()
    {
        var answer = Scenario.Answer(scenario.Started());
        scenario.Given(Accepted(scenario.WhenCompleting(answer)));
        scenario.Given(Accepted(scenario.WhenDeleting(answer.CredentialIdText)));

        Then.IsRefused(scenario.WhenCompleting(answer), RejectionReason.ChallengeUsed);
    }

    [Fact]
    public void a_failed_attempt_leaves_the_challenge_for_another_authenticator()
    {
        var started = scenario.Started();
        var refused = Then.IsRefused(
            scenario.WhenCompleting(Scenario.Answer(started, new SoftwareAuthenticator { Origin = "https://evil.example" })),
            RejectionReason.OriginNotAllowed);
        scenario.Given(refused);

        scenario.WhenCompleting(Scenario.Answer(started)).ShouldBeOfType<Decision.Accepted>();
    }

    [Fact]
    public void an_answer_to_a_challenge_of_nobody_is_refused() =>
        Then.IsRefused(scenario.WhenCompleting(new SoftwareAuthenticator().Register(RegistrationCeremony.Example())), RejectionReason.ChallengeUnknown);

    [Fact]
    public void a_challenge_is_void_from_its_expiry_on()
    {
        var answer = Scenario.Answer(scenario.Started());

        scenario.After(TimeSpan.FromMinutes(5) - TimeSpan.FromMicroseconds(1)).WhenCompleting(answer).ShouldBeOfType<Decision.Accepted>();
        Then.IsRefused(scenario.After(TimeSpan.FromMicroseconds(1)).WhenCompleting(answer), RejectionReason.ChallengeExpired);
    }

    [Fact]
    public void a_challenge_that_expired_long_ago_is_forgotten_when_another_is_given()
    {
        var old = scenario.Started();
        scenario.After(TimeSpan.FromMinutes(5) + UserPasskeys.ChallengeMemory).Started();
        scenario.State.Started.ShouldContainKey(old.Challenge);

        scenario.After(TimeSpan.FromMicroseconds(1)).Started();
        scenario.State.Started.ShouldNotContainKey(old.Challenge);
    }

    [Fact]
    public void only_the_client_that_started_may_complete()
    {
        var started = scenario.Started();

        Then.IsRefused(scenario.As("client-2").WhenCompleting(Scenario.Answer(started)), RejectionReason.ClientMismatch)
            .RegistrationId.ShouldBe(started.RegistrationId);
    }

    [Fact]
    public void the_last_free_place_is_given_once()
    {
        scenario.Under(webAuthn => webAuthn with { CredentialLimit = 1 });
        var first = Scenario.Answer(scenario.Started());
        var second = Scenario.Answer(scenario.Started());
        scenario.Given(Accepted(scenario.WhenCompleting(first)));

        Then.IsRefused(scenario.WhenCompleting(second), RejectionReason.CredentialLimitReached);
    }

    [Fact]
    public void a_credential_that_the_user_has_already_is_not_registered_twice()
    {
        byte[] id = [1, 2, 3, 4];
        scenario.Completed(new SoftwareAuthenticator { CredentialId = id });

        Then.IsRefused(
            scenario.WhenCompleting(Scenario.Answer(scenario.Started(), new SoftwareAuthenticator { CredentialId = id })),
            RejectionReason.CredentialAlreadyRegistered);
    }

    [Fact]
    public void a_credential_that_another_user_claimed_is_refused_with_the_registration_it_was_for()
    {
        var started = scenario.Started();
        var command = scenario.Command(Scenario.Answer(started));

        Then.IsRefused(CompleteRegistration.RefuseClaimed(scenario.State, command), RejectionReason.CredentialAlreadyRegistered)
            .RegistrationId.ShouldBe(started.RegistrationId);
    }

    [Fact]
    public void what_was_asked_at_the_start_is_what_counts_at_the_end()
    {
        var started = scenario.Under(webAuthn => webAuthn with { UserVerification = UserVerification.Required }).Started();
        scenario.Under(webAuthn => webAuthn with { UserVerification = UserVerification.Preferred });
        var unverified = new SoftwareAuthenticator { Flags = Testing.Authenticator.AuthenticatorFlags.UserPresent };

        Then.IsRefused(scenario.WhenCompleting(Scenario.Answer(started, unverified)), RejectionReason.UserNotVerified);
    }

    [Fact]
    public void a_refusal_keeps_what_was_sent()
    {
        var answer = Scenario.Answer(scenario.Started(), new SoftwareAuthenticator { Origin = "https://evil.example" });

        var evidence = Then.IsRefused(scenario.WhenCompleting(answer), RejectionReason.OriginNotAllowed).Evidence!;

        evidence.Raw!.Value.ToArray().ShouldBe(Encoding.UTF8.GetBytes(answer.Json));
        evidence.Size.ShouldBe(answer.Json.Length);
        evidence.Sha256.ShouldBe(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(answer.Json))));
    }

    [Fact]
    public void of_evidence_over_64_kib_only_the_hash_is_kept()
    {
        EvidenceOf.Bytes(new byte[64 * 1024]).Raw.ShouldNotBeNull();
        EvidenceOf.Bytes(new byte[(64 * 1024) + 1]).Raw.ShouldBeNull();
    }

    [Fact]
    public void a_malformed_answer_comes_before_its_challenge_and_the_limit_before_both()
    {
        var malformed = new SoftwareAuthenticator { Fault = AuthenticatorFault.AttestationObjectTrailing }.Register(RegistrationCeremony.Example());
        Then.IsRefused(scenario.WhenCompleting(malformed), RejectionReason.CredentialMalformed);

        scenario.Under(webAuthn => webAuthn with { CredentialLimit = 1 }).Completed();
        Then.IsRefused(scenario.WhenCompleting(malformed), RejectionReason.CredentialLimitReached);

        scenario.Under(webAuthn => webAuthn with { Enabled = false });
        Then.IsRefused(scenario.WhenCompleting(malformed), RejectionReason.PasskeysDisabled);
    }

    [Theory]
    [InlineData("https://partner.example", true)]
    [InlineData("https://app.example.com", true)]
    [InlineData("https://elsewhere.example", false)]
    public void a_pool_says_which_pages_may_frame_the_ceremony(string topOrigin, bool accepted)
    {
        scenario.Under(settings => settings with { AllowCrossOrigin = true, TopOrigins = ["https://partner.example"] });
        var answer = Scenario.Answer(scenario.Started(), new SoftwareAuthenticator { CrossOrigin = true, TopOrigin = topOrigin });

        var decision = scenario.WhenCompleting(answer);

        if (accepted)
            decision.ShouldBeOfType<Decision.Accepted>();
        else
            Then.IsRefused(decision, RejectionReason.CrossOriginNotAllowed);
    }

    private static IStoredEvent Accepted(Decision decision) => decision.ShouldBeOfType<Decision.Accepted>().Events.ShouldHaveSingleItem();

    private PoolTrust Metadata(Guid model, params JsonObject[] reports)
    {
        var service = new SignedMetadata();
        var blob = service.Sign(SignedMetadata.Payload(SignedMetadata.Entry(model, AttestationAuthority.Shared.Root, "basic_full", reports)));
        return new PoolTrust([], MetadataBlob.Read(blob, [service.Root], scenario.Now).ShouldBeOfType<MetadataReading.Accepted>().Blob);
    }
}
