using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PasskeyLedger.Testing.Authenticator.Attestation;

/// <summary>
/// Section 8.8: a certificate for the credential's key, made for this registration alone, whose nonce is over the registration.
/// There is no signature beside it.
/// </summary>
public sealed record AppleAttestation : IAttestationFormat
{
    private const string NonceOid = "1.2.840.113635.100.8.2";

    public string Identifier => "apple";

    /// <summary>Who issues the credential's certificate.</summary>
    public AttestationAuthority Authority { get; init; } = AttestationAuthority.Shared;

    /// <summary>How that certificate looks.</summary>
    public CredentialCertificateTemplate Certificate { get; init; } = new();

    /// <summary>Changes what the nonce is the SHA-256 of.</summary>
    public Func<byte[], byte[]> NonceToHash { get; init; } = static it => it;

    /// <summary>Changes the nonce.</summary>
    public Func<byte[], byte[]> Nonce { get; init; } = static it => it;

    /// <summary>Changes the extension's value.</summary>
    public Func<byte[], byte[]> ExtensionBytes { get; init; } = static it => it;

    public byte[] Statement(AttestationInput input)
    {
        var nonce = Nonce(SHA256.HashData(NonceToHash(input.ToBeSigned)));
        var extension = new X509Extension(NonceOid, ExtensionBytes(NonceValue(nonce)), critical: false);
        var certificate = Authority.Certify(Certificate with { Extension = extension }, input.CredentialKey);
        return input.Encode(new CborMap().With("x5c", input.CertificateChain(certificate, Authority.Intermediate.RawData)));
    }

    /// <summary>SEQUENCE { nonce [1] EXPLICIT OCTET STRING }.</summary>
    private static byte[] NonceValue(byte[] nonce)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 1, isConstructed: true)))
            writer.WriteOctetString(nonce);
        return writer.Encode();
    }
}
