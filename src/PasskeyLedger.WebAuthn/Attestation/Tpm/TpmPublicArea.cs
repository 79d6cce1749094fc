using System.Buffers.Binary;
using PasskeyLedger.WebAuthn.Cose;

namespace PasskeyLedger.WebAuthn.Attestation.Tpm;

/// <summary>A key's public area as the TPM holds it: TPMT_PUBLIC (TPMv2 Part 2, section 12.2.4), of an RSA or an elliptic curve key.</summary>
internal static class TpmPublicArea
{
    private const ushort AlgorithmRsa = 0x0001;
    private const ushort AlgorithmNull = 0x0010;
    private const ushort AlgorithmRsaes = 0x0015;
    private const ushort AlgorithmEcdaa = 0x001A;
    private const ushort AlgorithmEcc = 0x0023;
    private const uint DefaultExponent = 65537;

    /// <returns>
    /// The key that <c>parameters</c> and <c>unique</c> specify; null: not a public area in full and to the end, or one of a key that can't be
    /// used here.
    /// </returns>
    public static VerificationKey? ReadKey(ReadOnlySpan<byte> pubArea)
    {
        var reader = new TpmReader(pubArea);
        var type = reader.UInt16();
        reader.UInt16(); // nameAlg: the key's Name says it too, and is signed
        reader.UInt32(); // objectAttributes
        reader.Sized(); // authPolicy
        VerificationKey? key = type switch
        {
            AlgorithmRsa => ReadRsa(ref reader),
            AlgorithmEcc => ReadElliptic(ref reader),
            _ => null,
        };
        return reader.ReadAllAndNoMore ? key : null;
    }

    /// <summary>TPMS_RSA_PARMS (section 12.2.3.5), then the modulus.</summary>
    private static VerificationKey.Rsa? ReadRsa(ref TpmReader reader)
    {
        SkipSymmetric(ref reader);
        SkipScheme(ref reader);
        var bits = reader.UInt16();
        var exponent = reader.UInt32();
        var modulus = reader.Sized().ToArray();

        // Zero stands for the usual exponent.
        var exponentBytes = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(exponentBytes, exponent == 0 ? DefaultExponent : exponent);
        var trimmed = exponentBytes.AsMemory(exponentBytes.AsSpan().IndexOfAnyExcept((byte)0));
        return modulus.Length * 8 == bits && RsaRange.HasModulus(modulus) && RsaRange.HasExponent(trimmed.Span)
            ? new VerificationKey.Rsa(modulus, trimmed)
            : null;
    }

    /// <summary>TPMS_ECC_PARMS (section 12.2.3.6), then the point.</summary>
    private static VerificationKey.Elliptic? ReadElliptic(ref TpmReader reader)
    {
        SkipSymmetric(ref reader);
        SkipScheme(ref reader);
        var curve = CurveOf(reader.UInt16());

        // TPMT_KDF_SCHEME: every one but none has a hash algorithm.
        if (reader.UInt16() != AlgorithmNull)
            reader.UInt16();
        var x = reader.Sized();
        var y = reader.Sized();
        if (curve is null || Padded(x, curve) is not { } paddedX || Padded(y, curve) is not { } paddedY)
            return null;
        return curve.Contains(paddedX, paddedY) ? new VerificationKey.Elliptic(curve, paddedX, paddedY) : null;
    }

    /// <summary>TPMT_SYM_DEF_OBJECT (section 11.1.7): of keys that are parents of others, and then with key bits and mode.</summary>
    private static void SkipSymmetric(ref TpmReader reader)
    {
        if (reader.UInt16() == AlgorithmNull)
            return;
        reader.UInt16();
        reader.UInt16();
    }

    /// <summary>TPMT_RSA_SCHEME and TPMT_ECC_SCHEME (sections 11.2.4.2 and 11.2.5.6).</summary>
    private static void SkipScheme(ref TpmReader reader)
    {
        var scheme = reader.UInt16();
        if (scheme is AlgorithmNull or AlgorithmRsaes)
            return;
        reader.UInt16();
        if (scheme == AlgorithmEcdaa)
            reader.UInt16();
    }

    private static EllipticCurve? CurveOf(ushort id) => id switch
    {
        0x0003 => EllipticCurve.P256,
        0x0004 => EllipticCurve.P384,
        0x0005 => EllipticCurve.P521,
        _ => null,
    };

    /// <summary>A TPM may leave out the zeros that a coordinate begins with.</summary>
    private static byte[]? Padded(ReadOnlySpan<byte> coordinate, EllipticCurve curve)
    {
        if (coordinate.Length > curve.FieldLength)
            return null;
        var padded = new byte[curve.FieldLength];
        coordinate.CopyTo(padded.AsSpan(curve.FieldLength - coordinate.Length));
        return padded;
    }
}
