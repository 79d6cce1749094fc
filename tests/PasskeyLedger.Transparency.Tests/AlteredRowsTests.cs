using PasskeyLedger.Testing;
using PasskeyLedger.Transparency.Notes;
using PasskeyLedger.Transparency.Publishing;
using PasskeyLedger.Transparency.Signing;
using PasskeyLedger.Transparency.Verification;
using static PasskeyLedger.EventStore.Compliance.Given;

namespace PasskeyLedger.Transparency.Tests;

/// <summary>What is given out of tables that somebody wrote to: nothing, and for the reason that it is.</summary>
public sealed class AlteredRowsTests(PostgresFixture postgres)
{
    private readonly SigningKey key = SigningKey.Create("ledger.example/log");

    [Theory]
    [InlineData("UPDATE mt_events SET data = (repeat('[', 1100) || repeat(']', 1100))::jsonb WHERE seq_id = 2")]
    [InlineData("DELETE FROM ledger_tree_positions")]
    [InlineData("UPDATE ledger_tree_positions SET positions = positions[1:2]")]
    [InlineData("UPDATE ledger_tree_positions SET positions[1] = NULL")]
    [InlineData("UPDATE ledger_tree_positions SET positions[5] = NULL")]
    public async Task entries_of_rows_that_were_altered_are_no_data_of_the_log(string sql)
    {
        await using var tree = await SignedAsync();
        await tree.Database.ScalarAsync(sql);

        await Should.ThrowAsync<InvalidDataException>(() => new PublishedLog(tree.Database.DataSource).EntriesAsync(0, 5, Cancellation));
    }

    [Fact]
    public async Task an_event_inserted_below_the_trees_end_is_altered_and_one_behind_it_is_not_yet_proven()
    {
        await using var tree = await SignedAsync();
        await tree.StopGrowingAsync();
        await tree.Database.ScalarAsync("""
            INSERT INTO mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id)
            SELECT p.at, gen_random_uuid(), stream_id, 1000 + p.place, data, type, timestamp, tenant_id
            FROM mt_events, (VALUES (-9223372036854775808, 0), (-5, 1), (9, 2)) AS p (at, place) WHERE seq_id = 3
            """);
        var proofs = new InclusionProofs(tree.Database.DataSource);

        (await proofs.ProveAsync(long.MinValue, Cancellation)).ShouldBeOfType<ProofOutcome.Altered>();
        (await proofs.ProveAsync(-5, Cancellation)).ShouldBeOfType<ProofOutcome.Altered>();
        (await proofs.ProveAsync(3, Cancellation)).ShouldBeOfType<ProofOutcome.Proven>();
        (await proofs.ProveAsync(9, Cancellation)).ShouldBeOfType<ProofOutcome.NotYet>();
        (await proofs.ProveAsync(7, Cancellation)).ShouldBeOfType<ProofOutcome.NoSuchEvent>();
    }

    [Fact]
    public async Task a_checkpoint_of_another_tree_spares_no_event_its_check()
    {
        await using var tree = await SignedAsync();
        await using var other = await SignedAsync();
        var latest = (await new PublishedLog(other.Database.DataSource).LatestCheckpointAsync(Cancellation)).ShouldNotBeNull();
        await tree.Database.ScalarAsync("UPDATE mt_events SET user_name = 'mallory' WHERE seq_id = 2");

        var report = await new LogVerification(tree.Database.DataSource).RunAsync(
            new([key.Verifier]) { From = new("It", latest.Note) }, progress: null, Cancellation);

        report.Events.ShouldBe(5);
        report.Findings.ShouldContain(finding => finding.Kind == LogFindingKind.EventChanged && finding.Position == 2);
        report.Findings.ShouldContain(finding => finding.Kind == LogFindingKind.CheckpointMismatch);
    }

    private async Task<GrowingTree> SignedAsync()
    {
        var tree = await GrowingTree.StartAsync(postgres);
        await tree.AppendAsync(5);
        await tree.UntilGrownAsync();
        (await new CheckpointSigner(tree.Database.DataSource, key, kept: null, TimeProvider.System).SignAsync(Cancellation)).ShouldBeOfType<SigningOutcome.Signed>();
        return tree;
    }
}
