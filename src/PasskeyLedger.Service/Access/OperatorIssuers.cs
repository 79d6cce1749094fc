using System.Collections.Frozen;

namespace PasskeyLedger.Service.Access;

/// <summary>
/// The keys of the issuers whose tokens make an operator, by their <c>iss</c>: the configured one, and in Development its own too.
/// Empty: there are no operators.
/// </summary>
public sealed class OperatorIssuers : IDisposable
{
    private readonly FrozenDictionary<string, IssuerKeys> byName;
    private readonly IReadOnlyList<IssuerKeys> owned;

    /// <param name="names">The issuers' names.</param>
    /// <param name="pools">An issuer that a pool has already is asked for its keys once, as the pool's settings say.</param>
    /// <param name="open">Opens the keys of an issuer that no pool has.</param>
    public OperatorIssuers(IEnumerable<string> names, TrustedIssuers pools, Func<string, IssuerKeys> open)
    {
        List<IssuerKeys> opened = [];
        byName = names.Distinct().ToFrozenDictionary(name => name, name => pools.TryFind(name, out var pool) ? pool.Keys : Open(name));
        owned = opened;

        IssuerKeys Open(string name)
        {
            var keys = open(name);
            opened.Add(keys);
            return keys;
        }
    }

    public IssuerKeys? Find(string? name) => name is null ? null : byName.GetValueOrDefault(name);

    public void Dispose()
    {
        foreach (var keys in owned)
            keys.Dispose();
    }
}
