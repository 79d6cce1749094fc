using System.Text.Json;
using PasskeyLedger.Contracts.Events;
using PasskeyLedger.EventStore;
using PasskeyLedger.ReadModels;
using PasskeyLedger.Service.Commands;
using PasskeyLedger.Service.Ledger;
using PasskeyLedger.Service.Tests.Configuration;
using PasskeyLedger.Service.Tests.Http;
using PasskeyLedger.Testing.Authenticator;
using PasskeyLedger.Testing.Authenticator.Attestation;

namespace PasskeyLedger.Service.Tests.Forensics;

/// <summary>The command <c>whatif</c>, over users whose authenticators differ in one thing each.</summary>
public sealed class WhatIfCommandTests(RunningLedger ledger) : IClassFixture<RunningLedger>, IDisposable
{
    private const string ModelOfCarol = "c0000000-0000-4000-8000-000000000003";
    private const string Root = "ROOT";
    private const string Metadata = "METADATA";

    private static readonly AttestationAuthority OtherMaker = new("Other maker");
    private static readonly SignedMetadata MetadataService = new();

    // Who registers how, in this order, before the first test. Erin deletes hers again.
    private static readonly (string Name, SoftwareAuthenticator Authenticator)[] Everybody =
    [
        ("alice", new()),
        ("bob", new() { Attestation = new PackedSelfAttestation(), Algorithm = CoseAlgorithm.RS256 }),
        ("carol", new() { Attestation = new PackedAttestation(), Aaguid = new(ModelOfCarol) }),
        ("dave", new() { Flags = Testing.Authenticator.AuthenticatorFlags.UserPresent }),
        ("erin", new() { Algorithm = CoseAlgorithm.RS256 }),
        ("frank", new() { Attestation = new PackedAttestation { Authority = OtherMaker } }),
    ];

    private readonly LedgerShell shell = new(ledger);
    private readonly TemporaryFiles files = new();

    public static TheoryData<string, string, string> Policies => new()
    {
        { "{}", "", "" },
        { $$"""{ "Attestation": { "DeniedAaguids": ["{{ModelOfCarol.ToUpperInvariant()}}"] } }""", "carol", "aaguid_denied" },
        { $$"""{ "Attestation": { "AllowedAaguids": ["{{ModelOfCarol}}"] } }""", "alice bob dave erin frank", "aaguid_denied" },
        { """{ "Algorithms": [-7] }""", "bob erin", "algorithm_not_offered" },
        { """{ "Attestation": { "Formats": ["none"] } }""", "bob carol frank", "attestation_format_not_accepted" },
        { """{ "UserVerification": "required" }""", "dave", "user_not_verified" },
        { $$"""{ "Attestation": { "Formats": ["none", "packed"], "TrustAnchors": ["{{Root}}"] } }""", "bob frank", "attestation_untrusted" },
        { $$"""{ "Attestation": { "TrustAnchors": ["{{Root}}"] } }""", "alice bob dave erin frank", "attestation_untrusted" },
        { $$"""{ "Attestation": { "Formats": ["packed", "none"], "MetadataFile": "{{Metadata}}", "TrustAnchors": ["{{Root}}", "METADATA-ROOT"] } }""", "bob carol frank", "attestation_untrusted" },
        { """{ "RelyingPartyId": "elsewhere.example" }""", "alice bob carol dave erin frank", "origin_not_allowed" },
        { """{ "RelyingPartyId": "elsewhere.example", "Origins": ["https://example.com"] }""", "alice bob carol dave erin frank", "relying_party_mismatch" },
        { """{ "Enabled": false }""", "alice bob carol dave erin frank", "passkeys_disabled" },
        { """{ "CredentialLimit": 1, "ChallengeLifetime": "00:00:10", "RelyingPartyName": "Other", "Attestation": { "Conveyance": "direct" } }""", "", "" },
    };

