using System.Collections.Frozen;
using PasskeyLedger.Contracts.Events;

namespace PasskeyLedger.Service.Access;

/// <summary>
/// The way in, the same for every operation of a user: the service's network rules, the rate of the address, the token, the pool's
/// network rules, the rate of the user. The first that refuses decides, so that a call that is turned away early costs little.
/// </summary>
public sealed class CallerAccess(IEnumerable<UserPoolSettings> pools, OriginAccess origins, CallRates rates, AccessTokenVerifier verifier)
{
    private readonly FrozenDictionary<string, NetworkRules> poolRules =
        pools.ToFrozenDictionary(pool => pool.Id, pool => new NetworkRules(pool.NetworkRules));

    /// <summary>
    /// Decides on one call. What is refused before the user is known is counted and logged here, as no stream can hold it;
    /// what is refused after is the operation's to record.
    /// </summary>
    /// <param name="accessToken">The token as it came in the body; never kept or logged.</param>
    public async ValueTask<Admission> AdmitAsync(string accessToken, CallOrigin origin, CancellationToken cancellationToken)
    {
        // The service's network rules, then the rate of the address.
        switch (origins.Refuse(origin))
        {
            case OriginRefusal.Denied:
                return new Admission.Denied();
            case OriginRefusal.TooMany:
                return new Admission.TooManyFromAddress();
        }

        // The token; then, the user being known, the pool's network rules and the rate of the user.
        switch (await verifier.VerifyAsync(accessToken, cancellationToken))
        {
            case TokenVerdict.Verified(var caller, var pool) when poolRules[pool.Id].Denial(origin) is { } poolDenial:
                return new Admission.DeniedByPool(caller, pool, poolDenial);
            case TokenVerdict.Verified(var caller, var pool) when !rates.AllowsUser(caller, pool):
                return new Admission.TooManyForUser(caller, pool);
            case TokenVerdict.Verified(var caller, var pool):
                return new Admission.Admitted(caller, pool);
            case TokenVerdict.Refused(var reason):
                origins.TurnAway(reason, origin);
                return new Admission.NotAuthorized(reason);
            case var verdict:
                throw new InvalidOperationException($"{verdict.GetType().Name} is not a verdict that is known.");
        }
    }
}
