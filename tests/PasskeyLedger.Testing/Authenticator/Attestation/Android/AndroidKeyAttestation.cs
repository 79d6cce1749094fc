using System.Security.Cryptography.X509Certificates;

namespace PasskeyLedger.Testing.Authenticator.Attestation.Android;

/// <summary>Section 8.4: the credential's key signs, and the Android keystore's certificate says how it made and holds that key.</summary>
public sealed record AndroidKeyAttestation : IAttestationFormat
{
    private const string KeyDescriptionOid = "1.3.6.1.4.1.11129.2.1.17";

    public string Identifier => "android-key";

    /// <summary>Who issues the credential's certificate.</summary>
    public AttestationAuthority Authority { get; init; } = AttestationAuthority.Shared;

    /// <summary>How that certificate looks.</summary>
    public CredentialCertificateTemplate Certificate { get; init; } = new() { CommonName = "Android Keystore Key" };

    /// <summary>Changes what the certificate says of the key.</summary>
    public Func<KeyDescription, KeyDescription> KeyDescription { get; init; } = static it => it;

    /// <summary>Changes the extension's value.</summary>
    public Func<byte[], byte[]> ExtensionBytes { get; init; } = static it => it;

    public byte[] Statement(AttestationInput input)
    {
        var description = KeyDescription(Describe(input));
        var extension = new X509Extension(KeyDescriptionOid, ExtensionBytes(description.Encode()), critical: false);
        var certificate = Authority.Certify(Certificate with { Extension = extension }, input.CredentialKey);
        return input.Encode(new CborMap()
            .With("alg", Cbor.Integer(input.CredentialKey.Algorithm))
            .With("sig", Cbor.Bytes(input.Sign(input.CredentialKey, input.ToBeSigned)))
            .With("x5c", input.CertificateChain(certificate, Authority.Intermediate.RawData)));
    }

    private static KeyDescription Describe(AttestationInput input) => new()
    {
        AttestationChallenge = input.ClientDataHash,
        SoftwareEnforced = new AuthorizationList { CreationDateTime = 1_577_836_800_000 },
        TeeEnforced = new AuthorizationList
        {
            Purposes = [KeyPurpose.Sign],
            Algorithm = RsaKeys.Algorithms.Contains(input.CredentialKey.Algorithm) ? 1 : 3,
            NoAuthRequired = true,
            Origin = KeyOrigin.Generated,
        },
    };
}
