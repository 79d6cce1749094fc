using PasskeyLedger.Testing.Authenticator;
using PasskeyLedger.Testing.Authenticator.Attestation;
using Issuer = PasskeyLedger.Testing.Authenticator.Attestation.AttestationAuthority;

namespace PasskeyLedger.WebAuthn.Tests.Conformance;

/// <summary>Packed attestation whose certificates and signer are what a test says.</summary>
internal sealed record ChainedAttestation : IAttestationFormat
{
    public string Identifier => "packed";

    public Issuer Authority { get; init; } = Issuer.Shared;

    public AttestationCertificateTemplate Certificate { get; init; } = new();

    /// <summary>x5c, given the attestation certificate and its authority.</summary>
    public Func<byte[], Issuer, byte[][]> Chain { get; init; } = static (leaf, authority) => [leaf, authority.Intermediate.RawData];

    /// <summary>Who signs, given the credential's key and the attestation certificate's.</summary>
    public Func<AuthenticatorKey, AuthenticatorKey, AuthenticatorKey> Signer { get; init; } = static (_, attesting) => attesting;

    public byte[] Statement(AttestationInput input)
    {
        var certificate = Authority.Issue(Certificate with { Aaguid = input.Aaguid });
        return new CborMap()
            .With("alg", Cbor.Integer(certificate.Key.Algorithm))
            .With("sig", Cbor.Bytes(Signer(input.CredentialKey, certificate.Key).Sign(input.ToBeSigned)))
            .With("x5c", Cbor.Array([.. Chain(certificate.Der, Authority).Select(der => Cbor.Bytes(der))]))
            .Encode();
    }
}

/// <summary>The statement of a format under another one's name, or another statement under its name.</summary>
internal sealed record MislabelledAttestation(string Identifier, IAttestationFormat Inner) : IAttestationFormat
{
    public Func<byte[], byte[]> Change { get; init; } = static statement => statement;

    public Guid? Aaguid => Inner.Aaguid;

    public byte[] Statement(AttestationInput input) => Change(Inner.Statement(input));
}
