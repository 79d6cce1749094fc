using System.Security.Cryptography.X509Certificates;
using PasskeyLedger.WebAuthn;
using PasskeyLedger.WebAuthn.Metadata;

namespace PasskeyLedger.Registration;

/// <summary>What a pool believes of attestations.</summary>
/// <param name="Anchors">The certificates that attestation certificates must chain to.</param>
/// <param name="Metadata">What is known of models of authenticators; null: it is not asked.</param>
public sealed record PoolTrust(IReadOnlyList<X509Certificate2> Anchors, MetadataBlob? Metadata)
{
    /// <summary>Chains are not followed, and what an attestation says of the authenticator stays unverified.</summary>
    public static PoolTrust None { get; } = new([], Metadata: null);

    /// <summary>What the issuers of attestation certificates have revoked.</summary>
    public IReadOnlyList<RevocationList> RevocationLists { get; init; } = [];
}
