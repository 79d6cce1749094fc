using System.Formats.Cbor;

namespace PasskeyLedger.WebAuthn.Attestation;

/// <summary>
/// Section 8.9, Compound Attestation Statement Format: several statements for one credential. The specification leaves to the relying
/// party how many of them must verify; here, each must.
/// </summary>
internal static class CompoundAttestation
{
    public const string Format = "compound";

    private const string Section = "8.9";
    private const int MaxStatements = 8;
    private const string NotAList = "not a list of 2 to 8 statements";

    public static AttestationResult Verify(in AttestationInput input)
    {
        // Syntax: [2* nonCompoundAttStmt]
        if (ReadStatements(input.Statement, out var statements) is { } malformed)
            return new AttestationResult.Invalid(malformed);

        // Step 1: for each statement, the verification procedure of its format.
        var results = new List<(string, AttestationResult)>(statements.Count);
        foreach (var (format, statement) in statements)
        {
            var result = AttestationFormats.Verify(format, input.For(statement));
            if (result is AttestationResult.Invalid)
                return result;
            results.Add((format, result));
        }

        // Step 2.
        return new AttestationResult.Compound(results);
    }

    private static CeremonyFailure? ReadStatements(
        ReadOnlyMemory<byte> encoded, out List<(string Format, ReadOnlyMemory<byte> Statement)> statements)
    {
        statements = [];
        try
        {
            var reader = new CborReader(encoded, CborConformanceMode.Strict);
            if (reader.PeekState() != CborReaderState.StartArray)
                return Malformed(NotAList);
            reader.ReadStartArray();
            while (reader.HasItem())
            {
                if (statements.Count == MaxStatements)
                    return Malformed(NotAList);
                if (reader.PeekState() != CborReaderState.StartMap)
                    return Malformed("holds what is not a map");
                if (ReadStatement(reader, out var format, out var statement) is { } fault)
                    return fault;
                statements.Add((format, statement));
            }

            reader.ReadEndArray();
            return statements.Count < 2 ? Malformed(NotAList) : null;
        }
        catch (CborContentException)
        {
            return Malformed("a key stands there twice, or a text is not UTF-8");
        }
    }

    private static CeremonyFailure? ReadStatement(CborReader reader, out string format, out ReadOnlyMemory<byte> statement)
    {
        format = "";
        statement = default;
        reader.ReadStartMap();
        while (reader.HasMember())
        {
            if (!reader.TryReadText(out var name))
                return Malformed("a key is not a text");
            switch (name)
            {
                case "fmt":
                    if (!reader.TryReadText(out format))
                        return Malformed("fmt is not a text");
                    break;
                case "attStmt":
                    statement = reader.ReadEncodedValue();
                    break;
                default:
                    reader.SkipValue();
                    break;
            }
        }

        reader.ReadEndMap();
        if (format.Length == 0)
            return Malformed("a statement has no fmt");
        if (statement.IsEmpty)
            return Malformed("a statement has no attStmt");
        return format == Format ? Malformed("it holds a compound statement itself") : null;
    }

    private static CeremonyFailure Malformed(string how) =>
        new(CeremonyFailureCode.AttestationStatementMalformed, Section, $"the compound statement is malformed: {how}");
}
