using PasskeyLedger.Service.Commands;
using PasskeyLedger.Service.Tests.Http;
using PasskeyLedger.Testing;
using PasskeyLedger.Transparency.Notes;

namespace PasskeyLedger.Service.Tests.TransparencyLog;

/// <summary>What somebody does with SQL behind the service's back, and what <c>verify</c> says of it.</summary>
public sealed class TamperingTests(PostgresFixture postgres)
{
    private const string Start = "(SELECT max(seq_id) FROM mt_events WHERE type = 'registration_started')";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task what_nobody_touched_verifies()
    {
        await using var ledger = await SignedLedger.StartAsync(postgres);
        await ledger.RegisterAsync(4);
        var kept = await ledger.KeepCheckpointAsync();
        await ledger.RegisterAsync(2);

        foreach (var options in new string[][] { [], ["--checkpoint", kept], ["--from", kept], ["--key", ledger.Verifier] })
        {
            var (exitCode, findings, said) = await ledger.VerifyAsync(options);
            findings.ShouldBeEmpty(said);
            exitCode.ShouldBe(ExitCode.Done, said);
        }

        var (done, text) = await ledger.RunAsync("verify");
        done.ShouldBe(ExitCode.Done, text);
        text.ShouldContain("verified:");
    }

    [Fact]
    public async Task a_user_who_was_erased_leaves_a_log_and_read_models_that_verify()
    {
        await using var ledger = await SignedLedger.StartAsync(postgres);
        await ledger.RegisterAsync(3);
        var kept = await ledger.KeepCheckpointAsync();
        var sub = (string)(await ledger.Database.ScalarAsync($"SELECT substr(stream_id, length('passkeys/') + 1) FROM mt_events WHERE seq_id = {Start}"))!;

        var (erased, how) = await ledger.RunAsync("erase", Pools.Plain, sub, "--reason", "asked for", "--yes");
        erased.ShouldBe(ExitCode.Done, how);
        await ledger.RegisterAsync(1);

        (await ledger.Database.ScalarAsync($"SELECT count(*) FROM ledger_audit WHERE sub = '{sub}' AND source_address IS NOT NULL")).ShouldBe(0L);
        var (exitCode, findings, said) = await ledger.VerifyAsync("--checkpoint", kept);
        findings.ShouldBeEmpty(said);
        exitCode.ShouldBe(ExitCode.Done, said);
    }

    [Fact]
    public async Task an_erasure_that_the_audit_has_not_come_to_accounts_for_what_it_will_empty_and_for_nothing_else()
    {
        await using var ledger = await SignedLedger.StartAsync(postgres);
        await ledger.RegisterAsync(3);
        var sub = (string)(await ledger.Database.ScalarAsync($"SELECT substr(stream_id, length('passkeys/') + 1) FROM mt_events WHERE seq_id = {Start}"))!;
        await ledger.Running.StopAsync();

        var (erased, how) = await ledger.RunAsync("erase", Pools.Plain, sub, "--reason", "asked for", "--yes");
        erased.ShouldBe(ExitCode.Done, how);

        (await ledger.Database.ScalarAsync($"SELECT count(*) FROM ledger_audit WHERE sub = '{sub}' AND source_address IS NOT NULL")).ShouldBe(2L);
        var (exitCode, findings, said) = await ledger.VerifyAsync();
        findings.ShouldBeEmpty(said);
        exitCode.ShouldBe(ExitCode.Done, said);

        await ledger.Database.ScalarAsync($"""
            UPDATE ledger_audit SET request_id = 'another' WHERE position = {Start};
            UPDATE ledger_audit SET source_address = '192.0.2.1' WHERE position = (SELECT min(position) FROM ledger_audit WHERE source_address IS NOT NULL)
            """);
        (exitCode, findings, said) = await ledger.VerifyAsync();
        exitCode.ShouldBe(ExitCode.No, said);
        findings.ShouldBe(
            ["""ledger_audit changed ["source_address"]""", """ledger_audit changed ["source_address","user_agent","request_id"]"""], ignoreOrder: true, said);
    }

