using System.Security.Cryptography;

namespace PasskeyLedger.Testing.Authenticator.Attestation.Tpm;

/// <summary>
/// Section 8.3: a TPM certifies that it holds the credential's key. The hooks change one structure before what depends on it is
/// made: the name is that of the public area as written, and the signature is over certInfo as written.
/// </summary>
public sealed record TpmAttestation : IAttestationFormat
{
    public string Identifier => "tpm";

    /// <summary>Who issues the attestation identity key's certificate.</summary>
    public AttestationAuthority Authority { get; init; } = AttestationAuthority.Shared;

    /// <summary>How that certificate looks, within section 8.3.1 or not.</summary>
    public TpmCertificateTemplate Certificate { get; init; } = new();

    public Func<TpmPublicArea, TpmPublicArea> PublicArea { get; init; } = static it => it;

    public Func<byte[], byte[]> PublicAreaBytes { get; init; } = static it => it;

    /// <summary>Changes what extraData is the digest of.</summary>
    public Func<byte[], byte[]> ExtraDataToHash { get; init; } = static it => it;

    /// <summary>Null: the digest of the attestation identity key's algorithm, as it must be.</summary>
    public HashAlgorithmName? ExtraDataHash { get; init; }

    public Func<TpmCertifyInfo, TpmCertifyInfo> CertifyInfo { get; init; } = static it => it;

    public Func<byte[], byte[]> CertifyInfoBytes { get; init; } = static it => it;

    public byte[] Statement(AttestationInput input)
    {
        var certificate = Authority.Issue(Certificate with { Aaguid = Certificate.Aaguid ?? input.Aaguid }, Certificate.Algorithm);
        var hash = ExtraDataHash
            ?? certificate.Key.Hash
            ?? throw new NotSupportedException($"extraData is a digest, and COSE algorithm {certificate.Key.Algorithm} has none.");

        var publicArea = PublicArea(TpmPublicArea.Of(input.CredentialKey));
        var publicAreaBytes = PublicAreaBytes(publicArea.Encode());
        var certifyInfo = CertifyInfo(new TpmCertifyInfo
        {
            ExtraData = CryptographicOperations.HashData(hash, ExtraDataToHash(input.ToBeSigned)),
            Name = TpmCertifyInfo.NameOf(publicArea.NameAlgorithm, publicAreaBytes),
        });
        var certifyInfoBytes = CertifyInfoBytes(certifyInfo.Encode());

        return input.Encode(new CborMap()
            .With("alg", Cbor.Integer(certificate.Key.Algorithm))
            .With("sig", Cbor.Bytes(input.Sign(certificate.Key, certifyInfoBytes)))
            .With("ver", Cbor.Text("2.0"))
            .With("x5c", input.CertificateChain(certificate.Der, Authority.Intermediate.RawData))
            .With("pubArea", Cbor.Bytes(publicAreaBytes))
            .With("certInfo", Cbor.Bytes(certifyInfoBytes)));
    }
}
