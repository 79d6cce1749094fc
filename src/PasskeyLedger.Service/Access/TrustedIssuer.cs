using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using PasskeyLedger.Contracts.Events;

namespace PasskeyLedger.Service.Access;

/// <summary>A user pool, and the keys of the issuer that its tokens come from.</summary>
public sealed record TrustedIssuer(UserPoolSettings Pool, IssuerKeys Keys);

/// <summary>The issuers of all pools, by the <c>iss</c> of their tokens. No two pools share one.</summary>
public sealed class TrustedIssuers(IEnumerable<TrustedIssuer> issuers) : IDisposable
{
    private readonly FrozenDictionary<string, TrustedIssuer> byName = issuers.ToFrozenDictionary(issuer => issuer.Pool.Issuer);

    public bool TryFind(string? name, [NotNullWhen(true)] out TrustedIssuer? issuer)
    {
        issuer = null;
        return name is not null && byName.TryGetValue(name, out issuer);
    }

    public void Dispose()
    {
        foreach (var issuer in byName.Values)
            issuer.Keys.Dispose();
    }
}
