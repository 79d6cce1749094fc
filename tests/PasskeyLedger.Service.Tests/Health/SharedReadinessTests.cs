using Microsoft.Extensions.Diagnostics.HealthChecks;
using PasskeyLedger.Service.Health;
using PasskeyLedger.Service.Tests.Access;

namespace PasskeyLedger.Service.Tests.Health;

public sealed class SharedReadinessTests
{
    private readonly ManualTime time = new();
    private readonly CountedChecks checks = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task who_asks_while_others_do_gets_their_report()
    {
        var readiness = new SharedReadiness(checks, time);

        var asked = Enumerable.Range(0, 50).Select(_ => readiness.ReportAsync(Cancelled)).ToList();
        time.Advance(SharedReadiness.KeptFor * 10);
        asked.Add(readiness.ReportAsync(Cancelled));
        checks.Answer();

        (await Task.WhenAll(asked)).Distinct().ShouldHaveSingleItem();
        checks.Count.ShouldBe(1);
    }

    [Fact]
    public async Task a_report_is_kept_for_a_second()
    {
        var readiness = new SharedReadiness(checks, time);
        checks.Answer();

        await readiness.ReportAsync(Cancelled);
        time.Advance(SharedReadiness.KeptFor);
        await readiness.ReportAsync(Cancelled);
        checks.Count.ShouldBe(1);

        time.Advance(TimeSpan.FromMilliseconds(1));
        await readiness.ReportAsync(Cancelled);
        checks.Count.ShouldBe(2);
    }

    [Fact]
    public async Task who_goes_away_takes_nobodys_report_along()
    {
        var readiness = new SharedReadiness(checks, time);
        using var gone = new CancellationTokenSource();

        var asked = readiness.ReportAsync(gone.Token);
        var other = readiness.ReportAsync(Cancelled);
        await gone.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => asked);
        checks.Answer();

        (await other).Status.ShouldBe(HealthStatus.Healthy);
    }

    private sealed class CountedChecks : HealthCheckService
    {
        private readonly TaskCompletionSource answered = new();

        public int Count { get; private set; }

        public void Answer() => answered.SetResult();

        public override async Task<HealthReport> CheckHealthAsync(Func<HealthCheckRegistration, bool>? predicate, CancellationToken cancellationToken = default)
        {
            Count++;
            await answered.Task.WaitAsync(cancellationToken);
            return new(new Dictionary<string, HealthReportEntry>(), TimeSpan.Zero);
        }
    }
}
