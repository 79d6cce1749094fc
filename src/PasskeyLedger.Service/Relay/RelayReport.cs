using PasskeyLedger.Messaging.Relaying;

namespace PasskeyLedger.Service.Relay;

/// <summary>Passes on what the relay tells of itself, to the log and to the metrics.</summary>
internal sealed class RelayReport(RelayMetrics metrics, ILogger<EventRelay> logger)
{
    public void Tell(RelayNotice notice)
    {
        metrics.Count(notice);
        switch (notice)
        {
            case RelayNotice.BrokerAway away:
                RelayLog.BrokerAway(logger, away.Reason);
                break;
            case RelayNotice.BrokerBack:
                RelayLog.BrokerBack(logger);
                break;
            case RelayNotice.Refused refused:
                RelayLog.Refused(logger, refused.EventType, refused.Position, refused.Attempt, refused.Reason);
                break;
            case RelayNotice.Stopped stopped:
                RelayLog.Stopped(logger, stopped.EventType, stopped.EventId, stopped.Position, stopped.Attempts, stopped.Reason);
                break;
            case RelayNotice.Closed { State: { Stop: { } stop } }:
                RelayLog.Standing(logger, stop.EventType, stop.Position);
                break;
            case RelayNotice.Closed:
                RelayLog.Paused(logger);
                break;
            case RelayNotice.Opened:
                RelayLog.Opened(logger);
                break;
        }
    }
}
