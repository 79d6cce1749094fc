using System.Globalization;
using PasskeyLedger.ContractGenerator.Smithy.Ast;
using PasskeyLedger.ContractGenerator.Smithy.Rules;
using PasskeyLedger.ContractGenerator.Smithy.Syntax;

namespace PasskeyLedger.ContractGenerator.Emission;

/// <summary>The value of @default as a C# expression.</summary>
internal static class DefaultBinder
{
    /// <summary>Null where the value has no C# form: it is out of the type's range, or no moment.</summary>
    public static string? Expression(ValueModel value, Node node) => (value.Kind, node) switch
    {
        (ValueKind.String, Node.Text text) => CSharpNames.Literal(text.Value),
        (ValueKind.Enum, Node.Text text) => $"new {value.Type}({CSharpNames.Literal(text.Value)})",
        (ValueKind.IntEnum, Node.Number number) => $"new {value.Type}({number.Digits})",
        (ValueKind.Boolean, Node.Boolean boolean) => boolean.Value ? "true" : "false",
        (ValueKind.Byte, Node.Number { Digits: var digits }) when sbyte.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) => $"(sbyte){Parenthesized(digits)}",
        (ValueKind.Short, Node.Number { Digits: var digits }) when short.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) => $"(short){Parenthesized(digits)}",
        (ValueKind.Integer, Node.Number { Digits: var digits }) when int.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) => digits,
        (ValueKind.Long, Node.Number { Digits: var digits }) when long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) => digits + "L",
        (ValueKind.Float, Node.Number number) => number.Digits + "f",
        (ValueKind.Double, Node.Number number) => number.Digits + "d",
        (ValueKind.BigDecimal, Node.Number number) => $"BigDecimal.Parse(\"{number.Digits}\")",
        (ValueKind.BigInteger, Node.Number number) => $"BigInteger.Parse(\"{number.Digits}\", global::System.Globalization.CultureInfo.InvariantCulture)",
        (ValueKind.Blob, Node.Text text) when NodeValues.IsBase64(text.Value) => $"(ReadOnlyMemory<byte>)Convert.FromBase64String({CSharpNames.Literal(text.Value)})",
        (ValueKind.Timestamp, _) => Moment(node),
        (ValueKind.Document, _) => $"ContractJson.Document({CSharpNames.Literal(JsonText.Write(node).Trim())})",
        (ValueKind.List, Node.Array) => $"Array.Empty<{value.ElementType}>()",
        (ValueKind.Map, Node.Object) => $"new Dictionary<string, {value.ElementType}>()",
        _ => null,
    };

    private static string Parenthesized(string digits) => digits[0] == '-' ? $"({digits})" : digits;

    /// <summary>Seconds since 1970, or a date and time of RFC 3339.</summary>
    private static string? Moment(Node node)
    {
        DateTimeOffset moment;
        switch (node)
        {
            case Node.Number { Digits: var digits } when decimal.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && Math.Abs(seconds) < 60_000_000_000m:
                moment = new DateTimeOffset(1970, 1, 1, 0, 0, 0, TimeSpan.Zero).AddTicks((long)(seconds * TimeSpan.TicksPerSecond));
                break;
            case Node.Text { Value: var text } when DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out moment):
                break;
            default:
                return null;
        }

        return $"new DateTimeOffset({moment.UtcTicks.ToString(CultureInfo.InvariantCulture)}L, TimeSpan.Zero)";
    }
}
