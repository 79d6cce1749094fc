using System.Formats.Asn1;

namespace PasskeyLedger.EndToEnd.Tests.MadeRegistrations;

/// <summary>Section 8.4, with the key description read field by field.</summary>
internal static class AndroidKeyReading
{
    public static void Read(Reading it)
    {
        it.Add("statement.alg", () => it.Statement["alg"].Integer);
        it.AddChain();
        it.Add("signature.verifies", () => IndependentSignature.Verifies(it.Leaf, it.Signed, it.Statement["sig"].Bytes));
        it.Add("certificate.isForTheCredentialKey", () =>
            string.Equals(Reading.NumbersOf(it.Leaf), Reading.NumbersOf(it.CredentialKey), StringComparison.Ordinal));
        it.Add("description.text", () =>
            it.Leaf.Extensions["1.3.6.1.4.1.11129.2.1.17"] is { } extension ? Describe(extension.RawData, it.ClientDataHash) : null);
    }

    private static string Describe(byte[] value, byte[] clientDataHash)
    {
        var outer = new AsnReader(value, AsnEncodingRules.DER);
        var fields = outer.ReadSequence();
        outer.ThrowIfNotEmpty();
        var attestation = $"{fields.ReadInteger()} {fields.ReadEnumeratedValue<Level>()}";
        var keymaster = $"{fields.ReadInteger()} {fields.ReadEnumeratedValue<Level>()}";
        var isChallenge = fields.ReadOctetString().AsSpan().SequenceEqual(clientDataHash);
        fields.ReadOctetString().ShouldBeEmpty();
        var software = List(fields.ReadSequence());
        var tee = List(fields.ReadSequence());
        fields.ThrowIfNotEmpty();
        return $"{attestation} {keymaster}, challenge {isChallenge}, software [{software}], tee [{tee}]";
    }

    private static string List(AsnReader list)
    {
        List<string> entries = [];
        while (list.HasData)
        {
            var tag = list.PeekTag();
            var entry = list.ReadSequence(tag);
            var value = entry.PeekTag().TagValue switch
            {
                (int)UniversalTagNumber.SetOf => string.Join('+', Integers(entry.ReadSetOf())),
                (int)UniversalTagNumber.Null => "null",
                _ => $"{entry.ReadInteger()}",
            };
            entries.Add($"{tag.TagValue}={value}");
        }

        return string.Join(' ', entries);
    }

    private static List<string> Integers(AsnReader set)
    {
        List<string> integers = [];
        while (set.HasData)
            integers.Add($"{set.ReadInteger()}");
        return integers;
    }

    private enum Level
    {
        Software = 0,
        TrustedEnvironment = 1,
    }
}
