using System.Formats.Cbor;

namespace PasskeyLedger.Testing.Authenticator.Attestation;

/// <summary>
/// Section 8.6: what a U2F authenticator signs, in the place that WebAuthn gave it. It has no AAGUID, and P-256 keys only.
/// </summary>
public sealed record FidoU2fAttestation : IAttestationFormat
{
    public string Identifier => "fido-u2f";

    public Guid? Aaguid => Guid.Empty;

    /// <summary>Who issues the attesting certificate.</summary>
    public AttestationAuthority Authority { get; init; } = AttestationAuthority.Shared;

    /// <summary>How the attesting certificate looks. U2F asks of it a P-256 key, and that it be alone.</summary>
    public AttestationCertificateTemplate Certificate { get; init; } = new()
    {
        HasAaguidExtension = false,
        IsIssuedByRoot = true,
    };

    public byte[] Statement(AttestationInput input)
    {
        var certificate = Authority.Issue(Certificate);
        byte[] verificationData =
        [
            0x00,
            .. input.RpIdHash,
            .. input.ClientDataHash,
            .. input.CredentialId,
            .. UncompressedPoint(input.CredentialKey),
        ];
        return input.Encode(new CborMap()
            .With("sig", Cbor.Bytes(input.Sign(certificate.Key, verificationData)))
            .With("x5c", input.CertificateChain(certificate.Der)));
    }

    /// <summary>
    /// ANSI X9.62's form of a point, which U2F calls a public key. Made for other curves too, so that a fault can have one.
    /// </summary>
    private static byte[] UncompressedPoint(AuthenticatorKey key)
    {
        if (!EcKeys.Algorithms.Contains(key.Algorithm))
            throw new NotSupportedException($"A U2F authenticator has no keys of COSE algorithm {key.Algorithm}.");
        return
        [
            0x04,
            .. new CborReader(key.CosePublicKey[EcKeys.XLabel]).ReadByteString(),
            .. new CborReader(key.CosePublicKey[EcKeys.YLabel]).ReadByteString(),
        ];
    }
}
