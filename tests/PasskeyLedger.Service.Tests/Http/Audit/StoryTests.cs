using System.Text.Json;
using PasskeyLedger.Contracts.Audit;
using PasskeyLedger.Contracts.Events;
using PasskeyLedger.EventStore;
using PasskeyLedger.ReadModels;
using PasskeyLedger.Registration;
using PasskeyLedger.Service.Ledger;
using PasskeyLedger.Service.Operations.Audit;
using PasskeyLedger.Testing.Authenticator;
using PasskeyLedger.Testing.Authenticator.Attestation;

namespace PasskeyLedger.Service.Tests.Http.Audit;

/// <summary>What the audit tells of a user, a credential and a registration is what the ledger holds.</summary>
public sealed class StoryTests(RunningLedger ledger) : IClassFixture<RunningLedger>
{
    [Fact]
    public async Task a_users_history_folds_at_every_moment_to_what_its_events_up_to_then_fold_to()
    {
        var reader = new Operators(ledger);
        var user = await LivelyUserAsync();
        var events = await user.EventsAsync();

        for (var count = 0; count <= events.Count; count++)
        {
            var prefix = events.Take(count).ToList();
            var expected = UserStates.Of(prefix.Aggregate(UserPasskeys.None, UserLedger.Evolve), prefix.LastOrDefault());
            var atPosition = await reader.HistoryAsync(user, request => request with { AsOfPosition = count == 0 ? events[0].Position - 1 : prefix[^1].Position });
            var atTime = await reader.HistoryAsync(user, request => request with { AsOfTime = count == 0 ? events[0].Timestamp.AddMicroseconds(-1) : prefix[^1].Timestamp });

            foreach (var told in new[] { atPosition, atTime })
            {
                JsonSerializer.Serialize(told.State).ShouldBe(JsonSerializer.Serialize(expected), $"after {count} events");
                told.Events.Select(one => one.Position).ShouldBe(prefix.Select(stored => stored.Position));
                told.NextToken.ShouldBeNull();
            }
        }
    }

    [Fact]
    public async Task a_history_shows_the_passkeys_that_the_user_had_then_and_the_events_as_they_are_stored()
    {
        var reader = new Operators(ledger);
        var user = ledger.User(Pools.Plain);
        var answer = await user.RegisterAsync(new() { Transports = ["usb"] });
        var registered = (await user.EventsAsync())[^1];
        await user.DeleteAsync(answer.CredentialIdText);

        var then = await reader.HistoryAsync(user, request => request with { AsOfPosition = registered.Position });
        var now = await reader.HistoryAsync(user);

        var passkey = then.State.Passkeys.ShouldHaveSingleItem();
        passkey.CredentialId.ShouldBe(answer.CredentialIdText);
        passkey.Transports.ShouldBe(["usb"]);
        then.State.Registrations.ShouldHaveSingleItem().IsUsed.ShouldBeTrue();
        now.State.Passkeys.ShouldBeEmpty();
        now.Events.Select(told => told.Type).ShouldBe(["registration_started", "registration_completed", "credential_deleted"]);
        var completed = RegistrationCompleted.FromJson(JsonSerializer.SerializeToUtf8Bytes(now.Events[1].Data!.Value));
        completed.AttestationObject.ToArray().ShouldBe(answer.AttestationObject);
    }

    [Fact]
    public async Task the_pages_of_a_history_tell_of_one_state_while_events_arrive()
    {
        var reader = new Operators(ledger);
        var user = await LivelyUserAsync();
        var before = await user.EventsAsync();

        var page = await reader.HistoryAsync(user, request => request with { MaxResults = 2 });
        var state = JsonSerializer.Serialize(page.State);
        var found = page.Events.Select(told => told.Version).ToList();
        while (page.NextToken is { } token)
        {
            await user.StartAsync();
            page = await reader.HistoryAsync(user, request => request with { MaxResults = 2, NextToken = token });
            JsonSerializer.Serialize(page.State).ShouldBe(state);
            page.Events.Count.ShouldBeInRange(1, 2);
            found.AddRange(page.Events.Select(told => told.Version));
        }

        found.ShouldBe(before.Select(stored => stored.Version));
    }

    [Fact]
    public async Task a_registration_is_told_from_its_challenge_on_with_all_that_was_sent_taken_apart()
    {
        var reader = new Operators(ledger);
        var user = ledger.User(Pools.Plain);
        var ceremony = await user.StartAsync();
        await Should.ThrowAsync<Contracts.WebAuthnOriginNotAllowedException>(() => user.CompleteAsync(
            new SoftwareAuthenticator().Register(ceremony with { Origin = "https://elsewhere.example" })));
        await user.CompleteAsync(new SoftwareAuthenticator { Attestation = new PackedSelfAttestation() }.Register(ceremony));
        var id = ((RegistrationStarted)Read((await user.EventsAsync())[0])).RegistrationId;

        var story = await reader.RegistrationAsync(id);

        story.Events.Select(told => told.Type).ShouldBe(["registration_started", "registration_rejected", "registration_completed"]);
        story.Events.ShouldAllBe(told => told.RegistrationId == id && told.User == user.Sub && told.Data != null);
        story.Events[0].Evidence.ShouldBeNull();

        var refused = story.Events[1].Evidence!.Value;
        refused.GetProperty("clientData").GetProperty("origin").GetString().ShouldBe("https://elsewhere.example");
        refused.GetProperty("attestation").GetProperty("format").GetString().ShouldBe("none");
        refused.GetProperty("fault").ValueKind.ShouldBe(JsonValueKind.Null);

        var completed = story.Events[2].Evidence!.Value;
        completed.GetProperty("clientData").GetProperty("origin").GetString().ShouldBe(User.Origin);
        completed.GetProperty("authenticatorData").GetProperty("credentialId").GetString().ShouldBe(story.Events[2].CredentialId);
        completed.GetProperty("authenticatorData").GetProperty("flags").GetProperty("up").GetBoolean().ShouldBeTrue();
        completed.GetProperty("attestation").GetProperty("format").GetString().ShouldBe("packed");
        completed.GetProperty("attestation").GetProperty("trust").GetString().ShouldBe("Self");
        completed.GetProperty("attestation").GetProperty("statement").GetProperty("alg").GetInt32().ShouldBe(-7);
    }

