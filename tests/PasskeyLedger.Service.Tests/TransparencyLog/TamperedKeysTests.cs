using PasskeyLedger.Service.Commands;
using PasskeyLedger.Service.Tests.Http;
using PasskeyLedger.Testing;

namespace PasskeyLedger.Service.Tests.TransparencyLog;

/// <summary>What somebody does to the keys of personal data behind the service's back, and what <c>verify</c> says of it.</summary>
public sealed class TamperedKeysTests(PostgresFixture postgres)
{
    private const string Start = "(SELECT max(seq_id) FROM mt_events WHERE type = 'registration_started')";

    [Fact]
    public async Task a_key_that_was_destroyed_off_the_record_is_named()
    {
        await using var ledger = await SignedLedger.StartAsync(postgres);
        await ledger.RegisterAsync(2);
        var stream = await ledger.Database.ScalarAsync($"SELECT stream_id FROM mt_events WHERE seq_id = {Start}");

        await ledger.Database.ScalarAsync($"""
            UPDATE ledger_personal_keys SET key = NULL, destroyed_at = now() WHERE stream_id = '{stream}';
            UPDATE ledger_audit SET source_address = NULL, user_agent = NULL WHERE stream_id = '{stream}'
            """);

        var (exitCode, findings, said) = await ledger.VerifyAsync();
        exitCode.ShouldBe(ExitCode.No, said);
        findings.ShouldBe([$"key destroyed_off_record {stream}"], said);
        (await ledger.RunAsync("verify")).Said.ShouldContain("no user_erased says so");
    }

    [Fact]
    public async Task an_erasure_excuses_the_keys_that_it_names_and_no_other()
    {
        await using var ledger = await SignedLedger.StartAsync(postgres);
        await ledger.RegisterAsync(2);
        var stream = (string)(await ledger.Database.ScalarAsync($"SELECT stream_id FROM mt_events WHERE seq_id = {Start}"))!;
        (await ledger.RunAsync("erase", Pools.Plain, stream["passkeys/".Length..], "--reason", "asked for", "--yes")).ExitCode.ShouldBe(ExitCode.Done);
        await ledger.Database.ScalarAsync($"""
            INSERT INTO ledger_personal_keys (tenant_id, stream_id, key_id, created_at, destroyed_at) VALUES ('plain', '{stream}', gen_random_uuid(), now(), now())
            """);

        var (_, findings, said) = await ledger.VerifyAsync();
        findings.Where(finding => finding.StartsWith("key", StringComparison.Ordinal)).ShouldBe([$"key destroyed_off_record {stream}"], said);
    }

    [Theory]
    [InlineData("UPDATE ledger_personal_keys SET wrapped_with = 'another' WHERE stream_id = '{0}'", "spoilt")]
    [InlineData("UPDATE ledger_personal_keys SET key = decode('00', 'hex') WHERE stream_id = '{0}'", "spoilt")]
    [InlineData("DELETE FROM ledger_personal_keys WHERE stream_id = '{0}'", "missing")]
    public async Task a_key_that_does_not_open_what_it_encrypted_is_named_and_nobody_elses_events_are(string sql, string kind)
    {
        await using var ledger = await SignedLedger.StartAsync(postgres);
        await ledger.RegisterAsync(3);
        var stream = (string)(await ledger.Database.ScalarAsync($"SELECT stream_id FROM mt_events WHERE seq_id = {Start}"))!;

        await ledger.Database.ScalarAsync(sql.Replace("{0}", stream, StringComparison.Ordinal));

        var (exitCode, findings, said) = await ledger.VerifyAsync();
        exitCode.ShouldBe(ExitCode.No, said);
        findings[0].ShouldBe($"key {kind} {stream}", said);
        findings.Count(finding => finding.StartsWith("key", StringComparison.Ordinal)).ShouldBe(1, said);
        findings.Skip(1).ShouldBe(Enumerable.Repeat("""ledger_audit changed ["source_address","user_agent"]""", 2), said);
    }
}
