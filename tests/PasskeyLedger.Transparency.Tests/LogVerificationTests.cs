using PasskeyLedger.Testing;
using PasskeyLedger.Transparency.Verification;
using static PasskeyLedger.EventStore.Compliance.Given;

namespace PasskeyLedger.Transparency.Tests;

public sealed class LogVerificationTests(PostgresFixture postgres)
{
    [Fact]
    public async Task a_log_of_several_ranges_is_verified_to_its_last_leaf_and_each_fault_is_found_in_its_place()
    {
        await using var tree = await GrowingTree.StartAsync(postgres);
        await tree.AppendAsync(4500);
        await tree.UntilGrownAsync();
        var verification = new LogVerification(tree.Database.DataSource);

        var report = await verification.RunAsync(new([]), progress: null, Cancellation);
        (report.Events, report.Leaves, report.Unsequenced, report.FindingCount).ShouldBe((4500L, 4500L, 0L, 0L));

        await tree.Database.ScalarAsync("""
            UPDATE mt_events SET data = '{"number": -1}' WHERE seq_id IN (1, 2001);
            DELETE FROM mt_events WHERE seq_id IN (2000, 4000) OR seq_id > 4400;
            INSERT INTO mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id)
            SELECT p.at, gen_random_uuid(), stream_id, 1000 + p.place, data, type, timestamp, tenant_id
            FROM mt_events, (VALUES (-9223372036854775808, 0), (-5, 1)) AS p (at, place) WHERE seq_id = 3
            """);

        report = await verification.RunAsync(new([]), progress: null, Cancellation);
        report.Events.ShouldBe(4500 - 102 + 2);
        report.Findings.Take(7).Select(finding => (finding.Kind, finding.Position)).ShouldBe(
        [
            (LogFindingKind.EventInserted, long.MinValue),
            (LogFindingKind.EventInserted, -5),
            (LogFindingKind.EventChanged, 1),
            (LogFindingKind.EventMissing, 2000),
            (LogFindingKind.EventChanged, 2001),
            (LogFindingKind.EventMissing, 4000),
            (LogFindingKind.EventMissing, 4401),
        ]);
        report.FindingCount.ShouldBe(106);
    }

    [Fact]
    public async Task positions_that_are_not_there_are_a_finding()
    {
        await using var tree = await GrowingTree.StartAsync(postgres);
        await tree.AppendAsync(5);
        await tree.UntilGrownAsync();
        await tree.Database.ScalarAsync("UPDATE ledger_tree_positions SET positions[3] = NULL");

        var report = await new LogVerification(tree.Database.DataSource).RunAsync(new([]), progress: null, Cancellation);

        report.Findings.ShouldContain(finding => finding.Kind == LogFindingKind.TreeBroken);
    }

    [Fact]
    public async Task an_event_at_the_first_position_of_all_counts_where_there_is_no_tree_yet()
    {
        await using var tree = await GrowingTree.StartAsync(postgres);
        await tree.StopGrowingAsync();
        await tree.AppendAsync(1);
        await tree.Database.ScalarAsync("UPDATE mt_events SET seq_id = -9223372036854775808");

        var report = await new LogVerification(tree.Database.DataSource).RunAsync(new([]), progress: null, Cancellation);

        (report.Leaves, report.Unsequenced, report.FindingCount).ShouldBe((0L, 1L, 0L));
    }
}
