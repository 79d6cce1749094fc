namespace PasskeyLedger.Testing.Authenticator.Attestation;

/// <summary>Section 8.2 with self attestation: the credential's own key signs, and there are no certificates.</summary>
public sealed record PackedSelfAttestation : IAttestationFormat
{
    public string Identifier => "packed";

    public byte[] Statement(AttestationInput input) => input.Encode(new CborMap()
        .With("alg", Cbor.Integer(input.CredentialKey.Algorithm))
        .With("sig", Cbor.Bytes(input.Sign(input.CredentialKey, input.ToBeSigned))));
}

/// <summary>Section 8.2 with certificates: a key of the authenticator's model signs, and <c>x5c</c> says whose it is.</summary>
public sealed record PackedAttestation : IAttestationFormat
{
    public string Identifier => "packed";

    /// <summary>Who issues the attesting certificate.</summary>
    public AttestationAuthority Authority { get; init; } = AttestationAuthority.Shared;

    /// <summary>How the attesting certificate looks, within section 8.2.1 or not.</summary>
    public AttestationCertificateTemplate Certificate { get; init; } = new();

    public byte[] Statement(AttestationInput input)
    {
        var certificate = Authority.Issue(Certificate with { Aaguid = Certificate.Aaguid ?? input.Aaguid });
        return input.Encode(new CborMap()
            .With("alg", Cbor.Integer(certificate.Key.Algorithm))
            .With("sig", Cbor.Bytes(input.Sign(certificate.Key, input.ToBeSigned)))
            .With("x5c", input.CertificateChain(certificate.Der, Authority.Intermediate.RawData)));
    }
}
