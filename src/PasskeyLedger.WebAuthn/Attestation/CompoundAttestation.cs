using System.Text;

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

    public static AttestationResult Verify(AttestationInput input)
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
        var cursor = new CborCursor(encoded);
        if (!cursor.IsList)
            return Malformed(NotAList);
        var items = cursor.Begin();
        while (cursor.Next(ref items))
        {
            if (statements.Count == MaxStatements)
                return Malformed(NotAList);
            if (!cursor.IsMap)
                return Malformed("holds what is not a map");
            if (ReadStatement(ref cursor, out var format, out var statement) is { } fault)
                return fault;
            statements.Add((format, statement));
        }

        return statements.Count < 2 ? Malformed(NotAList) : null;
    }

    private static CeremonyFailure? ReadStatement(ref CborCursor cursor, out string format, out ReadOnlyMemory<byte> statement)
    {
        format = "";
        statement = default;
        var members = cursor.Begin();
        while (cursor.Next(ref members))
        {
            if (!cursor.TryReadText(out var name))
                return Malformed("a key is not a text");
            if (name.SequenceEqual("fmt"u8))
            {
                if (!cursor.TryReadText(out var text))
                    return Malformed("fmt is not a text");
                format = Encoding.UTF8.GetString(text);
            }
            else if (name.SequenceEqual("attStmt"u8))
            {
                statement = cursor.ReadEncoded();
            }
            else
            {
                cursor.Skip();
            }
        }

        if (format.Length == 0)
            return Malformed("a statement has no fmt");
        if (statement.IsEmpty)
            return Malformed("a statement has no attStmt");
        return format == Format ? Malformed("it holds a compound statement itself") : null;
    }

    private static CeremonyFailure Malformed(string how) =>
        new(CeremonyFailureCode.AttestationStatementMalformed, Section, $"the compound statement is malformed: {how}");
}
