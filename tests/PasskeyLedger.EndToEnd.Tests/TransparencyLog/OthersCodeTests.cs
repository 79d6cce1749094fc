using System.Text;
using System.Text.Json;
using PasskeyLedger.EndToEnd.Tests.AwsSdk;
using PasskeyLedger.Testing;
using PasskeyLedger.Transparency.Canonical;
using PasskeyLedger.Transparency.Proofs;

namespace PasskeyLedger.EndToEnd.Tests.TransparencyLog;

/// <summary>What the log gives out, read by code that others have written for the same formats.</summary>
public sealed class OthersCodeTests(PostgresFixture postgres)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task sigstores_verifier_believes_the_proofs_of_a_running_service_and_no_altered_one()
    {
        await NodeVersion.OrSkipAsync(Cancelled);
        await using var ledger = await LedgerWithKey.StartAsync(await postgres.CreateEmptyDatabaseAsync());
        await ledger.RegisterAsync(5);
        var positions = await ledger.Database.LinesAsync("SELECT seq_id FROM mt_events ORDER BY seq_id");
        foreach (var position in new[] { positions[0], positions[positions.Count / 2], positions[^1] })
        {
            var (exitCode, text) = await ledger.RunAsync("prove", position);
            exitCode.ShouldBe(0, text);
            var proof = TlogProof.TryParse(text).ShouldNotBeNull(text);

            var verdict = await CheckAsync(ledger, text, proof.Extra.ToArray());
            verdict.GetProperty("verdict").GetString().ShouldBe("holds", verdict.GetRawText());
            verdict.GetProperty("origin").GetString().ShouldBe(LedgerWithKey.Origin);

            (await CheckAsync(ledger, text, [.. proof.Extra.ToArray(), (byte)' '])).GetProperty("verdict").GetString().ShouldBe("fails");
            (await CheckAsync(ledger, text.Replace(LedgerWithKey.Origin, LedgerWithKey.Origin + "2", StringComparison.Ordinal), proof.Extra.ToArray()))
                .GetProperty("verdict").GetString().ShouldBe("fails");
        }
    }

    [Fact]
    public async Task the_package_canonicalize_gives_json_the_same_form()
    {
        var random = new Random(8785);
        string[] texts = [.. Enumerable.Range(0, 1000).Select(_ => RandomJson.Next(random))];

        var theirs = (await FormatChecker.RunAsync("canonical", texts, Cancelled)).EnumerateArray().Select(text => text.GetString()).ToList();

        for (var index = 0; index < texts.Length; index++)
            Encoding.UTF8.GetString(CanonicalJson.Of(Encoding.UTF8.GetBytes(texts[index]))).ShouldBe(theirs[index], texts[index]);
    }

    private static Task<JsonElement> CheckAsync(LedgerWithKey ledger, string proof, byte[] leaf) =>
        FormatChecker.RunAsync("proof", new { proof, key = ledger.Verifier, leaf }, Cancelled);
}
