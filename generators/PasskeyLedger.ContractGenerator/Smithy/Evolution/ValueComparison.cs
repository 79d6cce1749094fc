using PasskeyLedger.ContractGenerator.Smithy.Ast;
using PasskeyLedger.ContractGenerator.Smithy.Model;
using PasskeyLedger.ContractGenerator.Smithy.Syntax;

namespace PasskeyLedger.ContractGenerator.Smithy.Evolution;

/// <summary>Compares what a member's values may be, then and now: their type, form and constraints, through lists and maps.</summary>
internal sealed class ValueComparison(SmithyModel released, SmithyModel current, List<BreakingChange> changes)
{
    private const string DefaultTimestampFormat = "epoch-seconds"; // of AWS JSON 1.1

    /// <summary>A member's default as it counts; null takes a default back.</summary>
    public static Node? Default(Member member) => member.Trait("default")?.Value is { } value and not Node.Null ? value : null;

    /// <summary>Whether the type is the same; reports where it is another.</summary>
    public bool IsSameType(string subject, Member before, Member now)
    {
        var (was, isNow) = (TypeName(released, before.Target), TypeName(current, now.Target));
        if (was == isNow)
            return true;
        Report(EvolutionRules.Retyped, $"'{subject}' was {was} and is {isNow}; keep it, and add an optional member of the new type", now.Location, before.Location);
        return false;
    }

    /// <summary>A required member may trade its @required for a default: it always has a value still.</summary>
    public void CompareDefault(string subject, Member before, Member now)
    {
        var (was, isNow) = (Default(before), Default(now));
        if (was is null ? isNow is null || before.Trait("required") is not null : isNow is not null && NodeEquality.AreSame(was, isNow))
            return;
        var changed = (was, isNow) switch
        {
            (null, { } value) => $"had no default and has {Text(value)}",
            ({ } value, null) => $"had the default {Text(value)} and has none",
            var (first, second) => $"had the default {Text(first!)} and has {Text(second!)}",
        };
        Report(EvolutionRules.DefaultChanged, $"'{subject}' {changed}, and where it was left out it would now mean something else; keep what absence means", now.Trait("default")?.Location ?? now.Location, before.Trait("default")?.Location ?? before.Location);
    }

    /// <summary>Compares values of one type: their form and constraints, and those of items, keys and entries.</summary>
    public void CompareContent(string subject, Member before, Member now)
    {
        if (released.Find(before.Target) is not { } releasedTarget || current.Find(now.Target) is not { } currentTarget)
            return;
        var constrained = new Constrained(subject, before, releasedTarget, now, currentTarget);
        changes.AddRange(ConstraintComparison.Narrowed(constrained));
        if (releasedTarget.Kind == ShapeKind.Timestamp)
            CompareFormat(constrained);
        if (!IsCollection(releasedTarget))
            return;
        foreach (var item in releasedTarget.Members)
        {
            if (currentTarget.Member(item.Name) is { } other)
                CompareContent(currentTarget.Id.Name + "$" + item.Name, item, other);
        }
    }

    private void CompareFormat(Constrained value)
    {
        var (was, isNow) = (value.Before("timestampFormat"), value.Now("timestampFormat"));
        if (Format(was) != Format(isNow))
            Report(EvolutionRules.TimestampFormat, $"'{value.SubjectOf(isNow)}' was written as {Format(was)} and is as {Format(isNow)}; keep the format, and add a member with the other", isNow?.Location ?? value.Current.Location, value.ReleasedPlace("timestampFormat"));
    }

    private static string Format(AppliedTrait? trait) => (trait?.Value as Node.Text)?.Value ?? DefaultTimestampFormat;

    /// <summary>The type in words: what it is on the wire and in C#, whatever it is called on the way.</summary>
    private static string TypeName(SmithyModel model, ShapeId id)
    {
        if (model.Find(id) is not { } shape)
            return id.ToString();
        var sparse = shape.Trait("sparse") is null ? string.Empty : "sparse ";
        return shape.Kind switch
        {
            ShapeKind.List or ShapeKind.Set => $"{sparse}list of {TypeName(model, shape.Member("member")!.Target)}",
            ShapeKind.Map => $"{sparse}map of {TypeName(model, shape.Member("key")!.Target)} to {TypeName(model, shape.Member("value")!.Target)}",
            ShapeKind.Structure or ShapeKind.Union or ShapeKind.Enum or ShapeKind.IntEnum => $"'{id}'",
            _ => shape.Kind.Keyword(),
        };
    }

    private static bool IsCollection(Shape shape) => shape.Kind is ShapeKind.List or ShapeKind.Set or ShapeKind.Map;

    private static string Text(Node node) => JsonText.Write(node).Trim();

    private void Report(string rule, string message, SourceLocation location, SourceLocation releasedLocation) => changes.Add(new BreakingChange(rule, message, location, releasedLocation));
}