    [Theory]
    [MemberData(nameof(Policies))]
    public async Task those_whom_a_policy_would_refuse_are_named_and_nobody_else(string policy, string expected, string reason)
    {
        var credentials = await PopulateAsync();
        var before = await ContentAsync();

        var said = await shell.RunAsync("whatif", "--policy", PolicyOf(policy), "--pool", Pools.Plain, "--json");
        var told = await shell.RunAsync("whatif", "--policy", PolicyOf(policy), "--pool", Pools.Plain);

        said.ExitCode.ShouldBe(expected.Length == 0 ? ExitCode.Done : ExitCode.No, said.Error);
        told.ExitCode.ShouldBe(said.ExitCode);
        var report = said.Json;
        var affected = report.GetProperty("affected").EnumerateArray().ToList();
        affected.Select(one => one.GetProperty("sub").GetString()).ShouldBe(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        affected.ShouldAllBe(one => one.GetProperty("reason").GetString() == reason);
        affected.ShouldAllBe(one => one.GetProperty("credentialId").GetString() == credentials[one.GetProperty("sub").GetString()!]);
        affected.ShouldAllBe(one => one.GetProperty("isDeleted").GetBoolean() == (one.GetProperty("sub").GetString() == "erin"));

        Number("registrations").ShouldBe(Everybody.Length);
        Number("accepted").ShouldBe(Everybody.Length - affected.Count);
        Number("refused").ShouldBe(affected.Count);
        Number("usersAffected").ShouldBe(affected.Count);
        (Number("evidenceErased") + Number("undecidable")).ShouldBe(0);
        report.GetProperty("reasons").EnumerateObject().Sum(one => one.Value.GetInt64()).ShouldBe(affected.Count);
        foreach (var name in Everybody.Select(one => one.Name))
            told.Output.Contains($"plain {name}: credential {credentials[name]} ", StringComparison.Ordinal).ShouldBe(expected.Split(' ').Contains(name));
        told.Output.ShouldMatch($"(?m)^refused +{affected.Count}$");
        (await ContentAsync()).ShouldBe(before, "nothing is written");

        long Number(string name) => report.GetProperty(name).GetInt64();
    }

    [Fact]
    public async Task a_refusal_says_what_it_is_about()
    {
        await PopulateAsync();

        var said = await shell.RunAsync(
            "whatif", "--policy", PolicyOf($$"""{ "Attestation": { "DeniedAaguids": ["{{ModelOfCarol}}"] } }"""), "--pool", Pools.Plain);

        said.Lines[0].ShouldContain($"model {ModelOfCarol}, format packed, algorithm -7, registered ");
        said.Lines[1].ShouldBe($"    aaguid_denied (7.1 step 24): Authenticators of AAGUID {ModelOfCarol} are denied.");
    }

    [Fact]
    public async Task settings_that_evidence_cannot_be_judged_by_are_named()
    {
        await ledger.User(Pools.OfOneClient).StartAsync();

        (await shell.RunAsync("whatif", "--policy", PolicyOf("""{ "CredentialLimit": 1, "Attestation": { "Conveyance": "direct" } }"""), "--pool", Pools.OfOneClient))
            .Lines[^1].ShouldBe("Not judged, as it says nothing of what is registered: Attestation:Conveyance, CredentialLimit.");
    }

    [Fact]
    public async Task then_is_under_the_settings_of_then_and_now_under_those_of_now()
    {
        var user = ledger.User(Pools.RequiringVerification);
        await user.RegisterAsync();
        var recorded = (await ledger.Store.ReadStreamAsync(LedgerStreams.Pool(Pools.RequiringVerification), ReadRange.All, Cancelled)).Events[^1];
        var settings = ((UserPoolConfigured)StoredEvents.Read(recorded.Type, recorded.Data.Span)).Settings;
        var stricter = settings with
        {
            WebAuthn = settings.WebAuthn with { Attestation = settings.WebAuthn.Attestation with { Formats = ["packed"] } },
        };
        await ledger.Store.AppendAsync(
            new()
            {
                Stream = LedgerStreams.Pool(Pools.RequiringVerification),
                Expected = ExpectedVersion.Any,
                Events = [EventEnvelope.Of(new UserPoolConfigured { Settings = stricter }, DateTimeOffset.UtcNow)],
            },
            Cancelled);

        var then = await RunAsync("{}", "--at", "then");
        var now = await RunAsync("{}", "--at", "now");
        var withPolicy = await RunAsync("""{ "Attestation": { "Formats": [] } }""", "--at", "now");

        then.ExitCode.ShouldBe(ExitCode.Done, then.Output);
        now.ExitCode.ShouldBe(ExitCode.No, now.Output);
        now.Json.GetProperty("affected")[0].GetProperty("reason").GetString().ShouldBe("attestation_format_not_accepted");
        withPolicy.ExitCode.ShouldBe(ExitCode.Done, "what the policy gives counts in place of the pool's");

        Task<Said> RunAsync(string policy, params string[] more) =>
            shell.RunAsync(["whatif", "--policy", PolicyOf(policy), "--pool", Pools.RequiringVerification, "--json", .. more]);
    }

    [Fact]
    public async Task then_is_at_the_time_of_then_and_now_at_that_of_now()
    {
        // A maker's certificate that is not valid before the day after tomorrow, which the service's clock is past already.
        ledger.Clock.Advance(TimeSpan.FromDays(3));
        var certificate = new AttestationCertificateTemplate { NotBefore = DateTimeOffset.UtcNow.AddDays(2) };
        await ledger.User(Pools.OfOneClient).RegisterAsync(new() { Attestation = new PackedAttestation { Certificate = certificate } });
        var policy = PolicyOf($$"""{ "Attestation": { "TrustAnchors": ["{{Root}}"] } }""");

        var then = await shell.RunAsync("whatif", "--policy", policy, "--pool", Pools.OfOneClient);
        var now = await shell.RunAsync("whatif", "--policy", policy, "--pool", Pools.OfOneClient, "--at", "now");

        then.ExitCode.ShouldBe(ExitCode.Done, then.Output);
        now.ExitCode.ShouldBe(ExitCode.No, now.Output);
        now.Output.ShouldContain("attestation_untrusted");
    }

    [Fact]
    public async Task what_cannot_be_decided_is_counted_apart_and_not_as_refused()
    {
        var erased = await CompletedOfAsync(Pools.OfShortChallenges);
        var startless = await CompletedOfAsync(Pools.OfShortChallenges);
        await CompletedOfAsync(Pools.OfShortChallenges);
        (await shell.RunAsync("erase", Pools.OfShortChallenges, LedgerStreams.SubOf(erased.Stream)!, "--reason", "asked for", "--yes")).ExitCode.ShouldBe(ExitCode.Done);
        await ledger.Database.ScalarAsync("delete from mt_events where stream_id = $1 and version = 1", startless.Stream.Key.Value);

        var said = await shell.RunAsync("whatif", "--policy", PolicyOf("""{ "UserVerification": "required" }"""), "--pool", Pools.OfShortChallenges, "--json");

        said.ExitCode.ShouldBe(ExitCode.Done, said.Output + said.Error);
        foreach (var (name, count) in new[] { ("registrations", 3), ("accepted", 1), ("refused", 0), ("evidenceErased", 1), ("undecidable", 1) })
            said.Json.GetProperty(name).GetInt64().ShouldBe(count, name);
        said.Json.GetProperty("notDecided")[0].GetProperty("position").GetInt64().ShouldBe(startless.Position);
    }

    [Fact]
    public async Task evidence_that_was_altered_is_refused()
    {
        var stored = await CompletedOfAsync(Pools.OfPackedOnly, new() { Attestation = new PackedSelfAttestation() });
        await ledger.Database.ScalarAsync("""update mt_events set data = jsonb_set(data, '{credentialId}', '"AAAA"') where seq_id = $1""", stored.Position);

        var said = await shell.RunAsync("whatif", "--policy", PolicyOf("{}"), "--pool", Pools.OfPackedOnly);

        said.ExitCode.ShouldBe(ExitCode.No);
        said.Output.ShouldContain("credential_malformed (5.1)");
    }

    [Theory]
    [InlineData("""{ "Algorithms": [-999], "UserVerification": "sometimes", "Colour": "red" }""", 3, "Algorithms:0 is \"-999\"", "UserVerification is \"sometimes\"", "Colour is not a setting")]
    [InlineData("""{ "Attestation": { "TrustAnchors": ["/nowhere.pem"], "DeniedAaguids": ["all"] } }""", 2, "Attestation:TrustAnchors:0 names \"/nowhere.pem\", which does not exist", "Attestation:DeniedAaguids:0 is \"all\"")]
    public async Task what_no_pool_could_be_configured_with_no_policy_may_say(string policy, int faults, params string[] expected)
    {
        var said = await shell.RunAsync("whatif", "--policy", PolicyOf(policy));

        said.ExitCode.ShouldBe(ExitCode.Usage);
        said.Output.ShouldBeEmpty();
        said.Error.ShouldStartWith($"The policy has {faults} faults:\n");
        foreach (var fault in expected)
            said.Error.ShouldContain(fault);
    }

    [Theory]
    [InlineData("{ \"Algorithms\": [-7,,] }", ":1:21: is not JSON.")]
    [InlineData("[]", ": is not a JSON object.")]
    [InlineData("""{ "Enabled": true, "enabled": false }""", ": holds a key twice.")]
    public async Task a_file_that_is_no_policy_is_told_where_it_is_not(string policy, string expected)
    {
        var path = PolicyOf(policy);

        (await shell.RunAsync("whatif", "--policy", path)).ShouldBe(new(ExitCode.Usage, "", $"{path}{expected}\n"));
    }

    [Fact]
    public async Task a_policy_that_is_not_there_is_told_so() =>
        (await shell.RunAsync("whatif", "--policy", files.Missing)).ShouldBe(new(ExitCode.Usage, "", $"{files.Missing}: does not exist.\n"));

    public void Dispose() => files.Dispose();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>Writes a policy, in which words stand for the paths of trust files.</summary>
    private string PolicyOf(string policy)
    {
        var root = files.Write("root.pem", AttestationAuthority.Shared.Root.ExportCertificatePem());
        var metadataRoot = files.Write("metadata-root.pem", MetadataService.Root.ExportCertificatePem());
        var revoked = SignedMetadata.Entry(new(ModelOfCarol), AttestationAuthority.Shared.Root, "basic_full", SignedMetadata.Report("REVOKED"));
        var metadata = files.Write("metadata.jwt", System.Text.Encoding.ASCII.GetString(MetadataService.Sign(SignedMetadata.Payload(revoked))));
        return files.Text(policy.Replace("METADATA-ROOT", metadataRoot, StringComparison.Ordinal)
            .Replace($"\"{Metadata}\"", JsonSerializer.Serialize(metadata), StringComparison.Ordinal)
            .Replace($"\"{Root}\"", JsonSerializer.Serialize(root), StringComparison.Ordinal));
    }

    /// <summary>Registers everybody, once.</summary>
    /// <returns>Everybody's credential.</returns>
    private async Task<Dictionary<string, string>> PopulateAsync()
    {
        if ((long)(await ledger.Database.ScalarAsync("select count(*) from mt_events where stream_id = 'passkeys/frank'"))! == 0)
        {
            foreach (var (name, authenticator) in Everybody)
            {
                var user = new User(ledger, Pools.Plain, name);
                var answer = await user.RegisterAsync(authenticator);
                if (name == "erin")
                    await user.DeleteAsync(answer.CredentialIdText);
            }
        }

        var lines = await ledger.Database.LinesAsync(
            "select substr(stream_id, 10), data ->> 'credentialId' from mt_events where tenant_id = 'plain' and type = 'registration_completed'");
        return lines.Select(line => line.Split('|')).ToDictionary(line => line[0], line => line[1], StringComparer.Ordinal);
    }

    private async Task<StoredEvent> CompletedOfAsync(string pool, SoftwareAuthenticator? authenticator = null)
    {
        var user = ledger.User(pool);
        await user.RegisterAsync(authenticator);
        return (await user.EventsAsync())[^1];
    }

    private async Task<string> ContentAsync() => string.Join('\n', await ledger.Database.LinesAsync("""
        select 'events', count(*)::text, max(seq_id)::text from mt_events
        union all select 'streams', count(*)::text, sum(version)::text from mt_streams
        union all select 'checkpoints', count(*)::text, string_agg(name, ' ' order by name) from mt_event_progression where name not like '%audit%'
        union all select 'credentials', count(*)::text, '' from ledger_credentials
        """));
}
