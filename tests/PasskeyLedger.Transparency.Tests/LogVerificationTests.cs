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
            SELECT -5, gen_random_uuid(), stream_id, 1000, data, type, timestamp, tenant_id FROM mt_events WHERE seq_id = 3
            """);

        report = await verification.RunAsync(new([]), progress: null, Cancellation);
        report.Events.ShouldBe(4500 - 102 + 1);
        report.Findings.Take(6).Select(finding => (finding.Kind, finding.Position)).ShouldBe(
        [
            (LogFindingKind.EventInserted, -5),
            (LogFindingKind.EventChanged, 1),
            (LogFindingKind.EventMissing, 2000),
            (LogFindingKind.EventChanged, 2001),
            (LogFindingKind.EventMissing, 4000),
            (LogFindingKind.EventMissing, 4401),
        ]);
        report.FindingCount.ShouldBe(105);
    }
}
