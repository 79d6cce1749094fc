using System.Collections.Frozen;
using System.Net;
using PasskeyLedger.Contracts.Events;
using PasskeyLedger.Service.Telemetry;

namespace PasskeyLedger.Service.Access;

/// <summary>
/// The way in, the same for every operation: the service's network rules, the rate of the address, the token, the pool's network
/// rules, the rate of the user. The first that refuses decides, so that a call that is turned away early costs little.
/// </summary>
public sealed partial class CallerAccess
{
    private readonly NetworkRules serviceRules;
    private readonly FrozenDictionary<string, NetworkRules> poolRules;
    private readonly CallRates rates;
    private readonly AccessTokenVerifier verifier;
    private readonly ServiceMetrics metrics;
    private readonly ILogger logger;

    public CallerAccess(
        IEnumerable<NetworkRule> serviceRules,
        IEnumerable<UserPoolSettings> pools,
        CallRates rates,
        AccessTokenVerifier verifier,
        ServiceMetrics metrics,
        ILogger<CallerAccess> logger)
    {
        this.serviceRules = new NetworkRules(serviceRules);
        poolRules = pools.ToFrozenDictionary(pool => pool.Id, pool => new NetworkRules(pool.NetworkRules));
        this.rates = rates;
        this.verifier = verifier;
        this.metrics = metrics;
        this.logger = logger;
    }

    /// <summary>
    /// Decides on one call. What is refused before the user is known is counted and logged here, as no stream can hold it;
    /// what is refused after is the operation's to record.
    /// </summary>
    /// <param name="accessToken">The token as it came in the body; never kept or logged.</param>
    public async ValueTask<Admission> AdmitAsync(string accessToken, CallOrigin origin, CancellationToken cancellationToken)
    {
        // The service's network rules.
        if (serviceRules.Denial(origin) is { } denial)
            return TurnAway(new Admission.Denied(denial), "network_rule", origin);

        // The rate of the address.
        if (!rates.AllowsAddress(origin.Address))
            return TurnAway(new Admission.TooManyFromAddress(), "address_rate_exceeded", origin);

        // The token; then, the user being known, the pool's network rules and the rate of the user.
        return await verifier.VerifyAsync(accessToken, cancellationToken) switch
        {
            TokenVerdict.Verified(var caller, var pool) when poolRules[pool.Id].Denial(origin) is { } poolDenial =>
                new Admission.DeniedByPool(caller, pool, poolDenial),
            TokenVerdict.Verified(var caller, var pool) when !rates.AllowsUser(caller, pool) => new Admission.TooManyForUser(caller, pool),
            TokenVerdict.Verified(var caller, var pool) => new Admission.Admitted(caller, pool),
            TokenVerdict.Refused(var reason) => TurnAway(new Admission.NotAuthorized(reason), reason.Code(), origin),
            var verdict => throw new InvalidOperationException($"{verdict.GetType().Name} is not a verdict that is known."),
        };
    }

    private Admission TurnAway(Admission refusal, string reason, CallOrigin origin)
    {
        metrics.CallTurnedAway(reason);
        Log.TurnedAway(logger, origin.RequestId, origin.Address, reason);
        return refusal;
    }

    private static partial class Log
    {
        [LoggerMessage(1011, LogLevel.Information, "Request {RequestId} from {Address} was turned away: {Reason}")]
        public static partial void TurnedAway(ILogger logger, string requestId, IPAddress? address, string reason);
    }
}
