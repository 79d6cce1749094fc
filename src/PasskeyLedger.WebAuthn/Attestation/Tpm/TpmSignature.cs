using PasskeyLedger.WebAuthn.Cose;

namespace PasskeyLedger.WebAuthn.Attestation.Tpm;

/// <summary>
/// The attestation signature. Section 8.3 describes it as a TPMT_SIGNATURE (TPMv2 Part 2, section 11.3.4), but Windows and the
/// specification's own example (section 16) send what is within it, in the form that the other formats have. Both are understood;
/// they can't be mistaken for each other, since a valid signature has but one length or begins with 0x30.
/// </summary>
internal static class TpmSignature
{
    private const ushort AlgorithmRsassa = 0x0014;
    private const ushort AlgorithmRsapss = 0x0016;
    private const ushort AlgorithmEcdsa = 0x0018;

    /// <summary>The signature without the structure around it, if there is one: of RSA the bytes, of ECDSA in DER.</summary>
    public static ReadOnlyMemory<byte> Unwrap(ReadOnlyMemory<byte> signature)
    {
        var reader = new TpmReader(signature.Span);
        var algorithm = reader.UInt16();
        reader.UInt16(); // hash: the one of attStmt.alg is used, and no other verifies.
        switch (algorithm)
        {
            case AlgorithmRsassa or AlgorithmRsapss:
                var rsa = reader.Sized();
                return reader.ReadAllAndNoMore ? rsa.ToArray() : signature;
            case AlgorithmEcdsa:
                var r = reader.Sized();
                var s = reader.Sized();
                return reader.ReadAllAndNoMore && !r.IsEmpty && !s.IsEmpty ? EcdsaSignature.ToDer(r, s) : signature;
            default:
                return signature;
        }
    }
}
