using System.Text.RegularExpressions;
using PasskeyLedger.ContractGenerator.Smithy.Model;
using PasskeyLedger.ContractGenerator.Smithy.Selectors;
using PasskeyLedger.ContractGenerator.Smithy.Syntax;

namespace PasskeyLedger.ContractGenerator.Smithy.Rules;

/// <summary>Told where a value is wrong, and how.</summary>
/// <param name="warning">The id of a warning, or null for an error, whose id is whose value it is.</param>
internal delegate void NodeFinding(SourceSpan span, string message, string? warning = null);

/// <summary>Checks a node value against the shape whose value it is (Smithy 2.0, "Trait node values"), with its constraint traits.</summary>
internal sealed class NodeValues(SmithyModel model, ShapeGraph graph, TextPatterns patterns, NodeFinding report)
{
    private const string ShapeIdPattern = @"^[A-Za-z_]\w*(\.[A-Za-z_]\w*)*#[A-Za-z_]\w*(\$[A-Za-z_]\w*)?$";

    private static readonly Regex AbsoluteId = new(ShapeIdPattern, RegexOptions.CultureInvariant | RegexOptions.ECMAScript, TimeSpan.FromSeconds(1));

    private static readonly Dictionary<ShapeKind, (Numeral Min, Numeral Max)> Ranges = new()
    {
        [ShapeKind.Byte] = (Numeral.Of(sbyte.MinValue), Numeral.Of(sbyte.MaxValue)),
        [ShapeKind.Short] = (Numeral.Of(short.MinValue), Numeral.Of(short.MaxValue)),
        [ShapeKind.Integer] = (Numeral.Of(int.MinValue), Numeral.Of(int.MaxValue)),
        [ShapeKind.IntEnum] = (Numeral.Of(int.MinValue), Numeral.Of(int.MaxValue)),
        [ShapeKind.Long] = (Numeral.Of(long.MinValue), Numeral.Of(long.MaxValue)),
    };

    /// <summary>Whether a number lies within what its type can hold.</summary>
    public static bool IsInRange(ShapeKind kind, Numeral number) => !Ranges.TryGetValue(kind, out var range) || (number >= range.Min && number <= range.Max);

    /// <summary>Whether constraints count; an example may show what breaks them.</summary>
    public bool IgnoresConstraints { get; init; }

    /// <summary>Whether the value is a default. Zero is what a number is where a model says nothing, so it may lie outside its range.</summary>
    public bool IsDefault { get; init; }

    /// <param name="member">The member that the value is given to, whose traits go before its target's; null where there is none.</param>
    public void Check(Shape shape, Member? member, Node node)
    {
        if (!Fits(shape, node))
        {
            report(node.Span, $"expected {Wanted(shape)} but found {(node is Node.Text text ? $"\"{text.Value}\"" : node is Node.Number number ? number.Digits : node.Description)}");
            return;
        }

