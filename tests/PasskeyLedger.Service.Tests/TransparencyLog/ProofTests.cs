using System.Text.Json;
using PasskeyLedger.Service.Commands;
using PasskeyLedger.Testing;
using PasskeyLedger.Transparency.Notes;
using PasskeyLedger.Transparency.Proofs;

namespace PasskeyLedger.Service.Tests.TransparencyLog;

/// <summary>The commands <c>prove</c>, <c>verify-proof</c> and <c>keys</c>.</summary>
public sealed class ProofTests(PostgresFixture postgres)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task every_event_has_a_proof_that_is_checked_offline()
    {
        await using var ledger = await SignedLedger.StartAsync(postgres);
        await ledger.RegisterAsync(3);
        foreach (var position in (await ledger.Database.LinesAsync("SELECT seq_id FROM mt_events ORDER BY seq_id")))
        {
            var file = ledger.Place($"{position}.tlog-proof");
            var (proved, said) = await ledger.RunAsync("prove", position, "--out", file);
            proved.ShouldBe(ExitCode.Done, said);

            var (checkedProof, text) = await OfflineAsync("verify-proof", file, "--key", ledger.Verifier, "--json");
            checkedProof.ShouldBe(ExitCode.Done, text);
            var verdict = JsonDocument.Parse(text).RootElement;
            verdict.GetProperty("verdict").GetString().ShouldBe("holds");
            var leaf = JsonDocument.Parse(verdict.GetProperty("event").GetString()!).RootElement;
            leaf.GetProperty("position").GetInt64().ToString(System.Globalization.CultureInfo.InvariantCulture).ShouldBe(position);
        }
    }

    [Fact]
    public async Task a_proof_fails_under_another_key_for_another_event_and_after_a_change()
    {
        await using var ledger = await SignedLedger.StartAsync(postgres);
        await ledger.RegisterAsync(2);
        var positions = await ledger.Database.LinesAsync("SELECT seq_id FROM mt_events ORDER BY seq_id");
        var (file, leaf, other) = (ledger.Place("one.tlog-proof"), ledger.Place("one.json"), ledger.Place("other.json"));
        (await ledger.RunAsync("prove", positions[1], "--out", file, "--leaf", leaf, "--without-event")).ExitCode.ShouldBe(ExitCode.Done);
        (await ledger.RunAsync("prove", positions[2], "--out", ledger.Place("two.tlog-proof"), "--leaf", other)).ExitCode.ShouldBe(ExitCode.Done);
        (await File.ReadAllTextAsync(file, Cancelled)).ShouldNotContain("extra");

        (await OfflineAsync("verify-proof", file, "--key", ledger.Verifier)).ExitCode.ShouldBe(ExitCode.Usage, "the event is not in it");
        (await OfflineAsync("verify-proof", file, "--key", ledger.Verifier, "--event", leaf)).ExitCode.ShouldBe(ExitCode.Done);
        (await OfflineAsync("verify-proof", file, "--key", ledger.Verifier, "--event", other)).ExitCode.ShouldBe(ExitCode.No);
        (await OfflineAsync("verify-proof", file, "--key", SigningKey.Create("ledger.example/log").Verifier.ToString(), "--event", leaf)).ExitCode.ShouldBe(ExitCode.No);
        var changed = (await File.ReadAllTextAsync(leaf, Cancelled)).Replace("\"version\":", "\"version\":1", StringComparison.Ordinal);
        await File.WriteAllTextAsync(leaf, changed, Cancelled);
        (await OfflineAsync("verify-proof", file, "--key", ledger.Verifier, "--event", leaf)).ExitCode.ShouldBe(ExitCode.No);
        (await OfflineAsync("verify-proof", leaf, "--key", ledger.Verifier)).ExitCode.ShouldBe(ExitCode.Usage);
        (await OfflineAsync("verify-proof", file, "--key", "nonsense")).ExitCode.ShouldBe(ExitCode.Usage);
    }

    [Fact]
    public async Task an_event_that_was_changed_or_is_not_there_is_not_proven()
    {
        await using var ledger = await SignedLedger.StartAsync(postgres);
        await ledger.RegisterAsync(1);
        var last = (long)(await ledger.Database.ScalarAsync("SELECT max(seq_id) FROM mt_events"))!;
        await ledger.Database.ScalarAsync("UPDATE mt_events SET user_name = 'mallory' WHERE seq_id = $1", last);

        var (altered, said) = await ledger.RunAsync("prove", Text(last));
        altered.ShouldBe(ExitCode.No);
        said.ShouldContain("is not the one that the log has committed to");
        (await ledger.RunAsync("prove", Text(last + 1000))).Said.ShouldContain("There is no event");
    }

    [Fact]
    public async Task a_proof_is_printed_where_no_file_is_named()
    {
        await using var ledger = await SignedLedger.StartAsync(postgres);
        await ledger.RegisterAsync(1);

        var (exitCode, said) = await ledger.RunAsync("prove", (await ledger.Database.LinesAsync("SELECT min(seq_id) FROM mt_events"))[0]);

        exitCode.ShouldBe(ExitCode.Done);
        var proof = TlogProof.TryParse(said).ShouldNotBeNull(said);
        proof.Check(proof.Extra.Span, [VerifierKey.TryParse(ledger.Verifier)!]).ShouldBeOfType<ProofVerdict.Holds>();
    }

    [Fact]
    public async Task keys_new_writes_a_key_for_its_user_alone_and_prints_what_others_verify_with()
    {
        var directory = Directory.CreateTempSubdirectory("passkey-ledger-tests-");
        try
        {
            var file = Path.Combine(directory.FullName, "key.pem");
            var (exitCode, said) = await OfflineAsync("keys", "new", "--out", file, "--name", "ledger.example/log");

            exitCode.ShouldBe(ExitCode.Done, said);
            var verifier = VerifierKey.TryParse(said.Split('\n')[0]).ShouldNotBeNull(said);
            var pem = await File.ReadAllTextAsync(file, Cancelled);
            SigningKey.TryRead(pem, "ledger.example/log", out _)!.Verifier.ToString().ShouldBe(verifier.ToString());
            said.ShouldNotContain(pem.Split('\n')[1], customMessage: "the private key is not printed");
            if (!OperatingSystem.IsWindows())
                File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);

            (await OfflineAsync("keys", "new", "--out", file, "--name", "ledger.example/log")).ExitCode.ShouldBe(ExitCode.Usage);
            (await File.ReadAllTextAsync(file, Cancelled)).ShouldBe(pem);
            (await OfflineAsync("keys", "new", "--out", file + "2")).Said.ShouldContain("--name");
            (await OfflineAsync("keys", "new", "--out", file + "2", "--name", "my log")).ExitCode.ShouldBe(ExitCode.Usage);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private static string Text(long number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static async Task<(int ExitCode, string Said)> OfflineAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        var exitCode = await CommandLine.RunAsync(
            arguments, new CommandHandlers((_, _) => Task.FromResult(0), (_, _, _, _) => Task.FromResult(0)), output, output, Cancelled);
        return (exitCode, output.ToString());
    }
}
