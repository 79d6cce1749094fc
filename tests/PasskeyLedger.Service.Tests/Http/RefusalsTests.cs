using System.Net;
using System.Text.Json;
using PasskeyLedger.Contracts;
using PasskeyLedger.Contracts.Events;
using PasskeyLedger.Testing;
using PasskeyLedger.Testing.Authenticator;
using PasskeyLedger.Testing.Authenticator.Attestation;
using PasskeyLedger.Testing.Authenticator.Faults;

namespace PasskeyLedger.Service.Tests.Http;

/// <summary>Every refusal that a caller can meet, reached over HTTP: the exception on the wire, and the event that records it.</summary>
public sealed class RefusalsTests(RunningLedger ledger, PostgresFixture postgres) : IClassFixture<RunningLedger>
{
    private static readonly Guid AnyModel = Guid.NewGuid();

    [Fact]
    public async Task a_network_rule_of_the_pool_forbids_and_is_recorded()
    {
        var user = ledger.User(Pools.DenyingHeader);
        using var denied = ledger.WithHeader("X-Forbidden", "pool");

        (await Should.ThrowAsync<ForbiddenException>(() => denied.StartWebAuthnRegistrationAsync(new() { AccessToken = user.Token }, TestContext.Current.CancellationToken)))
            .Message.ShouldBe("The call is not allowed.", "which rule it is would say what to change");

        (await ShouldBeRecordedAsync(user, RejectionReason.NetworkRule, "StartWebAuthnRegistration")).Detail.ShouldContain("X-Forbidden");
    }

