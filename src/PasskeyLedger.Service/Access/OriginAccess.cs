using System.Net;
using PasskeyLedger.Contracts.Events;
using PasskeyLedger.Service.Telemetry;

namespace PasskeyLedger.Service.Access;

/// <summary>
/// What is asked of every call before its token is read: the service's network rules, then the rate of the address. It also counts and
/// logs who is turned away without being known, as no stream can hold that.
/// </summary>
public sealed partial class OriginAccess(
    IEnumerable<NetworkRule> serviceRules, CallRates rates, ServiceMetrics metrics, ILogger<OriginAccess> logger)
{
    private const string NetworkRule = "network_rule";

    private readonly NetworkRules rules = new(serviceRules);

    /// <summary>Counts the call; null where it may go on.</summary>
    public OriginRefusal? Refuse(CallOrigin origin)
    {
        if (rules.Denial(origin) is { } denial)
        {
            metrics.CallTurnedAway(NetworkRule);
            Log.Denied(logger, origin.RequestId, origin.Address, NetworkRule, denial);
            return new OriginRefusal.Denied();
        }

        if (!rates.AllowsAddress(origin.Address))
        {
            TurnAway("address_rate_exceeded", origin);
            return new OriginRefusal.TooMany();
        }

        return null;
    }

    /// <summary>Counts and logs a call whose token is refused.</summary>
    public void TurnAway(TokenRefusal reason, CallOrigin origin) => TurnAway(reason.Code(), origin);

    private void TurnAway(string reason, CallOrigin origin)
    {
        metrics.CallTurnedAway(reason);
        Log.TurnedAway(logger, origin.RequestId, origin.Address, reason);
    }

    private static partial class Log
    {
        [LoggerMessage(1011, LogLevel.Information, "Request {RequestId} from {Address} was turned away: {Reason}")]
        public static partial void TurnedAway(ILogger logger, string requestId, IPAddress? address, string reason);

        [LoggerMessage(1012, LogLevel.Information, "Request {RequestId} from {Address} was turned away: {Reason}, as {Rule}")]
        public static partial void Denied(ILogger logger, string requestId, IPAddress? address, string reason, string rule);
    }
}

/// <summary>Why a call is turned away by where it came from.</summary>
public abstract record OriginRefusal
{
    private OriginRefusal()
    {
    }

    /// <summary>One of the service's network rules denies it.</summary>
    public sealed record Denied : OriginRefusal;

    /// <summary>Its address calls too often.</summary>
    public sealed record TooMany : OriginRefusal;
}
