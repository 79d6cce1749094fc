using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging.Abstractions;
using PasskeyLedger.Messaging.Relaying;
using PasskeyLedger.Service.Relay;

namespace PasskeyLedger.Service.Tests.Relay;

/// <summary>What an operator hears of the relay.</summary>
public sealed class RelayReportTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly RelayStop Stop = new(42, Guid.Empty, "registration_completed", "it is too large", 20, Noon);

    [Theory]
    [InlineData(false, false, false, HealthStatus.Healthy, null)]
    [InlineData(true, false, false, HealthStatus.Healthy, "The relay is paused.")]
    [InlineData(false, true, true, HealthStatus.Degraded, "The relay stands at position 42, which the broker did not take in 20 attempts: it is too large.")]
    [InlineData(false, false, true, HealthStatus.Degraded, "Events are not published since 2026-03-01 12:00:00Z: the broker is away.")]
    public void a_relay_that_cannot_publish_degrades_the_service_and_does_not_fail_it(bool isPaused, bool isStopped, bool isWaiting, HealthStatus status, string? words)
    {
        var judged = RelayReadiness.Judge(new(isPaused, 0, isStopped ? Stop : null, isWaiting ? new(Noon, "the broker is away") : null));

        judged.Status.ShouldBe(status);
        judged.Description.ShouldBe(words);
    }

    [Fact]
    public void what_the_relay_does_is_counted()
    {
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var factory = services.GetRequiredService<IMeterFactory>();
        var report = new RelayReport(new RelayMetrics(factory), NullLogger<EventRelay>.Instance);
        List<string> measured = [];
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (ReferenceEquals(instrument.Meter.Scope, factory))
                    self.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => measured.Add($"{instrument.Name} {value}"));
        listener.SetMeasurementEventCallback<int>((instrument, value, _, _) => measured.Add($"{instrument.Name} {value}"));
        listener.Start();

        report.Tell(new RelayNotice.Published(7));
        report.Tell(new RelayNotice.BrokerAway("it is away"));
        report.Tell(new RelayNotice.Refused(42, "registration_completed", 1, "it is too large"));
        report.Tell(new RelayNotice.Stopped(42, Guid.Empty, "registration_completed", 2, "it is too large"));
        listener.RecordObservableInstruments();

        measured.ShouldBe(
        [
            "passkey_ledger.relay.published 7", "passkey_ledger.relay.refused 1", "passkey_ledger.relay.refused 1", "passkey_ledger.relay.stopped 1",
            "passkey_ledger.relay.waiting 1",
        ]);
        measured.Clear();
        report.Tell(new RelayNotice.Opened());
        report.Tell(new RelayNotice.BrokerBack());
        listener.RecordObservableInstruments();
        measured.ShouldBe(["passkey_ledger.relay.stopped 0", "passkey_ledger.relay.waiting 0"]);
    }
}
