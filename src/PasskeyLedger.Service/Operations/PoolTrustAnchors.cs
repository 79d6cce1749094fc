using System.Collections.Frozen;
using System.Security.Cryptography.X509Certificates;
using PasskeyLedger.Contracts.Events;

namespace PasskeyLedger.Service.Operations;

/// <summary>The certificates in the PEM files that the pools name as their trust anchors, read once at start.</summary>
internal sealed class PoolTrustAnchors(IEnumerable<UserPoolSettings> pools)
{
    private readonly FrozenDictionary<string, IReadOnlyList<X509Certificate2>> anchors = pools.ToFrozenDictionary(
        pool => pool.Id, pool => Read(pool.WebAuthn.Attestation.TrustAnchors), StringComparer.Ordinal);

    /// <summary>The pool's anchors; none: attestation certificates are not followed to a root.</summary>
    public IReadOnlyList<X509Certificate2> Of(UserPoolSettings pool) => anchors[pool.Id];

    private static IReadOnlyList<X509Certificate2> Read(IReadOnlyList<string> files)
    {
        var certificates = new X509Certificate2Collection();
        foreach (var file in files)
            certificates.ImportFromPemFile(file);
        return [.. certificates];
    }
}
