using PasskeyLedger.Service.Configuration;

namespace PasskeyLedger.Service.Access;

/// <summary>
/// The way in for operators: the service's network rules, the rate of the address, then a token of an operators' issuer with the
/// operators' scope. What is refused is counted and logged here.
/// </summary>
public sealed class OperatorAccess(OperatorSettings settings, OperatorIssuers issuers, OriginAccess origins, TimeProvider time)
{
    // Nothing is remembered: operators call seldom, and each call is recorded, which costs more than a signature.
    private readonly AccessTokenReader reader = new(settings.Scope, time);

    /// <summary>Decides on one call.</summary>
    /// <param name="accessToken">
    /// The token as it came, in the body or as a <see cref="BearerToken"/>; null where it came without one. Never kept or logged.
    /// </param>
    public async ValueTask<OperatorAdmission> AdmitAsync(string? accessToken, CallOrigin origin, CancellationToken cancellationToken)
    {
        switch (origins.Refuse(origin))
        {
            case OriginRefusal.Denied:
                return new OperatorAdmission.Denied();
            case OriginRefusal.TooMany:
                return new OperatorAdmission.TooManyFromAddress();
        }

        switch (await reader.ReadAsync(accessToken ?? "", issuers.Find, cancellationToken))
        {
            case TokenReading.Verified(var claims, _):
                return new OperatorAdmission.Admitted(new(new(claims.Subject), new(claims.Client), claims.Issuer));
            case TokenReading.Refused(var reason):
                origins.TurnAway(reason, origin);
                return new OperatorAdmission.NotAuthorized(reason);
            case var reading:
                throw new InvalidOperationException($"{reading.GetType().Name} is not a reading that is known.");
        }
    }
}