        if (shape.Kind == ShapeKind.Blob && node is Node.Text { Value: var base64 } && !IsBase64(base64))
            report(node.Span, $"\"{base64}\" is no base64, as a blob's value should be", ProblemIds.QuestionableValue);
        if (shape.Kind == ShapeKind.Timestamp && TimestampForms.Fault((member?.Trait("timestampFormat") ?? shape.Trait("timestampFormat"))?.Value.AsText(), node) is { } fault)
            report(node.Span, fault);
        CheckConstraints(shape, name => member?.Trait(name) ?? shape.Trait(name), node);
        CheckContent(shape, node);
    }

    private static bool Fits(Shape shape, Node node) => (shape.Kind, node) switch
    {
        (ShapeKind.Document, _) => true,
        (ShapeKind.Boolean, Node.Boolean) => true,
        (ShapeKind.String, Node.Text or Node.Reference) => true,
        (ShapeKind.Enum, Node.Text) or (ShapeKind.IntEnum, Node.Number) => shape.Members.Any(member => member.Trait("enumValue") is { } value && NodeEquality.AreSame(value.Value, node)),
        (ShapeKind.Byte or ShapeKind.Short or ShapeKind.Integer or ShapeKind.Long, Node.Number number)
            => number.Digits.IndexOfAny(['.', 'e', 'E']) < 0 && Numeral.Parse(number.Digits) is { } value && IsInRange(shape.Kind, value),
        (ShapeKind.BigInteger, Node.Number number) => number.Digits.IndexOfAny(['.', 'e', 'E']) < 0,
        (ShapeKind.Float or ShapeKind.Double or ShapeKind.BigDecimal, Node.Number) => true,
        (ShapeKind.Float or ShapeKind.Double, Node.Text { Value: "NaN" or "Infinity" or "-Infinity" }) => true,
        (ShapeKind.BigInteger, Node.Text { Value: var digits }) => Lexer.IsNumber(digits) && digits.IndexOfAny(['.', 'e', 'E']) < 0,
        (ShapeKind.BigDecimal, Node.Text { Value: var digits }) => Lexer.IsNumber(digits),
        (ShapeKind.Timestamp, Node.Number or Node.Text) => true,
        (ShapeKind.Blob, Node.Text) => true,
        (ShapeKind.List or ShapeKind.Set, Node.Array) => true,
        (ShapeKind.Map or ShapeKind.Structure, Node.Object) => true,
        (ShapeKind.Union, Node.Object { Members.Count: 1 }) => true,
        _ => false,
    };

    private void CheckContent(Shape shape, Node node)
    {
        switch (shape.Kind, node)
        {
            case (ShapeKind.List or ShapeKind.Set, Node.Array array):
                foreach (var item in array.Items.Where(item => !(item is Node.Null && shape.Trait("sparse") is not null)))
                    CheckMember(shape.Member("member"), item);
                break;
            case (ShapeKind.Map, Node.Object map):
                foreach (var entry in map.Members)
                {
                    CheckMember(shape.Member("key"), new Node.Text(entry.Key, entry.KeySpan));
                    if (!(entry.Value is Node.Null && shape.Trait("sparse") is not null))
                        CheckMember(shape.Member("value"), entry.Value);
                }

                break;
            case (ShapeKind.Structure or ShapeKind.Union, Node.Object value):
                CheckMembers(shape, value);
                break;
        }
    }

    private void CheckMember(Member? member, Node node)
    {
        if (member is not null && model.Find(member.Target) is { } target)
            Check(target, member, node);
    }

    private void CheckMembers(Shape shape, Node.Object value)
    {
        foreach (var given in value.Members)
        {
            if (shape.Member(given.Key) is { } member)
                CheckMember(member, given.Value);
            else
                report(given.KeySpan, $"'{shape.Id.Name}' has no member '{given.Key}'", shape.Kind == ShapeKind.Union ? null : ProblemIds.UnknownValueMember);
        }

        if (shape.Kind != ShapeKind.Structure || IgnoresConstraints)
            return;
        foreach (var member in shape.Members.Where(member => member.Trait("required") is not null && value[member.Name] is null))
            report(value.Span, $"'{member.Name}' is missing");
    }

    private void CheckConstraints(Shape shape, Func<string, AppliedTrait?> trait, Node node)
    {
        if (trait("idRef")?.Value is Node.Object reference && node is Node.Text or Node.Reference)
            CheckReference(reference, node);
        if (shape.Trait("enum")?.Value.Items() is { Count: > 0 } values && node.AsText() is { } one && !values.Any(value => value.Get("value").AsText() == one))
            report(node.Span, $"\"{one}\" is none of {string.Join(", ", values.Select(value => $"\"{value.Get("value").AsText()}\""))}");
        if (trait("uniqueItems") is not null && node is Node.Array array && FirstRepeated(array) is { } twice)
            report(twice.Span, "the item is given twice");
        if (IgnoresConstraints)
            return;
        if (Bounds(trait("length")) is { } length && Length(shape, node) is { } count && !length.Holds(Numeral.Of(count)))
            report(node.Span, $"its length must be {length}, and is {count}");
        if (Bounds(trait("range")) is { } range && node is Node.Number { Digits: var digits } && Numeral.Parse(digits) is { } number && !range.Holds(number))
            report(node.Span, $"it must be {range}, and is {digits}", IsDefault && number.IsZero ? ProblemIds.QuestionableValue : null);
        else if (Bounds(trait("range")) is { } limits && node is Node.Text { Value: var word } && (word == "NaN" || (word == "Infinity" && limits.Max is not null) || (word == "-Infinity" && limits.Min is not null)))
            report(node.Span, $"it must be {limits}, and is {word}");
        if (node is Node.Text text && trait("pattern")?.Value is Node.Text pattern)
            CheckPattern(text, pattern.Value);
    }

    private static Node? FirstRepeated(Node.Array array)
    {
        var seen = new HashSet<Node>(NodeEquality.Comparer);
        return array.Items.FirstOrDefault(item => !seen.Add(item));
    }

    private void CheckPattern(Node.Text text, string pattern)
    {
        if (patterns.IsMatch(text.Value, pattern) is not { } matches)
            report(text.Span, $"whether \"{text.Value}\" matches {pattern} takes too long to find out", ProblemIds.QuestionableValue);
        else if (!matches)
            report(text.Span, $"\"{text.Value}\" does not match {pattern}");
    }

    private void CheckReference(Node.Object idRef, Node node)
    {
        var id = node is Node.Reference reference ? reference.ShapeId : ((Node.Text)node).Value;
        if (!AbsoluteId.IsMatch(id))
            report(node.Span, $"\"{id}\" is no absolute shape id");
        else if (graph.Find(id) is not { } element)
            ReportIf(idRef["failWhenMissing"] is Node.Boolean { Value: true }, $"there is no shape '{id}'");
        else
            ReportIf((idRef["selector"] as Node.Text)?.Value is { } selector && graph.Select(selector)?.Contains(element) == false, $"'{id}' is not one of {(idRef["selector"] as Node.Text)?.Value}");

        void ReportIf(bool isWrong, string message)
        {
            if (isWrong)
                report(node.Span, (idRef["errorMessage"] as Node.Text)?.Value ?? message);
        }
    }

    private static long? Length(Shape shape, Node node) => node switch
    {
        Node.Text text when shape.Kind == ShapeKind.Blob => IsBase64(text.Value) ? Convert.FromBase64String(text.Value).Length : null,
        Node.Text text => text.Value.Length - text.Value.Count(char.IsLowSurrogate),
        Node.Array array => array.Items.Count,
        Node.Object value => value.Members.Count,
        _ => null,
    };

    private static Interval? Bounds(AppliedTrait? trait)
        => trait?.Value is Node.Object value ? new Interval((value["min"] as Node.Number)?.Digits, (value["max"] as Node.Number)?.Digits) : null;

    public static bool IsBase64(string text)
    {
        try
        {
            _ = Convert.FromBase64String(text);
            return true;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static string Wanted(Shape shape) => shape.Kind switch
    {
        ShapeKind.Enum or ShapeKind.IntEnum => "one of " + string.Join(", ", shape.Members.Select(member => member.Trait("enumValue")?.Value is Node.Text text ? $"\"{text.Value}\"" : member.EnumValue())),
        ShapeKind.Structure or ShapeKind.Map => "an object",
        ShapeKind.Union => "an object with one member",
        ShapeKind.Integer => "an integer",
        ShapeKind.Blob => "a string of base64",
        ShapeKind.Timestamp => TimestampForms.Either,
        _ => $"a {shape.Kind.Keyword()}",
    };

    /// <summary>Bounds by their digits, so that messages give them as they are written.</summary>
    private readonly record struct Interval(string? Min, string? Max)
    {
        public bool Holds(Numeral number) => !(number < Numeral.Parse(Min)) && !(number > Numeral.Parse(Max));

        public override string ToString() => Max is null ? $"at least {Min}" : Min is null ? $"at most {Max}" : $"from {Min} to {Max}";
    }
}