    public static TheoryData<string, string> Changes => new()
    {
        { "data", $$"""UPDATE mt_events SET data = jsonb_set(data, '{registrationId}', '"another"') WHERE seq_id = {{Start}}""" },
        { "time", $"UPDATE mt_events SET timestamp = timestamp + interval '1 microsecond' WHERE seq_id = {Start}" },
        { "type", $"UPDATE mt_events SET type = 'credential_deleted' WHERE seq_id = {Start}" },
        { "headers", $$"""UPDATE mt_events SET headers = headers || '{"sourceAddress": "192.0.2.99"}' WHERE seq_id = {{Start}}""" },
        { "user", $"UPDATE mt_events SET user_name = 'mallory' WHERE seq_id = {Start}" },
        { "a number that a double does not tell apart", $$"""UPDATE mt_events SET data = data || '{"poolVersion": 1.00000000000000000001}' WHERE seq_id = {{Start}}""" },
        { "headers that nest deep", $$"""UPDATE mt_events SET headers = headers || ('{"deep":' || repeat('[', 100) || repeat(']', 100) || '}')::jsonb WHERE seq_id = {{Start}}""" },
        { "a time that is beyond those of .NET", $"UPDATE mt_events SET timestamp = '20000-01-01' WHERE seq_id = {Start}" },
        { "a time that is before those of .NET", $"UPDATE mt_events SET timestamp = '4000-01-01 BC' WHERE seq_id = {Start}" },
        { "a time without end", $"UPDATE mt_events SET timestamp = 'infinity' WHERE seq_id = {Start}" },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task a_changed_event_is_named(string what, string sql)
    {
        await using var ledger = await SignedLedger.StartAsync(postgres);
        await ledger.RegisterAsync(3);
        var position = await ledger.Database.ScalarAsync($"SELECT {Start}");

        await ledger.Database.ScalarAsync(sql);

        var (exitCode, findings, said) = await ledger.VerifyAsync();
        exitCode.ShouldBe(ExitCode.No, $"{what}: {said}");
        findings[0].ShouldBe($"event_changed {position}", said);
    }

    [Fact]
    public async Task the_audit_goes_on_past_events_and_keys_that_were_changed()
    {
        await using var ledger = await SignedLedger.StartAsync(postgres);
        await ledger.RegisterAsync(3);
        foreach (var (_, sql) in Changes.Select(change => change.Data))
            await ledger.Database.ScalarAsync(sql);
        await ledger.Database.ScalarAsync("""
            UPDATE ledger_personal_keys SET wrapped_with = 'another' WHERE created_at = (SELECT min(created_at) FROM ledger_personal_keys);
            UPDATE ledger_personal_keys SET key = decode('00', 'hex') WHERE created_at = (SELECT max(created_at) FROM ledger_personal_keys);
            TRUNCATE ledger_audit;
            UPDATE mt_event_progression SET last_seq_id = 0 WHERE name = 'audit'
            """);

        await ledger.Running.User(Pools.Plain).RegisterAsync();

        await ledger.UntilAsync("SELECT (SELECT count(*) FROM ledger_audit) = (SELECT count(*) FROM mt_events)");
    }

    [Fact]
    public async Task a_deleted_event_is_named()
    {
        await using var ledger = await SignedLedger.StartAsync(postgres);
        await ledger.RegisterAsync(3);
        var position = await ledger.Database.ScalarAsync($"SELECT {Start}");

        await ledger.Database.ScalarAsync($"DELETE FROM mt_events WHERE seq_id = {Start}");

        var (exitCode, findings, said) = await ledger.VerifyAsync();
        exitCode.ShouldBe(ExitCode.No, said);
        findings[0].ShouldBe($"event_missing {position}", said);
    }

    [Fact]
    public async Task the_last_event_deleted_is_named()
    {
        await using var ledger = await SignedLedger.StartAsync(postgres);
        await ledger.RegisterAsync(2);
        var position = await ledger.Database.ScalarAsync("SELECT max(seq_id) FROM mt_events");

        await ledger.Database.ScalarAsync("DELETE FROM mt_events WHERE seq_id = (SELECT max(seq_id) FROM mt_events)");

        var (exitCode, findings, said) = await ledger.VerifyAsync();
        exitCode.ShouldBe(ExitCode.No, said);
        findings[0].ShouldBe($"event_missing {position}", said);
    }

    [Fact]
    public async Task an_event_inserted_into_a_gap_is_named_and_so_is_one_before_all_others()
    {
        await using var ledger = await SignedLedger.StartAsync(postgres);
        await ledger.RegisterAsync(1);

        // A gap as an append that was rolled back leaves it.
        var gap = await ledger.Database.ScalarAsync("SELECT nextval('mt_events_sequence')");
        await ledger.RegisterAsync(2);
        foreach (var position in new[] { gap, -5L, long.MinValue })
        {
            await ledger.Database.ScalarAsync($"""
                INSERT INTO mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, mt_dotnet_type)
                SELECT {position}, gen_random_uuid(), stream_id, 100 + {position}, data, type, timestamp, tenant_id, mt_dotnet_type FROM mt_events WHERE seq_id = {Start}
                """);
        }

        var (exitCode, findings, said) = await ledger.VerifyAsync();
        exitCode.ShouldBe(ExitCode.No, said);
        findings.Take(3).ShouldBe([$"event_inserted {long.MinValue}", "event_inserted -5", $"event_inserted {gap}"], said);
    }

    [Fact]
    public async Task reordered_events_are_named()
    {
        await using var ledger = await SignedLedger.StartAsync(postgres);
        await ledger.RegisterAsync(3);
        var position = (long)(await ledger.Database.ScalarAsync($"SELECT {Start}"))!;

        await ledger.Database.ScalarAsync($"""
            UPDATE mt_events SET seq_id = -1 WHERE seq_id = {position};
            UPDATE mt_events SET seq_id = {position} WHERE seq_id = {position + 1};
            UPDATE mt_events SET seq_id = {position + 1} WHERE seq_id = -1
            """);

        var (exitCode, findings, said) = await ledger.VerifyAsync();
        exitCode.ShouldBe(ExitCode.No, said);
        findings.Take(2).ShouldBe([$"event_changed {position}", $"event_changed {position + 1}"], said);
    }

    [Fact]
    public async Task a_renumbered_event_is_missing_at_one_position_and_inserted_at_another()
    {
        await using var ledger = await SignedLedger.StartAsync(postgres);
        await ledger.RegisterAsync(1);
        var gap = (long)(await ledger.Database.ScalarAsync("SELECT nextval('mt_events_sequence')"))!;
        await ledger.RegisterAsync(2);
        var position = (long)(await ledger.Database.ScalarAsync($"SELECT {Start}"))!;

        await ledger.Database.ScalarAsync($"UPDATE mt_events SET seq_id = {gap} WHERE seq_id = {position}");

        var (exitCode, findings, said) = await ledger.VerifyAsync();
        exitCode.ShouldBe(ExitCode.No, said);
        findings.Take(2).ShouldBe([$"event_inserted {gap}", $"event_missing {position}"], said);
    }

    [Fact]
    public async Task a_version_and_a_stream_are_part_of_the_event()
    {
        await using var ledger = await SignedLedger.StartAsync(postgres);
        await ledger.RegisterAsync(2);
        var last = (long)(await ledger.Database.ScalarAsync("SELECT max(seq_id) FROM mt_events"))!;

        await ledger.Database.ScalarAsync($"""
            UPDATE mt_events SET version = 77 WHERE seq_id = {last};
            UPDATE mt_events SET stream_id = (SELECT min(id) FROM mt_streams WHERE tenant_id = 'plain' AND id LIKE 'passkeys/%'), version = 78 WHERE seq_id = {last - 1}
            """);

        var (exitCode, findings, said) = await ledger.VerifyAsync();
        exitCode.ShouldBe(ExitCode.No, said);
        findings.Take(2).ShouldBe([$"event_changed {last - 1}", $"event_changed {last}"], said);
    }

    [Fact]
    public async Task read_model_rows_that_are_not_what_the_events_give_are_named()
    {
        await using var ledger = await SignedLedger.StartAsync(postgres);
        await ledger.RegisterAsync(3);

        await ledger.Database.ScalarAsync("""
            insert into ledger_credentials select 'plain', 'ghost', 'mallory', 'Ghost', 'example.com', null, '[]', -7, '', 'none', 'none', '', now();
            delete from ledger_credentials where credential_id = (select min(credential_id) from ledger_credentials where credential_id <> 'ghost');
            delete from ledger_audit where position = (select min(seq_id) from mt_events);
            update ledger_credentials set sub = 'mallory', algorithm = -257 where credential_id = (select max(credential_id) from ledger_credentials where credential_id <> 'ghost')
            """);

        var (exitCode, findings, said) = await ledger.VerifyAsync();
        exitCode.ShouldBe(ExitCode.No, said);
        findings.Where(finding => finding.StartsWith("ledger_credentials", StringComparison.Ordinal)).ShouldBe(
            ["ledger_credentials unexplained []", "ledger_credentials missing []", """ledger_credentials changed ["sub","algorithm"]"""], ignoreOrder: true, said);
        findings.ShouldContain("ledger_audit missing []");
        (await ledger.RunAsync("verify")).Said.ShouldContain("\"credential_id\": \"ghost\"");
        (await ledger.Database.LinesAsync("select nspname from pg_namespace where nspname like 'rebuild%'")).ShouldBeEmpty();
        (await ledger.Database.LinesAsync("select count(*) from pg_class where relname = 'ledger_credentials'")).ShouldBe(["1"]);
    }

    [Fact]
    public async Task a_row_that_somebody_has_written_is_shown_as_text_that_a_terminal_does_not_obey()
    {
        await using var ledger = await SignedLedger.StartAsync(postgres);
        await ledger.Database.ScalarAsync(
            "insert into ledger_credentials select 'plain', U&'gh\\009Bost', 'mallory', 'Ghost', 'example.com', null, '[]', -7, '', 'none', 'none', '', now()");

        (await ledger.RunAsync("verify")).Said.ShouldContain("\"credential_id\": \"gh?ost\"");
    }

    [Fact]
    public async Task a_checkpoint_signed_by_another_key_is_not_believed()
    {
        await using var ledger = await SignedLedger.StartAsync(postgres);
        await ledger.RegisterAsync(2);
        var (size, note) = ((long)(await ledger.Database.ScalarAsync("SELECT max(tree_size) FROM ledger_tree_checkpoints"))!,
            (string)(await ledger.Database.ScalarAsync("SELECT note FROM ledger_tree_checkpoints ORDER BY tree_size DESC LIMIT 1"))!);
        var forged = SignedNote.Sign(SignedNote.TryParse(note)!.Text, SigningKey.Create(RunningLedger.LogOrigin)).ToString();

        await ledger.Database.ScalarAsync("UPDATE ledger_tree_checkpoints SET note = $1 WHERE tree_size = $2", forged, size);

        var (exitCode, findings, said) = await ledger.VerifyAsync();
        exitCode.ShouldBe(ExitCode.No, said);
        findings.ShouldBe(["checkpoint_untrusted null"], said);

        var outside = ledger.Place("forged.checkpoint");
        await File.WriteAllTextAsync(outside, forged, Cancelled);
        (await ledger.VerifyAsync("--checkpoint", outside)).Findings.ShouldBe(["checkpoint_untrusted null", "checkpoint_untrusted null"]);
    }

    [Fact]
    public async Task an_event_changed_together_with_its_leaf_contradicts_the_checkpoint_that_covers_it()
    {
        await using var ledger = await SignedLedger.StartAsync(postgres);
        await ledger.RegisterAsync(2);
        var before = (long)(await ledger.Database.ScalarAsync("SELECT count(*) FROM mt_events"))!;
        await ledger.RegisterAsync(2);

        // The tree is made anew over the changed log, as who knows the format can.
        await ledger.Database.ScalarAsync($"""
            UPDATE mt_events SET user_name = 'mallory' WHERE seq_id = (SELECT max(seq_id) FROM mt_events);
            UPDATE mt_event_progression SET last_seq_id = 0 WHERE name = 'transparency';
            TRUNCATE ledger_tree_tiles, ledger_tree_positions
            """);
        await ledger.Running.User(Pools.Plain).RegisterAsync();
        await ledger.UntilAsync("SELECT (SELECT count(*) FROM ledger_tree_leaves) = (SELECT count(*) FROM mt_events)");

        var (exitCode, findings, said) = await ledger.VerifyAsync();
        exitCode.ShouldBe(ExitCode.No, said);
        findings.ShouldNotBeEmpty(said);
        findings.ShouldAllBe(finding => finding.StartsWith("checkpoint_mismatch", StringComparison.Ordinal), said);
        var first = (long)(await ledger.Database.ScalarAsync("SELECT position FROM ledger_tree_leaves WHERE leaf_index = $1", before))!;
        long.Parse(findings[0].Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture).ShouldBeGreaterThanOrEqualTo(first, said);
    }

    [Fact]
    public async Task a_log_rolled_back_to_an_older_state_contradicts_a_checkpoint_held_outside()
    {
        await using var ledger = await SignedLedger.StartAsync(postgres);
        await ledger.RegisterAsync(2);
        var older = (long)(await ledger.Database.ScalarAsync("SELECT count(*) FROM mt_events"))!;
        var last = (long)(await ledger.Database.ScalarAsync("SELECT max(seq_id) FROM mt_events"))!;
        await ledger.RegisterAsync(2);
        var held = await ledger.KeepCheckpointAsync();
        await ledger.Running.StopAsync();

        await ledger.Database.ScalarAsync($"""
            DELETE FROM ledger_credentials WHERE credential_id IN (SELECT data->>'credentialId' FROM mt_events WHERE seq_id > {last});
            DELETE FROM ledger_audit WHERE position > {last};
            DELETE FROM mt_events WHERE seq_id > {last};
            DELETE FROM ledger_tree_checkpoints WHERE tree_size > {older};
            UPDATE ledger_tree_tiles SET hashes = substring(hashes FROM 1 FOR 32 * {older});
            UPDATE ledger_tree_positions SET positions = positions[1:{older}];
            UPDATE mt_event_progression SET last_seq_id = {last}
            """);
        File.Delete(ledger.KeyFile + ".checkpoint");

        (await ledger.VerifyAsync()).ExitCode.ShouldBe(ExitCode.Done, "it is a log that was once signed, and nothing in it tells that there was more");
        var (exitCode, findings, said) = await ledger.VerifyAsync("--checkpoint", held);
        exitCode.ShouldBe(ExitCode.No, said);
        findings.ShouldBe([$"rolled_back {last + 1}"], said);
    }

    [Fact]
    public async Task a_leaf_or_a_tile_that_is_not_what_the_events_give_is_named()
    {
        await using var ledger = await SignedLedger.StartAsync(postgres);
        await ledger.RegisterAsync(3);
        await ledger.Database.ScalarAsync("INSERT INTO ledger_tree_tiles (level, tile, hashes) VALUES (1, 0, decode(repeat('00', 32), 'hex'))");

        (await ledger.VerifyAsync()).Findings.ShouldBe(["tree_broken null"]);

        await ledger.Database.ScalarAsync("DELETE FROM ledger_tree_tiles");
        (await ledger.VerifyAsync()).Findings.ShouldContain(finding => finding.StartsWith("tree_broken", StringComparison.Ordinal));
    }

    [Fact]
    public async Task a_checkpoint_of_the_tree_that_is_moved_back_stops_the_tree_and_not_the_service_until_it_is_put_right()
    {
        await using var ledger = await SignedLedger.StartAsync(postgres);
        await ledger.RegisterAsync(2);
        var last = (long)(await ledger.Database.ScalarAsync("SELECT max(seq_id) FROM mt_events"))!;
        await ledger.Database.ScalarAsync("UPDATE mt_event_progression SET last_seq_id = 0 WHERE name = 'transparency'");

        await ledger.Running.User(Pools.Plain).RegisterAsync();

        var ready = new Uri(ledger.Running.Endpoint, "/health/ready");
        await UntilAsync(async () => (await ledger.Running.Http.GetStringAsync(ready, Cancelled)).Contains("tree does not grow", StringComparison.Ordinal));
        ledger.Running.Log.ShouldContain(line => line.Contains($"at position {last}", StringComparison.Ordinal));
        (await ledger.VerifyAsync()).ExitCode.ShouldBe(ExitCode.Done, "the tree is as it was");

        await ledger.Database.ScalarAsync($"UPDATE mt_event_progression SET last_seq_id = {last} WHERE name = 'transparency'");
        await ledger.UntilAsync("SELECT (SELECT max(tree_size) FROM ledger_tree_checkpoints) = (SELECT count(*) FROM mt_events)");
        await UntilAsync(async () => !(await ledger.Running.Http.GetStringAsync(ready, Cancelled)).Contains("tree does not grow", StringComparison.Ordinal));
        (await ledger.VerifyAsync()).ExitCode.ShouldBe(ExitCode.Done);
    }

    [Fact]
    public async Task without_a_key_there_is_nothing_to_trust_checkpoints_by()
    {
        await using var ledger = await SignedLedger.StartAsync(postgres);
        await ledger.RegisterAsync(1);
        using var output = new StringWriter();

        var exitCode = await CommandLine.RunAsync(
            ["verify", $"--ConnectionStrings:Ledger={ledger.Database.ConnectionString}"],
            new CommandHandlers((_, _) => Task.FromResult(0), (_, _, _, _) => Task.FromResult(0)),
            output,
            output,
            Cancelled);

        exitCode.ShouldBe(ExitCode.Usage);
        output.ToString().ShouldContain("--key");
    }

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        while (!await condition())
            await Task.Delay(50, Cancelled);
    }
}
