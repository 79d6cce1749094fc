using PasskeyLedger.ContractGenerator.Smithy.Ast;
using PasskeyLedger.ContractGenerator.Smithy.Model;
using PasskeyLedger.ContractGenerator.Smithy.Syntax;

namespace PasskeyLedger.ContractGenerator.Smithy.Reference;

/// <summary>A member's constraints in words: its own before its type's, and those of a list's items.</summary>
internal static class ReferenceConstraints
{
    public static IEnumerable<string> Of(Member member, Shape target, SmithyModel model)
    {
        foreach (var words in Own(member, target))
            yield return words;
        if (target.Kind is ShapeKind.List or ShapeKind.Set && target.Member("member") is { } item && model.Find(item.Target) is { } itemTarget)
        {
            foreach (var words in Of(item, itemTarget, model))
                yield return $"each: {words}";
        }
    }

    private static IEnumerable<string> Own(Member member, Shape target)
    {
        AppliedTrait? Trait(string name) => member.Trait(name) ?? target.Trait(name);

        if (Trait("length")?.Value is Node.Object length)
            yield return $"length {Bounds(length)}";
        if (Trait("range")?.Value is Node.Object range)
            yield return Bounds(range);
        if (Trait("pattern")?.Value is Node.Text pattern)
            yield return $"`{pattern.Value}`";
        if (Trait("uniqueItems") is not null)
            yield return "no item twice";
        if (target.Kind == ShapeKind.Timestamp)
            yield return (Trait("timestampFormat")?.Value as Node.Text)?.Value ?? "epoch-seconds";
        if (Trait("default")?.Value is { } value and not Node.Null)
            yield return $"default `{JsonText.Write(value).Trim()}`";
        if (Trait("sensitive") is not null)
            yield return "sensitive";
        if (member.PersonalData() is not null)
            yield return "personal data";
        if (Trait("deprecated") is not null)
            yield return "deprecated";
    }

    private static string Bounds(Node.Object bounds) => (Digits(bounds["min"]), Digits(bounds["max"])) switch
    {
        (null, { } max) => $"at most {max}",
        ({ } min, null) => $"at least {min}",
        var (min, max) => $"{min} to {max}",
    };

    private static string? Digits(Node? node) => (node as Node.Number)?.Digits;
}
