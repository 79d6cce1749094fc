using System.Globalization;
using PasskeyLedger.ContractGenerator.Smithy;
using PasskeyLedger.ContractGenerator.Smithy.Model;
using PasskeyLedger.ContractGenerator.Smithy.Rules;
using PasskeyLedger.ContractGenerator.Smithy.Syntax;

namespace PasskeyLedger.ContractGenerator.Emission;

/// <summary>Decides the C# type, JSON form and constraints of a member's value.</summary>
internal sealed class ValueBinder(SmithyModel model, TypeNames typeNames, List<Problem> problems)
{
    /// <summary>How deep lists and maps may hold each other before they are taken to hold themselves.</summary>
    private const int MaxNesting = 16;

    public ValueModel? Bind(Member member, string @namespace, int nesting = 0)
    {
        if (model.Find(member.Target) is not { } target)
            return null;
        var value = nesting > MaxNesting ? null : Form(target, @namespace, nesting);
        if (value is null)
        {
            Report(ProblemIds.Unsupported, nesting > MaxNesting
                ? $"'{target.Id.Name}' holds itself without a structure in between; put one there"
                : $"no code is generated for a member of type {target.Kind.Keyword()} ('{target.Id.Name}') yet; give it another", member.Location);
            return null;
        }

        if (value.Kind == ValueKind.Structure && target.Id != ShapeId.Unit && !typeNames.Has(target))
            Report(ProblemIds.Unsupported, $"no code is generated for '{target.Id}'; use a structure of the contract's own", member.Location);
        return value with
        {
            IsSensitive = target.Trait("sensitive") is not null,
            Constraints = ConstraintsOf(member, target),
            TimestampFormat = Format(member.Trait("timestampFormat") ?? target.Trait("timestampFormat")),
        };
    }

    private ValueModel? Form(Shape target, string @namespace, int nesting) => target.Kind switch
    {
        ShapeKind.String => new ValueModel(ValueKind.String, "string"),
        ShapeKind.Boolean => new ValueModel(ValueKind.Boolean, "bool"),
        ShapeKind.Byte => new ValueModel(ValueKind.Byte, "sbyte"),
        ShapeKind.Short => new ValueModel(ValueKind.Short, "short"),
        ShapeKind.Integer => new ValueModel(ValueKind.Integer, "int"),
        ShapeKind.Long => new ValueModel(ValueKind.Long, "long"),
        ShapeKind.Float => new ValueModel(ValueKind.Float, "float"),
        ShapeKind.Double => new ValueModel(ValueKind.Double, "double"),
        ShapeKind.BigInteger => new ValueModel(ValueKind.BigInteger, "BigInteger"),
        ShapeKind.BigDecimal => new ValueModel(ValueKind.BigDecimal, "BigDecimal"),
        ShapeKind.Blob => new ValueModel(ValueKind.Blob, "ReadOnlyMemory<byte>"),
        ShapeKind.Timestamp => new ValueModel(ValueKind.Timestamp, "DateTimeOffset"),
        ShapeKind.Document => new ValueModel(ValueKind.Document, "JsonElement"),
        ShapeKind.Enum => new ValueModel(ValueKind.Enum, typeNames.Reference(target, @namespace)),
        ShapeKind.IntEnum => new ValueModel(ValueKind.IntEnum, typeNames.Reference(target, @namespace)),
        ShapeKind.Structure or ShapeKind.Union => new ValueModel(ValueKind.Structure, typeNames.Reference(target, @namespace)),
        ShapeKind.List or ShapeKind.Set => Collection(ValueKind.List, target, "member", "IReadOnlyList<{0}>", @namespace, nesting),
        ShapeKind.Map => Collection(ValueKind.Map, target, "value", "IReadOnlyDictionary<string, {0}>", @namespace, nesting),
        _ => null,
    };

    private ValueModel? Collection(ValueKind kind, Shape target, string member, string type, string @namespace, int nesting)
    {
        if (target.Member(member) is not { } elements || Bind(elements, @namespace, nesting + 1) is not { } element)
            return null;
        var isSparse = target.Trait("sparse") is not null;
        var key = target.Member("key");
        return new ValueModel(kind, string.Format(CultureInfo.InvariantCulture, type, isSparse ? element.Type + "?" : element.Type))
        {
            Element = element,
            IsSparse = isSparse,
            KeyConstraints = key is not null && model.Find(key.Target) is { } keyTarget ? ConstraintsOf(key, keyTarget) with { IsEnum = false } : Constraints.None,
        };
    }

    private Constraints ConstraintsOf(Member member, Shape target)
    {
        AppliedTrait? Effective(string name) => member.Trait(name) ?? target.Trait(name);
        var pattern = Effective("pattern");
        return new Constraints(
            Whole(Effective("length"), "min"),
            Whole(Effective("length"), "max"),
            (pattern?.Value as Node.Text)?.Value,
            Translated(pattern),
            Number(Effective("range"), "min"),
            Number(Effective("range"), "max"),
            UniqueItems: Effective("uniqueItems") is not null,
            IsEnum: target.Kind is ShapeKind.Enum or ShapeKind.IntEnum);
    }

    private string? Translated(AppliedTrait? pattern)
    {
        if (pattern?.Value is not Node.Text text)
            return null;
        var translated = PatternTranslation.Translate(text.Value);
        if (translated is null && PatternSyntax.Fault(text.Value) is null) // what is no pattern at all is told already
            Report(ProblemIds.Constraint, $"\"{text.Value}\" is not a regular expression that .NET can match", pattern.Location);
        return translated;
    }

    private long? Whole(AppliedTrait? trait, string bound)
    {
        if (Number(trait, bound) is not { } digits)
            return null;
        if (long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= 0)
            return number;
        Report(ProblemIds.Constraint, $"a length's '{bound}' must be a whole number from 0 on", trait!.Location);
        return null;
    }

    private string? Number(AppliedTrait? trait, string bound)
    {
        if ((trait?.Value as Node.Object)?[bound] is not Node.Number number)
            return null;
        if (decimal.TryParse(number.Digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
            return value.ToString(CultureInfo.InvariantCulture);
        Report(ProblemIds.Constraint, $"'{number.Digits}' is out of the range that code can be generated for", trait!.Location);
        return null;
    }

    private static TimestampFormat Format(AppliedTrait? trait) => trait?.Value switch
    {
        Node.Text { Value: "date-time" } => TimestampFormat.DateTime,
        Node.Text { Value: "http-date" } => TimestampFormat.HttpDate,
        _ => TimestampFormat.EpochSeconds,
    };

    private void Report(string id, string message, SourceLocation location) => problems.Add(new Problem(id, message, location));
}
