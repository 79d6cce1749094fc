using System.Buffers.Binary;
using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PasskeyLedger.EndToEnd.Tests.MadeRegistrations;

/// <summary>Section 8.3, with the structures of TPM 2.0 Library Part 2 read field by field.</summary>
internal static class TpmReading
{
    public static void Read(Reading it)
    {
        it.Add("statement.ver", () => it.Statement["ver"].Text);
        it.Add("statement.alg", () => it.Statement["alg"].Integer);
        it.AddChain();
        it.Add("signature.verifies", () =>
            IndependentSignature.Verifies(it.Leaf, it.Statement["certInfo"].Bytes, it.Statement["sig"].Bytes));
        ReadPublicArea(it);
        ReadCertifyInfo(it);
        ReadCertificate(it);
    }

    private static void ReadPublicArea(Reading it)
    {
        Dictionary<string, object> area = new(StringComparer.Ordinal);
        it.Add("pubArea.rest", () => PublicArea(it.Statement["pubArea"].Bytes, area));
        it.Add("pubArea.typeFitsTheKey", () => ((ushort)area["type"], it.CredentialKey[1L].Integer) is (0x0001, 3) or (0x0023, 2));
        it.Add("pubArea.nameAlg", () => area["nameAlg"]);
        it.Add("pubArea.attributes", () => area["attributes"]);
        it.Add("pubArea.sizeFitsTheKey", () => it.CredentialKey[1L].Integer == 3
            ? (ushort)area["size"] == it.CredentialKey[-1L].Bytes.Length * 8
            : (ushort)area["size"] == it.CredentialKey[-1L].Integer + 2);
        it.Add("pubArea.isTheCredentialKey", () => Equals(area["numbers"], Reading.NumbersOf(it.CredentialKey)));
    }

    private static void ReadCertifyInfo(Reading it)
    {
        Dictionary<string, object> info = new(StringComparer.Ordinal);
        it.Add("certInfo.rest", () => CertifyInfo(it.Statement["certInfo"].Bytes, info));
        it.Add("certInfo.magic", () => info["magic"]);
        it.Add("certInfo.type", () => info["type"]);
        it.Add("certInfo.extraDataIsTheDigest", () => ((byte[])info["extraData"]).SequenceEqual(SHA256.HashData(it.Signed)));
        it.Add("certInfo.nameIsThePublicAreas", () => ((byte[])info["name"]).SequenceEqual(
            it.Statement["pubArea"].Bytes[2..4].Concat(SHA256.HashData(it.Statement["pubArea"].Bytes))));
    }

    private static void ReadCertificate(Reading it)
    {
        it.Add("certificate.version", () => it.Leaf.Version);
        it.Add("certificate.subject", () => it.Leaf.Subject);
        it.Add("certificate.ca", () => it.Leaf.Extensions.OfType<X509BasicConstraintsExtension>().FirstOrDefault()?.CertificateAuthority);
        it.Add("certificate.purpose", () => it.Leaf.Extensions.OfType<X509EnhancedKeyUsageExtension>().FirstOrDefault() is { } usage
            ? usage.EnhancedKeyUsages[0].Value
            : null);
        it.Add("certificate.alternativeName", () => it.Leaf.Extensions["2.5.29.17"] is { } name
            ? $"critical {name.Critical}: {AlternativeName(name.RawData)}"
            : null);
        it.Add("certificate.isForTheModel", () => it.Leaf.Extensions["1.3.6.1.4.1.45724.1.1.4"] is { } extension
            ? extension.RawData.SequenceEqual((byte[])[4, 16, .. it.Aaguid])
            : null);
    }

    /// <summary>How many bytes are left after the structure.</summary>
    private static object PublicArea(byte[] encoded, Dictionary<string, object> area)
    {
        var left = encoded.AsSpan();
        area["type"] = UInt16(ref left);
        area["nameAlg"] = UInt16(ref left);
        area["attributes"] = Convert.ToHexStringLower(Take(ref left, 4));
        Take(ref left, UInt16(ref left));
        Take(ref left, 4);
        area["size"] = UInt16(ref left);
        if ((ushort)area["type"] == 0x0001)
        {
            var exponent = BinaryPrimitives.ReadUInt32BigEndian(Take(ref left, 4));
            var modulus = Convert.ToHexString(Take(ref left, UInt16(ref left)));
            area["numbers"] = $"{modulus} {(exponent == 0 ? "010001" : $"{exponent:X6}")}";
        }
        else
        {
            Take(ref left, 2);
            var x = Convert.ToHexString(Take(ref left, UInt16(ref left)));
            area["numbers"] = $"{x} {Convert.ToHexString(Take(ref left, UInt16(ref left)))}";
        }

        return left.Length;
    }

    /// <inheritdoc cref="PublicArea"/>
    private static object CertifyInfo(byte[] encoded, Dictionary<string, object> info)
    {
        var left = encoded.AsSpan();
        info["magic"] = Convert.ToHexStringLower(Take(ref left, 4));
        info["type"] = Convert.ToHexStringLower(Take(ref left, 2));
        Take(ref left, UInt16(ref left));
        info["extraData"] = Take(ref left, UInt16(ref left)).ToArray();
        Take(ref left, 8 + 4 + 4 + 1 + 8);
        info["name"] = Take(ref left, UInt16(ref left)).ToArray();
        Take(ref left, UInt16(ref left));
        return left.Length;
    }

    private static string AlternativeName(byte[] value)
    {
        var relativeNames = new AsnReader(value, AsnEncodingRules.DER).ReadSequence()
            .ReadSequence(new Asn1Tag(TagClass.ContextSpecific, 4, isConstructed: true)).ReadSequence();
        List<string> names = [];
        while (relativeNames.HasData)
        {
            var attributes = relativeNames.ReadSetOf();
            List<string> together = [];
            while (attributes.HasData)
            {
                var attribute = attributes.ReadSequence();
                together.Add($"{attribute.ReadObjectIdentifier()}={attribute.ReadCharacterString(UniversalTagNumber.UTF8String)}");
            }

            names.Add(string.Join('+', together));
        }

        return string.Join('/', names);
    }

    private static ushort UInt16(ref Span<byte> left) => BinaryPrimitives.ReadUInt16BigEndian(Take(ref left, 2));

    private static Span<byte> Take(ref Span<byte> left, int count)
    {
        var taken = left[..count];
        left = left[count..];
        return taken;
    }
}
