using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using PasskeyLedger.EventStore;
using PasskeyLedger.Service.Subscriptions;
using PasskeyLedger.Service.Telemetry;
using PasskeyLedger.Service.Tests.Configuration;
using PasskeyLedger.Testing;

namespace PasskeyLedger.Service.Tests.Subscriptions;

public sealed class SubscriptionMetricsTests(PostgresFixture postgres)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task the_lag_of_every_name_with_a_checkpoint_is_measured_in_events_and_seconds()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var store = new NpgsqlEventStore(database.DataSource);
        var clock = new AdjustableClock();
        var happened = clock.GetUtcNow();
        await store.AppendAsync(Happened(happened, happened, happened), Cancelled);
        clock.Advance(TimeSpan.FromMinutes(10));
        await database.ScalarAsync("""
            insert into mt_event_progression (name, last_seq_id)
            select 'audit', min(seq_id) from mt_events union all select 'messaging', max(seq_id) from mt_events union all select 'audit/rebuild/1', 0
            """);
        using var services = new ServiceCollection().AddServiceTelemetry(Settings.Least).BuildServiceProvider();
        var meters = services.GetRequiredService<IMeterFactory>();
        using var metrics = new SubscriptionMetrics(meters, database.DataSource, clock);
        var measured = new ConcurrentDictionary<string, double>(StringComparer.Ordinal);
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, meters))
                self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Note(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Note(instrument, value, tags));
        listener.Start();

        await metrics.StartAsync(Cancelled);
        while (measured.Count < 4)
        {
            await Task.Delay(20, Cancelled);
            listener.RecordObservableInstruments();
        }

        await metrics.StopAsync(Cancelled);

        measured.Keys.ShouldBe(
            [
                "passkey_ledger.subscription.lag audit", "passkey_ledger.subscription.lag messaging",
                "passkey_ledger.subscription.delay audit", "passkey_ledger.subscription.delay messaging",
            ],
            ignoreOrder: true);
        measured["passkey_ledger.subscription.lag audit"].ShouldBe(2);
        measured["passkey_ledger.subscription.lag messaging"].ShouldBe(0);
        measured["passkey_ledger.subscription.delay audit"].ShouldBeInRange(600, 6000);
        measured["passkey_ledger.subscription.delay messaging"].ShouldBe(0);

        void Note(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
            measured[string.Create(CultureInfo.InvariantCulture, $"{instrument.Name} {tags[0].Value}")] = value;
    }

    private static Append Happened(params DateTimeOffset[] times) => new()
    {
        Stream = new(new("pool"), new("stream")),
        Expected = ExpectedVersion.NoStream,
        Events = [.. times.Select(at => new NewEvent { Id = Guid.CreateVersion7(), Type = "happened", ClrType = "Happened", Data = "{}"u8.ToArray(), Timestamp = at })],
    };
}
