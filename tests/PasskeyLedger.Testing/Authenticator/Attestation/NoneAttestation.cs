namespace PasskeyLedger.Testing.Authenticator.Attestation;

/// <summary>Section 8.7: an empty statement.</summary>
public sealed record NoneAttestation : IAttestationFormat
{
    public string Identifier => "none";

    public byte[] Statement(AttestationInput input) => input.Encode(new CborMap());
}