    [Fact]
    public void what_cannot_be_taken_apart_says_why()
    {
        var rejected = new RegistrationRejected
        {
            Operation = "CompleteWebAuthnRegistration",
            Reason = RejectionReason.CredentialMalformed,
            Exception = "InvalidParameterException",
            Detail = "no",
            Evidence = EvidenceOf.Bytes("""{"id": "AAAA"}"""u8.ToArray()),
            PoolVersion = 1,
        };

        var decoded = DecodedEvidence.Of(rejected.StoredName, JsonSerializer.Deserialize<JsonElement>(rejected.ToJson()))!.Value;

        decoded.GetProperty("clientData").ValueKind.ShouldBe(JsonValueKind.Null);
        decoded.GetProperty("fault").GetProperty("code").GetString().ShouldNotBeNullOrEmpty();
        DecodedEvidence.Of("of_a_later_version", JsonElement.Parse("{}")).ShouldBeNull();
    }

    [Fact]
    public async Task a_credentials_history_has_its_registration_and_its_end()
    {
        var reader = new Operators(ledger);
        var user = ledger.User(Pools.Plain);
        var answer = await user.RegisterAsync();
        await ledger.User(Pools.Plain).RegisterAsync();
        await user.DeleteAsync(answer.CredentialIdText);

        var history = await reader.CredentialAsync(Pools.Plain, answer.CredentialIdText);

        history.Events.Select(told => told.Position).ShouldBe((await user.EventsAsync()).Select(stored => stored.Position));
        await Should.ThrowAsync<ResourceNotFoundException>(() => reader.CredentialAsync(Pools.OfOnePasskey, answer.CredentialIdText));
    }

    [Fact]
    public async Task a_story_of_more_than_a_page_is_told_to_its_end_however_large_its_events()
    {
        const int count = 120;
        var reader = new Operators(ledger);
        var user = ledger.User(Pools.Plain);
        var id = Guid.CreateVersion7().ToString("D");
        var rejected = new RegistrationRejected
        {
            RegistrationId = id,
            Operation = "CompleteWebAuthnRegistration",
            Reason = RejectionReason.OriginNotAllowed,
            Exception = "WebAuthnOriginNotAllowedException",
            Detail = "no",
            Evidence = EvidenceOf.Bytes(System.Text.Encoding.UTF8.GetBytes($"\"{new string('x', EvidenceOf.LargestRaw - 2)}\"")),
            PoolVersion = 1,
        };
        await ledger.Store.AppendAsync(
            new Append
            {
                Stream = LedgerStreams.User(Pools.Plain, user.Sub),
                Expected = ExpectedVersion.Any,
                Events = [.. Enumerable.Range(0, count).Select(_ => EventEnvelope.Of(rejected, LedgerTime.Now(ledger.Clock)))],
            },
            TestContext.Current.CancellationToken);

        var pages = 1;
        var story = await reader.RegistrationAsync(id, maxResults: 1000);
        var found = story.Events.Select(told => told.Version).ToList();
        for (; story.NextToken is { } token; pages++)
        {
            story = await reader.RegistrationAsync(id, maxResults: 1000, token);
            found.AddRange(story.Events.Select(told => told.Version));
        }

        var history = await reader.HistoryAsync(user, request => request with { MaxResults = 1000 });
        found.ShouldBe(Enumerable.Range(1, count).Select(version => (long)version));
        pages.ShouldBeGreaterThan(1);
        history.Events.Count.ShouldBeInRange(1, count - 1);
        history.State.Version.ShouldBe(count);
        history.NextToken.ShouldNotBeNull();
    }

    [Fact]
    public async Task the_status_tells_the_logs_end_and_how_far_the_audit_is()
    {
        var reader = new Operators(ledger);
        await ledger.User(Pools.Plain).StartAsync();
        await ledger.AuditCaughtUpAsync();

        var status = await ledger.Audit.GetLedgerStatusAsync(new() { AccessToken = reader.Token }, TestContext.Current.CancellationToken);

        var log = await ledger.Store.ReadLogAsync(status.HeadPosition - 1, 1, TestContext.Current.CancellationToken);
        log.ShouldHaveSingleItem().Position.ShouldBe(status.HeadPosition);
        var audit = status.Subscriptions.Single(one => one.Name == "audit");
        audit.Position.ShouldBe(status.HeadPosition);
        audit.Lag.ShouldBe(0);
        audit.BehindSince.ShouldBeNull();
    }

    private static IStoredEvent Read(StoredEvent stored) => StoredEvents.Read(stored.Type, stored.Data.Span);

    /// <summary>A user with two passkeys, one deleted, a refused answer and a challenge that waits. No two of the events are of one moment.</summary>
    private async Task<User> LivelyUserAsync()
    {
        var user = ledger.User(Pools.Plain);
        var answer = await user.RegisterAsync();
        await user.RegisterAsync();
        var ceremony = await user.StartAsync();
        await Should.ThrowAsync<Contracts.WebAuthnOriginNotAllowedException>(() => user.CompleteAsync(
            new SoftwareAuthenticator().Register(ceremony with { Origin = "https://elsewhere.example" })));
        await user.DeleteAsync(answer.CredentialIdText);
        return user;
    }
}
