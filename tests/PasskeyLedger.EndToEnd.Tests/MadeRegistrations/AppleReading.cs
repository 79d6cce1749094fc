using System.Formats.Asn1;
using System.Security.Cryptography;

namespace PasskeyLedger.EndToEnd.Tests.MadeRegistrations;

/// <summary>Section 8.8.</summary>
internal static class AppleReading
{
    public static void Read(Reading it)
    {
        it.AddChain();
        it.Add("certificate.isForTheCredentialKey", () =>
            string.Equals(Reading.NumbersOf(it.Leaf), Reading.NumbersOf(it.CredentialKey), StringComparison.Ordinal));
        it.Add("nonce.isTheDigest", () => it.Leaf.Extensions["1.2.840.113635.100.8.2"] is { } extension
            ? Nonce(extension.RawData).AsSpan().SequenceEqual(SHA256.HashData(it.Signed))
            : null);
    }

    private static byte[] Nonce(byte[] value)
    {
        var outer = new AsnReader(value, AsnEncodingRules.DER);
        var nonce = outer.ReadSequence().ReadSequence(new Asn1Tag(TagClass.ContextSpecific, 1, isConstructed: true)).ReadOctetString();
        outer.ThrowIfNotEmpty();
        return nonce;
    }
}