    [Fact]
    public async Task a_network_rule_of_the_service_forbids_before_anybody_is_known()
    {
        var user = ledger.User(Pools.Plain);
        using var denied = ledger.WithHeader("X-Forbidden", "service");

        (await Should.ThrowAsync<ForbiddenException>(() => denied.StartWebAuthnRegistrationAsync(new() { AccessToken = user.Token }, TestContext.Current.CancellationToken)))
            .Message.ShouldBe("The call is not allowed.");

        (await user.EventsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task too_many_calls_of_an_address_are_refused_before_anybody_is_known()
    {
        await using var crowded = new RunningLedger(postgres) { PerAddressPerMinute = 2 };
        await crowded.InitializeAsync();
        await crowded.User(Pools.Plain).StartAsync();
        await crowded.User(Pools.Plain).StartAsync();
        var user = crowded.User(Pools.Plain);

        await Should.ThrowAsync<TooManyRequestsException>(user.StartAsync);

        (await user.EventsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task too_many_calls_of_a_user_are_refused_and_recorded()
    {
        var user = ledger.User(Pools.OfOneCallAMinute);
        await user.StartAsync();

        await Should.ThrowAsync<TooManyRequestsException>(user.StartAsync);

        await ShouldBeRecordedAsync(user, RejectionReason.UserRateExceeded, "StartWebAuthnRegistration");
    }

    [Fact]
    public async Task passkeys_that_are_off_are_refused_at_start_and_at_complete()
    {
        var user = ledger.User(Pools.Disabled);

        await Should.ThrowAsync<WebAuthnNotEnabledException>(user.StartAsync);
        await ShouldBeRecordedAsync(user, RejectionReason.PasskeysDisabled, "StartWebAuthnRegistration");

        await Should.ThrowAsync<WebAuthnNotEnabledException>(() => user.CompleteAsync(Answer()));
        await ShouldBeRecordedAsync(user, RejectionReason.PasskeysDisabled, "CompleteWebAuthnRegistration");
    }

    [Fact]
    public async Task a_pool_without_a_relying_party_cannot_start()
    {
        var user = ledger.User(Pools.WithoutRelyingParty);

        await Should.ThrowAsync<WebAuthnConfigurationMissingException>(user.StartAsync);

        await ShouldBeRecordedAsync(user, RejectionReason.RelyingPartyMissing, "StartWebAuthnRegistration");
    }

    [Fact]
    public async Task the_limit_of_passkeys_is_refused_at_start_and_at_complete()
    {
        var user = ledger.User(Pools.OfOnePasskey);
        var second = new SoftwareAuthenticator().Register(await user.StartAsync());
        await user.RegisterAsync();

        await Should.ThrowAsync<LimitExceededException>(user.StartAsync);
        await ShouldBeRecordedAsync(user, RejectionReason.CredentialLimitReached, "StartWebAuthnRegistration");

        await Should.ThrowAsync<LimitExceededException>(() => user.CompleteAsync(second));
        await ShouldBeRecordedAsync(user, RejectionReason.CredentialLimitReached, "CompleteWebAuthnRegistration");
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""[]""")]
    [InlineData("\"not json\"")]
    [InlineData("""{"id":"AA","rawId":"AA","type":"public-key","response":{"clientDataJSON":"AA","attestationObject":"AA"}}""")]
    public async Task a_credential_without_the_form_of_one_is_an_invalid_parameter(string credential)
    {
        var user = ledger.User(Pools.Plain);

        var refused = await Should.ThrowAsync<InvalidParameterException>(() => user.CompleteAsync(JsonSerializer.Deserialize<JsonElement>(credential)));

        refused.ReasonCode.ShouldBe("credential_malformed");
        var recorded = await ShouldBeRecordedAsync(user, RejectionReason.CredentialMalformed, "CompleteWebAuthnRegistration");
        recorded.Evidence!.Raw!.Value.ToArray().ShouldBe(System.Text.Encoding.UTF8.GetBytes(credential));
    }

    [Fact]
    public async Task a_challenge_that_was_never_given_is_not_found()
    {
        var user = ledger.User(Pools.Plain);

        await Should.ThrowAsync<WebAuthnChallengeNotFoundException>(() => user.CompleteAsync(Answer()));

        await ShouldBeRecordedAsync(user, RejectionReason.ChallengeUnknown, "CompleteWebAuthnRegistration");
    }

    [Fact]
    public async Task a_challenge_of_another_user_is_not_found()
    {
        var mallory = ledger.User(Pools.Plain);
        var answer = new SoftwareAuthenticator().Register(await ledger.User(Pools.Plain).StartAsync());

        await Should.ThrowAsync<WebAuthnChallengeNotFoundException>(() => mallory.CompleteAsync(answer));

        await ShouldBeRecordedAsync(mallory, RejectionReason.ChallengeUnknown, "CompleteWebAuthnRegistration");
    }

    [Fact]
    public async Task a_challenge_that_was_used_is_not_found()
    {
        var user = ledger.User(Pools.Plain);
        var ceremony = await user.StartAsync();
        await user.CompleteAsync(new SoftwareAuthenticator().Register(ceremony));

        await Should.ThrowAsync<WebAuthnChallengeNotFoundException>(() => user.CompleteAsync(new SoftwareAuthenticator().Register(ceremony)));

        await ShouldBeRecordedAsync(user, RejectionReason.ChallengeUsed, "CompleteWebAuthnRegistration");
    }

    [Fact]
    public async Task a_challenge_that_has_expired_is_not_found()
    {
        var user = ledger.User(Pools.OfShortChallenges);
        var answer = new SoftwareAuthenticator().Register(await user.StartAsync());
        ledger.Clock.Advance(TimeSpan.FromSeconds(30));

        await Should.ThrowAsync<WebAuthnChallengeNotFoundException>(() => user.CompleteAsync(answer));

        await ShouldBeRecordedAsync(user, RejectionReason.ChallengeExpired, "CompleteWebAuthnRegistration");
    }

    [Fact]
    public async Task another_client_than_the_one_that_started_is_a_mismatch()
    {
        var user = ledger.User(Pools.Plain);
        var answer = new SoftwareAuthenticator().Register(await user.StartAsync());

        await Should.ThrowAsync<WebAuthnClientMismatchException>(() => user.WithClient("client-2").CompleteAsync(answer));

        await ShouldBeRecordedAsync(user, RejectionReason.ClientMismatch, "CompleteWebAuthnRegistration");
    }

    [Fact]
    public Task an_origin_that_is_not_allowed_is_refused() => ShouldRefuseAsync<WebAuthnOriginNotAllowedException>(
        Pools.Plain, new() { Origin = "https://example.com.evil.example" }, RejectionReason.OriginNotAllowed);

    [Fact]
    public Task a_credential_made_in_a_frame_of_another_origin_is_refused() => ShouldRefuseAsync<WebAuthnOriginNotAllowedException>(
        Pools.Plain, new() { CrossOrigin = true }, RejectionReason.CrossOriginNotAllowed);

    [Fact]
    public Task another_relying_party_is_a_mismatch() => ShouldRefuseAsync<WebAuthnRelyingPartyMismatchException>(
        Pools.Plain, new() { Fault = AuthenticatorFault.RpIdHashWrong }, RejectionReason.RelyingPartyMismatch);

    [Fact]
    public Task a_user_who_was_not_present_is_not_supported() => ShouldRefuseAsync<WebAuthnCredentialNotSupportedException>(
        Pools.Plain, new() { Flags = Testing.Authenticator.AuthenticatorFlags.UserVerified }, RejectionReason.UserNotPresent);

    [Fact]
    public Task a_user_who_was_not_verified_is_not_supported_where_it_is_required() => ShouldRefuseAsync<WebAuthnCredentialNotSupportedException>(
        Pools.RequiringVerification, new() { Flags = Testing.Authenticator.AuthenticatorFlags.UserPresent }, RejectionReason.UserNotVerified);

    [Fact]
    public Task a_backed_up_key_that_cannot_be_backed_up_is_not_supported() => ShouldRefuseAsync<WebAuthnCredentialNotSupportedException>(
        Pools.Plain,
        new() { Flags = Testing.Authenticator.AuthenticatorFlags.UserPresent | Testing.Authenticator.AuthenticatorFlags.BackedUp },
        RejectionReason.BackupStateInconsistent);

    [Fact]
    public Task an_algorithm_that_was_not_offered_is_not_supported() => ShouldRefuseAsync<WebAuthnCredentialNotSupportedException>(
        Pools.Plain, new() { Fault = AuthenticatorFault.AlgorithmNotOffered }, RejectionReason.AlgorithmNotOffered);

    [Fact]
    public Task a_public_key_that_is_none_is_not_supported() => ShouldRefuseAsync<WebAuthnCredentialNotSupportedException>(
        Pools.Plain, new() { Fault = AuthenticatorFault.PointNotOnTheCurve }, RejectionReason.PublicKeyInvalid);

    [Fact]
    public Task a_format_that_the_pool_does_not_accept_is_not_supported() => ShouldRefuseAsync<WebAuthnCredentialNotSupportedException>(
        Pools.OfPackedOnly, new(), RejectionReason.AttestationFormatNotAccepted);

    [Fact]
    public Task an_attestation_with_a_false_signature_is_not_supported() => ShouldRefuseAsync<WebAuthnCredentialNotSupportedException>(
        Pools.Plain,
        new() { Fault = AuthenticatorFault.PackedSelfSignatureCorrupted },
        RejectionReason.AttestationInvalid);

    [Fact]
    public async Task an_attestation_of_an_unknown_maker_is_not_supported_where_the_pool_has_trust_anchors()
    {
        var user = ledger.User(Pools.OfKnownMakers);
        var ceremony = await user.StartAsync();
        var unknown = new SoftwareAuthenticator { Attestation = new PackedAttestation { Authority = new AttestationAuthority("Unknown") } };

        await Should.ThrowAsync<WebAuthnCredentialNotSupportedException>(() => user.CompleteAsync(unknown.Register(ceremony)));
        await ShouldBeRecordedAsync(user, RejectionReason.AttestationUntrusted, "CompleteWebAuthnRegistration");

        await user.CompleteAsync(new SoftwareAuthenticator { Attestation = new PackedAttestation() }.Register(ceremony));
        var completed = (await user.EventsAsync())[^1];
        ((RegistrationCompleted)StoredEvents.Read(completed.Type, completed.Data.Span)).Attestation.ShouldBe(AttestationTrust.Trusted);
    }

    [Fact]
    public Task a_model_that_the_pool_denies_is_not_supported() => ShouldRefuseAsync<WebAuthnCredentialNotSupportedException>(
        Pools.DenyingModel, new() { Aaguid = Pools.DeniedModel }, RejectionReason.AaguidDenied);

    [Fact]
    public async Task a_credential_id_of_another_user_is_an_invalid_parameter()
    {
        var taken = await ledger.User(Pools.Plain).RegisterAsync();
        var user = ledger.User(Pools.Plain);
        var answer = new SoftwareAuthenticator { CredentialId = taken.CredentialId }.Register(await user.StartAsync());

        var refused = await Should.ThrowAsync<InvalidParameterException>(() => user.CompleteAsync(answer));

        refused.ReasonCode.ShouldBe("credential_already_registered");
        await ShouldBeRecordedAsync(user, RejectionReason.CredentialAlreadyRegistered, "CompleteWebAuthnRegistration");
        (await user.ListAsync()).Credentials.ShouldBeEmpty();
    }

    [Fact]
    public async Task the_same_credential_id_may_be_registered_in_another_pool()
    {
        var taken = await ledger.User(Pools.Plain).RegisterAsync();

        await ledger.User(Pools.OfOneClient).RegisterAsync(new() { CredentialId = taken.CredentialId });
    }

    [Fact]
    public async Task a_passkey_of_another_user_cannot_be_deleted()
    {
        var passkey = await ledger.User(Pools.Plain).RegisterAsync();
        var user = ledger.User(Pools.Plain);

        await Should.ThrowAsync<ResourceNotFoundException>(() => user.DeleteAsync(passkey.CredentialIdText));

        await ShouldBeRecordedAsync(user, RejectionReason.CredentialNotFound, "DeleteWebAuthnCredential");
    }

    private async Task ShouldRefuseAsync<TException>(string pool, SoftwareAuthenticator authenticator, RejectionReason reason)
        where TException : ServiceException
    {
        var user = ledger.User(pool);
        var ceremony = await user.StartAsync();

        var refused = await Should.ThrowAsync<TException>(() => user.CompleteAsync(authenticator.Register(ceremony)));

        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        refused.RequestId.ShouldNotBeNullOrEmpty();
        var recorded = await ShouldBeRecordedAsync(user, reason, "CompleteWebAuthnRegistration");
        recorded.Detail.ShouldBe(refused.Message);
        recorded.RegistrationId.ShouldNotBeNull();

        // The attempt leaves the challenge: a sound authenticator can still answer it.
        await user.CompleteAsync(new SoftwareAuthenticator { Attestation = new PackedAttestation(), Aaguid = AnyModel }.Register(ceremony));
    }

    private static async Task<RegistrationRejected> ShouldBeRecordedAsync(User user, RejectionReason reason, string operation)
    {
        var stored = (await user.EventsAsync())[^1];
        var recorded = StoredEvents.Read(stored.Type, stored.Data.Span).ShouldBeOfType<RegistrationRejected>();
        recorded.Reason.ShouldBe(reason);
        recorded.Operation.ShouldBe(operation);
        EventHeaders.FromJson(stored.Headers.Span).ClientId.ShouldNotBeNull();
        return recorded;
    }

    private static MadeRegistration Answer() => new SoftwareAuthenticator().Register(RegistrationCeremony.Example());
}
