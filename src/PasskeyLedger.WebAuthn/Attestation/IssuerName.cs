using System.Formats.Asn1;

namespace PasskeyLedger.WebAuthn.Attestation;

/// <summary>
/// Whether the name that a certificate or a revocation list has for its issuer is that issuer's own (RFC 5280 section 7.1). Only a signature
/// tells that it issued: the name says where it is worth asking.
/// </summary>
internal static class IssuerName
{
    /// <summary>
    /// The same bytes, or the same attributes in the same order, where letter case, string types and how much space stands between words
    /// don't matter. Names of a stranger form are compared by their bytes alone.
    /// </summary>
    /// <param name="one">A Name in DER.</param>
    /// <param name="two">Another.</param>
    public static bool IsSame(ReadOnlyMemory<byte> one, ReadOnlyMemory<byte> two)
    {
        if (one.Span.SequenceEqual(two.Span))
            return true;
        try
        {
            return Relatives(one).SequenceEqual(Relatives(two), StringComparer.Ordinal);
        }
        catch (AsnContentException)
        {
            return false;
        }
    }

    /// <summary>Each relative name as a text. Its attributes are a set, which DER sorts by bytes that depend on the string's type.</summary>
    private static IEnumerable<string> Relatives(ReadOnlyMemory<byte> name)
    {
        var relatives = new AsnReader(name, AsnEncodingRules.BER).ReadSequence();
        while (relatives.HasData)
        {
            var attributes = new List<string>();
            var relative = relatives.ReadSetOf(skipSortOrderValidation: true);
            while (relative.HasData)
            {
                var attribute = relative.ReadSequence();
                attributes.Add($"{attribute.ReadObjectIdentifier()}={Value(attribute)}");
            }

            attributes.Sort(StringComparer.Ordinal);
            yield return string.Join('+', attributes);
        }
    }

    private static string Value(AsnReader attribute) =>
        DistinguishedName.Text(attribute) is { } text
            ? string.Join(' ', text.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToUpperInvariant()
            : $"#{Convert.ToHexString(attribute.PeekEncodedValue().Span)}";
}
