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

    /// <param name="issuers">The issuers' names, and where the keys of each are, as far as the operators' own settings say it.</param>
    /// <param name="pools">An issuer that a pool has already, and of which nothing else is said, is asked for its keys once, as the pool's settings say.</param>
    /// <param name="open">Opens the keys of any other issuer.</param>
    public OperatorIssuers(IEnumerable<(string Name, KeySource? Keys)> issuers, TrustedIssuers pools, Func<string, KeySource?, IssuerKeys> open)
    {
        List<IssuerKeys> opened = [];
        byName = issuers.DistinctBy(issuer => issuer.Name).ToFrozenDictionary(
            issuer => issuer.Name,
            issuer => issuer.Keys is null && pools.TryFind(issuer.Name, out var pool) ? pool.Keys : Open(issuer.Name, issuer.Keys));
        owned = opened;

        IssuerKeys Open(string name, KeySource? source)
        {
            var keys = open(name, source);
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
