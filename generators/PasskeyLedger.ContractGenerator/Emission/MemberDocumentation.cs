using System.Globalization;

namespace PasskeyLedger.ContractGenerator.Emission;

/// <summary>A property's documentation: the contract's words, then its constraints.</summary>
internal static class MemberDocumentation
{
    public static void Write(SourceWriter writer, MemberModel member)
    {
        DocumentationComment.Summary(writer, member.Documentation, $"The contract's member `{member.WireName}`.");
        var remarks = Remarks(member).ToList();
        if (remarks.Count > 0)
            DocumentationComment.Element(writer, "remarks", string.Join("\n", remarks));
    }

    private static IEnumerable<string> Remarks(MemberModel member)
    {
        if (member.DeprecatedMessage is { } deprecated)
            yield return $"Deprecated. {deprecated}".Trim();
        if (member.Value.IsSensitive)
            yield return "Sensitive: never shown, logged or told in a violation.";
        var constraints = member.Value.Constraints;
        if (constraints.MinLength is not null || constraints.MaxLength is not null)
            yield return $"Length: {Bounds(Digits(constraints.MinLength), Digits(constraints.MaxLength))}.";
        if (constraints.Min is not null || constraints.Max is not null)
            yield return $"Range: {Bounds(constraints.Min, constraints.Max)}.";
        if (constraints.Pattern is not null)
            yield return $"Pattern: `{constraints.Pattern}`.";
    }

    private static string? Digits(long? number) => number?.ToString(CultureInfo.InvariantCulture);

    private static string Bounds(string? min, string? max)
        => (min, max) switch
        {
            (null, _) => $"at most {max}",
            (_, null) => $"at least {min}",
            _ => $"{min} to {max}",
        };
}
