using System.Text.Json;
using PasskeyLedger.Contracts.Events;
using PasskeyLedger.Testing.Authenticator;
using PasskeyLedger.Testing.Authenticator.Attestation;

namespace PasskeyLedger.Service.Tests.Http;

/// <summary>Registrations that go well.</summary>
public sealed class RegistrationTests(RunningLedger ledger) : IClassFixture<RunningLedger>
{
    public static TheoryData<string, long> Sound => new()
    {
        { "none", CoseAlgorithm.ES256 },
        { "none", CoseAlgorithm.RS256 },
        { "packed", CoseAlgorithm.ES256 },
        { "packed", CoseAlgorithm.RS256 },
        { "packed with certificates", CoseAlgorithm.ES256 },
    };

    [Theory]
    [MemberData(nameof(Sound))]
    public async Task a_registration_goes_from_start_to_the_list(string format, long algorithm)
    {
        var user = ledger.User(Pools.Plain);
        var answer = await user.RegisterAsync(new()
        {
            Attestation = AttestationOf(format),
            Algorithm = algorithm,
            Attachment = "cross-platform",
            Transports = ["usb"],
        });

        var listed = (await user.ListAsync()).Credentials.ShouldHaveSingleItem();
        listed.CredentialId.ShouldBe(answer.CredentialIdText);
        listed.FriendlyCredentialName.ShouldBe("Security key");
        listed.RelyingPartyId.ShouldBe("example.com");
        listed.AuthenticatorAttachment.ShouldBe("cross-platform");
        listed.AuthenticatorTransports.ShouldBe(["usb"]);

        var events = await user.EventsAsync();
        events.Select(stored => stored.Type).ShouldBe(["registration_started", "registration_completed"]);
        events.Select(stored => stored.Version).ShouldBe([1, 2]);
        var completed = (RegistrationCompleted)StoredEvents.Read(events[1].Type, events[1].Data.Span);
        completed.ClientDataJSON.ToArray().ShouldBe(answer.ClientDataJson);
        completed.AttestationObject.ToArray().ShouldBe(answer.AttestationObject);
        completed.Algorithm.ShouldBe((int)algorithm);
        completed.Format.ShouldBe(format.Split(' ')[0]);
        listed.CreatedAt.ShouldBe(events[1].Timestamp, TimeSpan.FromMilliseconds(1));
    }

    [Fact]
    public async Task a_credential_may_come_as_a_string_that_holds_the_object()
    {
        var user = ledger.User(Pools.Plain);
        var answer = new SoftwareAuthenticator().Register(await user.StartAsync());

        await user.CompleteAsync(JsonSerializer.SerializeToElement(answer.Json));

        (await user.ListAsync()).Credentials.ShouldHaveSingleItem().CredentialId.ShouldBe(answer.CredentialIdText);
    }

    [Fact]
    public async Task a_repeated_complete_succeeds_again_and_adds_no_event()
    {
        var user = ledger.User(Pools.Plain);
        var answer = await user.RegisterAsync();

        await user.CompleteAsync(answer);

        (await user.EventsAsync()).Count.ShouldBe(2);
    }

    [Fact]
    public async Task a_deleted_passkey_is_gone_from_the_list_and_stays_in_the_ledger()
    {
        var user = ledger.User(Pools.Plain);
        var answer = await user.RegisterAsync();

        await user.DeleteAsync(answer.CredentialIdText);

        (await user.ListAsync()).Credentials.ShouldBeEmpty();
        (await user.EventsAsync()).Select(stored => stored.Type)
            .ShouldBe(["registration_started", "registration_completed", "credential_deleted"]);
    }

    [Fact]
    public async Task the_passkeys_of_a_user_are_excluded_from_the_next_registration()
    {
        var user = ledger.User(Pools.Plain);
        var answer = await user.RegisterAsync();

        var options = (await ledger.Client.StartWebAuthnRegistrationAsync(new() { AccessToken = user.Token }, TestContext.Current.CancellationToken)).CredentialCreationOptions;

        options.GetProperty("excludeCredentials").EnumerateArray().ShouldHaveSingleItem().GetProperty("id").GetString().ShouldBe(answer.CredentialIdText);
    }

    [Fact]
    public async Task the_list_comes_in_pages_oldest_first()
    {
        var user = ledger.User(Pools.Plain);
        var registered = new List<string>();
        for (var count = 0; count < 5; count++)
            registered.Add((await user.RegisterAsync()).CredentialIdText);

        var listed = new List<string>();
        string? next = null;
        do
        {
            var page = await user.ListAsync(maxResults: 2, nextToken: next);
            page.Credentials.Count.ShouldBeLessThanOrEqualTo(2);
            listed.AddRange(page.Credentials.Select(credential => credential.CredentialId));
            next = page.NextToken;
        }
        while (next is not null);

        listed.ShouldBe(registered);
    }

    [Fact]
    public async Task an_event_says_where_its_call_came_from()
    {
        var user = ledger.User(Pools.Plain);
        await user.StartAsync();

        var stored = (await user.EventsAsync()).ShouldHaveSingleItem();
        var headers = EventHeaders.FromJson(stored.Headers.Span);
        headers.SourceAddress.ShouldBe("127.0.0.1");
        headers.UserAgent.ShouldBe(RunningLedger.UserAgent);
        headers.ClientId.ShouldBe("client-1");
        stored.CorrelationId.ShouldBe(headers.RequestId);
        stored.UserName.ShouldBe(user.Sub);
    }

    [Fact]
    public async Task a_registration_refers_to_the_settings_it_was_decided_under()
    {
        var user = ledger.User(Pools.OfOnePasskey);
        await user.StartAsync();

        var stored = (await user.EventsAsync()).ShouldHaveSingleItem();
        var started = (RegistrationStarted)StoredEvents.Read(stored.Type, stored.Data.Span);
        var pool = await ledger.Store.ReadStreamAsync(ReadModels.LedgerStreams.Pool(Pools.OfOnePasskey), new(), TestContext.Current.CancellationToken);
        var configured = pool.Events.Single(stored => stored.Version == started.PoolVersion);
        ((UserPoolConfigured)StoredEvents.Read(configured.Type, configured.Data.Span)).Settings.WebAuthn.CredentialLimit.ShouldBe(1);
    }

    private static IAttestationFormat AttestationOf(string format) => format switch
    {
        "none" => new NoneAttestation(),
        "packed" => new PackedSelfAttestation(),
        _ => new PackedAttestation(),
    };
}
