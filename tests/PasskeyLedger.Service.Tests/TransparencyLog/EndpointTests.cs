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
        response.Headers.CacheControl!.NoStore.ShouldBeTrue("it may be there soon");
    }

    [Theory]
    [InlineData("/tlog/tile/0/../../../../etc/passwd")]
    [InlineData("/tlog/tile/0/..%2f..%2f..%2fetc%2fpasswd")]
    [InlineData("/tlog/tile/0/%2e%2e/%2e%2e/000.p/1")]
    [InlineData("/tlog/tile/0/000%00")]
    [InlineData("/tlog/tile/0/000.p/1/")]
    [InlineData("/tlog/tile/0/000.p/01")]
    [InlineData("/tlog/tile/0/-01")]
    [InlineData("/tlog/tile/0/x999999999999999999999/000")]
    [InlineData("/tlog/tile/-1/000")]
    [InlineData("/tlog/tile/0/\u0660\u0660\u0660")]
    [InlineData("/tlog//tile/0/000")]
    [InlineData("/tlog/")]
    public async Task a_path_that_is_none_leads_nowhere(string path)
    {
        await using var ledger = new RunningLedger(postgres);
        await ledger.InitializeAsync();
        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Head })
        {
            using var request = new HttpRequestMessage(method, new Uri(ledger.Endpoint.GetLeftPart(UriPartial.Authority) + path, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
            using var response = await ledger.Http.SendAsync(request, Cancelled);

            response.StatusCode.ShouldBeOneOf(HttpStatusCode.NotFound, HttpStatusCode.BadRequest);
        }
    }

    [Fact]
    public async Task what_is_found_is_of_its_type_and_a_head_says_of_it_what_a_get_does()
    {
        await using var ledger = await SignedLedger.StartAsync(postgres);
        await ledger.RegisterAsync(1);
        var before = (int)(long)(await ledger.Database.ScalarAsync("SELECT count(*) FROM mt_events"))!;
        await ledger.AppendAsync(300);
        var token = ledger.Running.OperatorToken("auditor");

        await ShouldBeAsync("/tlog/checkpoint", "text/plain; charset=utf-8", "no-store");
        foreach (var (path, width) in new[] { ("/tlog/tile/0/000", 256), ($"/tlog/tile/0/000.p/{before}", before), ("/tlog/tile/1/000.p/1", 1), ($"/tlog/tile/0/001.p/{before + 44}", before + 44) })
            (await ShouldBeAsync(path, "application/octet-stream", "public, max-age=31536000, immutable")).ShouldBe(width * TreeHash.Length, path);
        await ShouldBeAsync("/tlog/tile/entries/000", "application/octet-stream", "no-store, private");
        await ShouldBeAsync($"/tlog/tile/entries/001.p/{before + 44}", "application/octet-stream", "no-store, private");

        foreach (var path in new[] { "/tlog/checkpoint", "/tlog/tile/0/000", "/tlog/tile/entries/000" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(ledger.Running.Endpoint, path));
            using var response = await ledger.Running.Http.SendAsync(request, Cancelled);
            response.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
        }

        async Task<long> ShouldBeAsync(string path, string type, string cache)
        {
            using var got = await GetAsync(ledger, path, token);
            using var headed = await GetAsync(ledger, path, token, HttpMethod.Head);
            foreach (var response in new[] { got, headed })
            {
                response.StatusCode.ShouldBe(HttpStatusCode.OK, path);
                response.Content.Headers.ContentType!.ToString().ShouldBe(type, path);
                response.Headers.CacheControl!.ToString().ShouldBe(cache, path);
            }

            var body = await got.Content.ReadAsByteArrayAsync(Cancelled);
            headed.Content.Headers.ContentLength.ShouldBe(body.Length, path);
            (await headed.Content.ReadAsByteArrayAsync(Cancelled)).ShouldBeEmpty();
            return body.Length;
        }
    }

    [Fact]
    public async Task the_services_network_rules_and_the_rate_of_an_address_hold_for_the_log_too()
    {
        await using var ledger = new RunningLedger(postgres) { PerAddressPerMinute = 1 };
        await ledger.InitializeAsync();
        foreach (var path in new[] { "/tlog/checkpoint", "/tlog/tile/0/000", "/tlog/tile/entries/000" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(ledger.Endpoint, path)) { Headers = { { "X-Forbidden", "service" } } };
            using var denied = await ledger.Http.SendAsync(request, Cancelled);
            denied.StatusCode.ShouldBe(HttpStatusCode.Forbidden, path);
        }

        (await StatusAsync("/tlog/checkpoint")).ShouldBe((HttpStatusCode.NotFound, false));
        foreach (var path in new[] { "/tlog/checkpoint", "/tlog/tile/0/000", "/tlog/tile/entries/000" })
            (await StatusAsync(path)).ShouldBe((HttpStatusCode.TooManyRequests, true), path);

        async Task<(HttpStatusCode Status, bool SaysWhenToRetry)> StatusAsync(string path)
        {
            using var response = await ledger.Http.GetAsync(new Uri(ledger.Endpoint, path), Cancelled);
            response.Headers.CacheControl!.NoStore.ShouldBeTrue();
            return (response.StatusCode, response.Headers.RetryAfter is not null);
        }
    }

    [Fact]
    public async Task without_its_database_the_log_is_away_and_says_nothing_to_be_kept()
    {
        await using var ledger = await SignedLedger.StartAsync(postgres);
        await ledger.RegisterAsync(1);

        await ledger.Running.WithoutDatabaseAsync(async () =>
        {
            foreach (var path in new[] { "/tlog/checkpoint", "/tlog/tile/0/000.p/2" })
            {
                using var response = await GetAsync(ledger, path);
                response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable, path);
                response.Headers.CacheControl!.NoStore.ShouldBeTrue();
            }
        });
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

    private static Task<HttpResponseMessage> GetAsync(SignedLedger ledger, string path, string? token = null, HttpMethod? method = null)
    {
        var request = new HttpRequestMessage(method ?? HttpMethod.Get, new Uri(ledger.Running.Endpoint, path));
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return ledger.Running.Http.SendAsync(request, Cancelled);
    }
}
