using System.Formats.Asn1;
using System.Text;

namespace PasskeyLedger.WebAuthn.Attestation;

/// <summary>
/// Reads the attributes of a name (RFC 5280 section 4.1.2.4) with more patience than the platform: makers put several attributes in one
/// relative name, don't sort these, use other string types than the specification names, and characters that the type doesn't have.
/// What a text says is checked by who asks for it.
/// </summary>
internal static class DistinguishedName
{
    /// <summary>Adds the name's attributes by OID; of one that stands there twice, the first counts.</summary>
    /// <param name="relatives">Within the name's sequence.</param>
    /// <param name="attributes">To be added to; what is no text is left out.</param>
    /// <exception cref="AsnContentException">It is no name.</exception>
    public static void ReadInto(AsnReader relatives, Dictionary<string, string> attributes)
    {
        while (relatives.HasData)
        {
            var relative = relatives.ReadSetOf(skipSortOrderValidation: true);
            while (relative.HasData)
            {
                var attribute = relative.ReadSequence();
                var oid = attribute.ReadObjectIdentifier();
                if (Text(attribute) is { } text)
                    attributes.TryAdd(oid, text);
            }
        }
    }

    /// <returns>The text that comes next; null: it is none. It is not read past.</returns>
    public static string? Text(AsnReader attribute)
    {
        var tag = attribute.PeekTag();
        if (tag.TagClass != TagClass.Universal || tag.IsConstructed)
            return null;
        var content = attribute.PeekContentBytes().Span;
        return (UniversalTagNumber)tag.TagValue switch
        {
            UniversalTagNumber.UTF8String => Encoding.UTF8.GetString(content),
            UniversalTagNumber.BMPString => Encoding.BigEndianUnicode.GetString(content),
            UniversalTagNumber.PrintableString
                or UniversalTagNumber.IA5String
                or UniversalTagNumber.VisibleString
                or UniversalTagNumber.NumericString
                or UniversalTagNumber.T61String => Encoding.Latin1.GetString(content),
            _ => null,
        };
    }
}
