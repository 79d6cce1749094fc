using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using PasskeyLedger.Contracts.Audit;
using PasskeyLedger.Service.Tests.Http;
using PasskeyLedger.Testing;
using PasskeyLedger.Transparency.Merkle;
using PasskeyLedger.Transparency.Notes;
using PasskeyLedger.Transparency.Proofs;

namespace PasskeyLedger.Service.Tests.TransparencyLog;

/// <summary>The log over HTTP, as somebody reads it who knows no more of it than C2SP's tlog-tiles says.</summary>
public sealed class EndpointTests(PostgresFixture postgres)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task the_tile_of_a_checkpoint_has_its_root_and_an_operator_reads_the_entries_that_the_hashes_are_of()
    {
        await using var ledger = await SignedLedger.StartAsync(postgres);
        await ledger.RegisterAsync(3);

        using var response = await GetAsync(ledger, "/tlog/checkpoint");
        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/plain");
        response.Headers.CacheControl!.NoStore.ShouldBeTrue();
        var checkpoint = CheckpointReading.Read(await response.Content.ReadAsStringAsync(Cancelled), [VerifierKey.TryParse(ledger.Verifier)!])
            .ShouldBeOfType<CheckpointReading.Trusted>().Checkpoint;
        checkpoint.Origin.ShouldBe(RunningLedger.LogOrigin);

        using var tile = await GetAsync(ledger, $"/tlog/tile/0/000.p/{checkpoint.Size}");
        tile.Headers.CacheControl!.ToString().ShouldContain("immutable");
        var hashes = await tile.Content.ReadAsByteArrayAsync(Cancelled);
        var tree = new CompactTree();
        for (var start = 0; start < hashes.Length; start += TreeHash.Length)
            tree.Append(new(hashes.AsSpan(start, TreeHash.Length)));
        (tree.Size, tree.Root).ShouldBe((checkpoint.Size, checkpoint.Root));

        var token = ledger.Running.Token(Pools.Plain, "auditor", ("scope", "passkey-ledger/audit.read"));
        using var entries = await GetAsync(ledger, $"/tlog/tile/entries/000.p/{checkpoint.Size}", token);
        entries.StatusCode.ShouldBe(HttpStatusCode.OK);
        var bytes = await entries.Content.ReadAsByteArrayAsync(Cancelled);
        var read = 0;
        for (var index = 0; index < checkpoint.Size; index++)
        {
            var length = BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(read));
            var entry = bytes.AsSpan(read + 2, length);
            TreeHash.OfLeaf(entry).ShouldBe(new TreeHash(hashes.AsSpan(index * TreeHash.Length, TreeHash.Length)));
            JsonDocument.Parse(entry.ToArray()).RootElement.GetProperty("tenant").GetString().ShouldNotBeNullOrEmpty();
            read += 2 + length;
        }

        read.ShouldBe(bytes.Length);
        (await ledger.Database.LinesAsync("SELECT data->>'operatorSub', data->>'operation', data->>'resultCount' FROM mt_events WHERE type = 'audit_read'"))
            .ShouldBe([$"auditor|ReadLogEntries|{checkpoint.Size}"]);
    }

    [Fact]
    public async Task entries_are_for_operators_alone()
    {
        await using var ledger = await SignedLedger.StartAsync(postgres);
        await ledger.RegisterAsync(1);
        var size = await ledger.Database.ScalarAsync("SELECT max(tree_size) FROM ledger_tree_checkpoints");

        foreach (var token in new[] { null, "nonsense", ledger.Running.Token(Pools.Plain, "alice") })
        {
            using var response = await GetAsync(ledger, $"/tlog/tile/entries/000.p/{size}", token);
            response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
            response.Headers.WwwAuthenticate.ToString().ShouldBe("Bearer");
            (await response.Content.ReadAsByteArrayAsync(Cancelled)).ShouldBeEmpty();
        }
    }

    [Theory]
    [InlineData("/tlog/tile/0/000")]
    [InlineData("/tlog/tile/0/000.p/255")]
    [InlineData("/tlog/tile/1/000")]
    [InlineData("/tlog/tile/1/000.p/1")]
    [InlineData("/tlog/tile/0/001.p/1")]
    [InlineData("/tlog/tile/0/x000/000.p/1")]
    [InlineData("/tlog/tile/9/000")]
    [InlineData("/tlog/tile/0/nonsense")]
    [InlineData("/tlog/tile/0")]
    public async Task a_tile_that_no_checkpoint_has_is_not_found(string path)
    {
        await using var ledger = await SignedLedger.StartAsync(postgres);
        await ledger.RegisterAsync(1);

        using var response = await GetAsync(ledger, path);
        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task entries_that_are_not_what_the_tree_has_are_not_given_out()
    {
        await using var ledger = await SignedLedger.StartAsync(postgres);
        await ledger.RegisterAsync(1);
        var size = await ledger.Database.ScalarAsync("SELECT max(tree_size) FROM ledger_tree_checkpoints");
        await ledger.Database.ScalarAsync("UPDATE mt_events SET user_name = 'mallory'");

        using var response = await GetAsync(ledger, $"/tlog/tile/entries/000.p/{size}", ledger.Running.Token(Pools.Plain, "auditor", ("scope", "passkey-ledger/audit.read")));
        response.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
    }

    [Fact]
    public async Task the_audit_tells_the_latest_checkpoint_and_proves_events_under_it()
    {
        await using var ledger = await SignedLedger.StartAsync(postgres);
        await ledger.RegisterAsync(2);
        var token = ledger.Running.OperatorToken("auditor");
        var positions = await ledger.Database.LinesAsync("SELECT seq_id FROM mt_events ORDER BY seq_id");

        var status = await ledger.Running.Audit.GetLedgerStatusAsync(new() { AccessToken = token }, Cancelled);
        var checkpoint = status.Checkpoint.ShouldNotBeNull();
        checkpoint.TreeSize.ShouldBe(positions.Count);
        CheckpointReading.Read(checkpoint.Note, [VerifierKey.TryParse(ledger.Verifier)!]).ShouldBeOfType<CheckpointReading.Trusted>();

        var answer = await ledger.Running.Audit.GetInclusionProofAsync(
            new() { AccessToken = token, Position = long.Parse(positions[1], CultureInfo.InvariantCulture) }, Cancelled);
        answer.LeafIndex.ShouldBe(1);
        var proof = TlogProof.TryParse(answer.Proof!).ShouldNotBeNull();
        proof.Check(proof.Extra.Span, [VerifierKey.TryParse(ledger.Verifier)!]).ShouldBeOfType<ProofVerdict.Holds>();
        await Should.ThrowAsync<ResourceNotFoundException>(() => ledger.Running.Audit.GetInclusionProofAsync(
            new() { AccessToken = token, Position = 1_000_000 }, Cancelled));
    }

    [Fact]
    public async Task a_tree_that_contradicts_what_was_signed_is_told_by_the_readiness_and_by_the_log()
    {
        await using var ledger = await SignedLedger.StartAsync(postgres);
        await ledger.RegisterAsync(1);
        await ledger.Database.ScalarAsync("UPDATE ledger_tree_tiles SET hashes = substring(hashes FROM 33 FOR 32) || substring(hashes FROM 33) WHERE level = 0");

        var said = "";
        for (var started = TimeProvider.System.GetTimestamp(); !said.Contains("another root", StringComparison.Ordinal); await Task.Delay(100, Cancelled))
        {
            TimeProvider.System.GetElapsedTime(started).ShouldBeLessThan(TimeSpan.FromMinutes(1), said);
            said = await ledger.Running.Http.GetStringAsync(new Uri(ledger.Running.Endpoint, "/health/ready"), Cancelled);
        }

        said.ShouldContain("Degraded");
        ledger.Running.Log.Count(line => line.Contains("contradicts what was signed", StringComparison.Ordinal)).ShouldBe(1);
    }

    private static Task<HttpResponseMessage> GetAsync(SignedLedger ledger, string path, string? token = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(ledger.Running.Endpoint, path));
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return ledger.Running.Http.SendAsync(request, Cancelled);
    }
}
