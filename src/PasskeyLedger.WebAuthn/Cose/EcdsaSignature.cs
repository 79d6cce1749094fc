using System.Formats.Asn1;

namespace PasskeyLedger.WebAuthn.Cose;

/// <summary>ECDSA signatures as others write them, made into the Ecdsa-Sig-Value that WebAuthn has (section 6.5.5).</summary>
internal static class EcdsaSignature
{
    /// <param name="signature">r and s side by side, each half of it.</param>
    public static byte[] ToDer(ReadOnlySpan<byte> signature) =>
        ToDer(signature[..(signature.Length / 2)], signature[(signature.Length / 2)..]);

    /// <summary>Both numbers big-endian, a byte long at least.</summary>
    public static byte[] ToDer(ReadOnlySpan<byte> r, ReadOnlySpan<byte> s)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteIntegerUnsigned(WithoutZeros(r));
            writer.WriteIntegerUnsigned(WithoutZeros(s));
        }

        return writer.Encode();
    }

    private static ReadOnlySpan<byte> WithoutZeros(ReadOnlySpan<byte> number)
    {
        var first = number.IndexOfAnyExcept((byte)0);
        return first < 0 ? number[^1..] : number[first..];
    }
}
