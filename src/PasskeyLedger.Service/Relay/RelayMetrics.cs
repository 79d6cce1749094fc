using System.Diagnostics.Metrics;
using PasskeyLedger.Messaging.Relaying;
using PasskeyLedger.Service.Telemetry;

namespace PasskeyLedger.Service.Relay;

/// <summary>What this node's relay has done, and whether it can. How far it is behind is measured with that of all subscriptions.</summary>
internal sealed class RelayMetrics
{
    private readonly Counter<long> published;
    private readonly Counter<long> refused;
    private volatile bool isStopped;
    private volatile bool isWaiting;

    public RelayMetrics(IMeterFactory factory)
    {
        var meter = factory.Create(ServiceMetrics.MeterName);
        published = meter.CreateCounter<long>("passkey_ledger.relay.published", "{event}", "Events that the broker has confirmed, repetitions included.");
        refused = meter.CreateCounter<long>("passkey_ledger.relay.refused", "{attempt}", "Attempts at events that the broker did not take.");
        meter.CreateObservableGauge("passkey_ledger.relay.stopped", () => isStopped ? 1 : 0, description: "1 while the relay stands at an event that the broker does not take.");
        meter.CreateObservableGauge("passkey_ledger.relay.waiting", () => isWaiting ? 1 : 0, description: "1 while the relay waits for the broker.");
    }

    public void Count(RelayNotice notice)
    {
        switch (notice)
        {
            case RelayNotice.Published confirmed:
                published.Add(confirmed.Count);
                break;
            case RelayNotice.Refused attempt:
                refused.Add(1, new KeyValuePair<string, object?>("passkey_ledger.event.type", attempt.EventType));
                break;
            case RelayNotice.Stopped last:
                refused.Add(1, new KeyValuePair<string, object?>("passkey_ledger.event.type", last.EventType));
                isStopped = true;
                break;
            case RelayNotice.Closed closed:
                isStopped = closed.State.Stop is not null;
                break;
            case RelayNotice.Opened:
                isStopped = false;
                break;
            case RelayNotice.BrokerAway:
                isWaiting = true;
                break;
            case RelayNotice.BrokerBack:
                isWaiting = false;
                break;
        }
    }
}
