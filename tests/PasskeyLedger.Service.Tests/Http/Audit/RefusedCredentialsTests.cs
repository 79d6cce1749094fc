using PasskeyLedger.Contracts.Audit;
using PasskeyLedger.PersonalData;
using PasskeyLedger.Service.Commands;
using PasskeyLedger.Service.Tests.Forensics;
using PasskeyLedger.Testing.Authenticator;

namespace PasskeyLedger.Service.Tests.Http.Audit;

/// <summary>A credential id that stands only in what was refused is found, until that is erased; and what cannot be read says why.</summary>
public sealed class RefusedCredentialsTests(RunningLedger ledger) : IClassFixture<RunningLedger>
{
    private readonly LedgerShell shell = new(ledger);

    [Fact]
    public async Task a_refused_answer_is_found_by_the_credential_that_it_names()
    {
        var reader = new Operators(ledger);
        var user = ledger.User(Pools.Plain);
        var refused = await RefuseAsync(user);

        var found = (await reader.SearchAsync(Asking(refused))).Events.ShouldHaveSingleItem();
        (found.Type, found.User, found.CredentialId).ShouldBe(("registration_rejected", user.Sub, refused.CredentialIdText));

        // Its history is the refusal, and not what else there is of the attempt.
        (await reader.CredentialAsync(Pools.Plain, refused.CredentialIdText)).Events.ShouldHaveSingleItem().Position.ShouldBe(found.Position);

        await RebuildAsync();
        (await reader.SearchAsync(Asking(refused))).Events.ShouldHaveSingleItem().Position.ShouldBe(found.Position);
    }

    [Fact]
    public async Task a_credentials_history_tells_who_else_brought_it()
    {
        var reader = new Operators(ledger);
        var (owner, thief) = (ledger.User(Pools.Plain), ledger.User(Pools.Plain));
        var answer = await owner.RegisterAsync();
        await thief.StartAsync();
        await Should.ThrowAsync<Contracts.ServiceException>(() => thief.CompleteAsync(answer));

        var history = await reader.CredentialAsync(Pools.Plain, answer.CredentialIdText);

        history.Events.Select(told => (told.User, told.Type)).ShouldBe(
        [
            (owner.Sub, "registration_started"), (owner.Sub, "registration_completed"), (thief.Sub, "registration_rejected"),
        ]);
    }

    [Fact]
    public async Task an_erasure_takes_the_refused_credential_out_of_the_audit_and_leaves_the_registered_one()
    {
        var reader = new Operators(ledger);
        var user = ledger.User(Pools.Plain);
        var registered = await user.RegisterAsync();
        var refused = await RefuseAsync(user);
        (await reader.SearchAsync(Asking(refused))).Events.Count.ShouldBe(1);

        await EraseAsync(user);

        (await reader.SearchAsync(Asking(refused))).Events.ShouldBeEmpty();
        (await reader.SearchAsync(Asking(registered))).Events.ShouldHaveSingleItem().Type.ShouldBe("registration_completed");
        await RebuildAsync();
        (await reader.SearchAsync(Asking(refused))).Events.ShouldBeEmpty();
        (await shell.RunAsync("replay", "--compare")).ExitCode.ShouldBe(ExitCode.Done);
    }

    [Fact]
    public async Task a_history_says_of_each_member_that_cannot_be_read_why()
    {
        var reader = new Operators(ledger);
        var (erased, keyless, altered) = (ledger.User(Pools.Plain), ledger.User(Pools.Plain), ledger.User(Pools.Plain));
        foreach (var user in new[] { erased, keyless, altered })
        {
            await user.RegisterAsync();
            await RefuseAsync(user);
            (await reader.HistoryAsync(user)).Events.ShouldAllBe(told => told.Unreadable == null);
        }

        await EraseAsync(erased);
        await ledger.Database.ScalarAsync("delete from ledger_personal_keys where stream_id = $1", $"passkeys/{keyless.Sub}");
        await ledger.Database.ScalarAsync(
            "update mt_events set headers = jsonb_set(headers, '{userAgent}', headers->'sourceAddress') where stream_id = $1 and version = 2", $"passkeys/{altered.Sub}");
        ledger.Clock.Advance(new PersonalDataOptions().KeyLifetime);

        string[] ofRegistration = ["clientDataJSON", "headers.sourceAddress", "headers.userAgent"];
        string[] ofRefusal = ["detail", "evidence.raw", "headers.sourceAddress", "headers.userAgent"];
        foreach (var (user, reason) in new[] { (erased, UnreadableReason.Erased), (keyless, UnreadableReason.KeyMissing) })
        {
            var events = (await reader.HistoryAsync(user)).Events;
            Told(events[1]).ShouldBe(ofRegistration.Select(path => (path, reason)));
            Told(events[3]).ShouldBe(ofRefusal.Select(path => (path, reason)));
            events[1].SourceAddress.ShouldBeNull();
        }

        var moved = (await reader.HistoryAsync(altered)).Events;
        Told(moved[1]).ShouldBe([("headers.userAgent", UnreadableReason.Altered)]);
        moved[0].Unreadable.ShouldBeNull();

        // Of evidence that is erased nothing is taken apart, and no fault is made up.
        var story = await reader.RegistrationAsync((await reader.HistoryAsync(erased)).Events[1].RegistrationId!);
        story.Events.ShouldAllBe(told => told.Evidence == null);
        Told(story.Events[1]).ShouldBe(ofRegistration.Select(path => (path, UnreadableReason.Erased)));
    }

    private static IEnumerable<(string Path, UnreadableReason Reason)> Told(AuditEvent told) =>
        told.Unreadable.ShouldNotBeNull().Select(member => (member.Path, member.Reason)).OrderBy(member => member.Path, StringComparer.Ordinal);

    private static SearchAuditEventsRequest Asking(MadeRegistration answer) => new() { AccessToken = "", CredentialId = answer.CredentialIdText };

    private static async Task<MadeRegistration> RefuseAsync(User user)
    {
        var answer = new SoftwareAuthenticator().Register(await user.StartAsync() with { Origin = "https://elsewhere.example" });
        await Should.ThrowAsync<Contracts.WebAuthnOriginNotAllowedException>(() => user.CompleteAsync(answer));
        return answer;
    }

    private async Task EraseAsync(User user)
    {
        (await shell.RunAsync("erase", Pools.Plain, user.Sub, "--reason", "asked to", "--yes")).ExitCode.ShouldBe(ExitCode.Done);
        ledger.Clock.Advance(new PersonalDataOptions().KeyLifetime);
    }

    private async Task RebuildAsync() => (await shell.RunAsync("rebuild", "audit", "--json")).ExitCode.ShouldBe(ExitCode.Done);
}
