using System.Globalization;
using PasskeyLedger.ContractGenerator.Smithy.Model;
using PasskeyLedger.ContractGenerator.Smithy.Syntax;

namespace PasskeyLedger.ContractGenerator.Smithy.Selectors;

/// <summary>
/// A value that a selector's path leads to (Smithy 2.0, "Attributes"). What does not exist is <see cref="Empty"/>; a
/// projection is several values, of which any may match.
/// </summary>
internal abstract record SelectorAttribute
{
    /// <summary>No value at all.</summary>
    internal sealed record Empty : SelectorAttribute;

    internal sealed record Literal(string Value) : SelectorAttribute;

    internal sealed record Id(string Absolute) : SelectorAttribute;

    internal sealed record Element(SelectorMatch Match) : SelectorAttribute
    {
        public ModelElement Value => Match.Element;
    }

    internal sealed record Traits(ModelElement Of) : SelectorAttribute;

    internal sealed record Variables(SelectorScope Scope) : SelectorAttribute;

    internal sealed record Data(Node Node) : SelectorAttribute;

    internal sealed record Projection(IReadOnlyList<SelectorAttribute> Values) : SelectorAttribute;

    /// <summary>A property in parentheses is a function's: <c>(keys)</c>, <c>(values)</c>, <c>(length)</c>, <c>(first)</c>.</summary>
    public SelectorAttribute Property(string name) => this switch
    {
        Projection projection when name == "(first)" => projection.Flattened.FirstOrDefault() ?? new Empty(),
        Projection projection => new Projection([.. projection.Values.Select(value => value.Property(name))]),
        Id id => OfId(id.Absolute, name),
        Literal literal when name == "(length)" => Number(literal.Value.Length),
        Element element => OfElement(element, name),
        Traits traits => OfTraits(traits.Of, name),
        Variables variables => variables.Scope.Variable(name) is { } held ? new Projection([.. held.Select(shape => new Element(new SelectorMatch(shape, variables.Scope)))]) : new Empty(),
        Data data => OfNode(data.Node, name),
        _ => new Empty(),
    };

    /// <summary>Whether the value exists. A projection does if any of its values do.</summary>
    public bool Exists => this switch
    {
        Empty => false,
        Projection projection => projection.Flattened.Any(),
        Variables => false,
        _ => true,
    };

    public bool IsProjection => this is Projection;

    /// <summary>The values one by one; what does not exist among them is left out.</summary>
    public IEnumerable<SelectorAttribute> Flattened => this is Projection projection ? projection.Values.SelectMany(value => value.Flattened) : Exists ? [this] : [];

    /// <summary>The value as string comparisons see it.</summary>
    public string Text => this switch
    {
        Literal literal => literal.Value,
        Id id => id.Absolute,
        Element element => element.Value.Id,
        Data { Node: Node.Text text } => text.Value,
        Data { Node: Node.Reference reference } => reference.ShapeId,
        Data { Node: Node.Number number } => number.Digits,
        Data { Node: Node.Boolean boolean } => boolean.Value ? "true" : "false",
        _ => string.Empty,
    };

    private static SelectorAttribute OfElement(Element element, string name) => name switch
    {
        "id" => new Id(element.Value.Id),
        "trait" => new Traits(element.Value),
        "var" => new Variables(element.Match.Scope),
        "service" when element.Value is { Member: null, Shape.Service: not null } => element,
        "version" when element.Value.Shape.Service?.Version is { } version => new Literal(version),
        _ => new Empty(),
    };

    private static SelectorAttribute OfId(string id, string name)
    {
        var (pound, dollar) = (id.IndexOf('#'), id.IndexOf('$'));
        var end = dollar < 0 ? id.Length : dollar;
        return name switch
        {
            "namespace" => new Literal(id.Substring(0, Math.Max(pound, 0))),
            "name" => new Literal(id.Substring(pound + 1, end - pound - 1)),
            "member" when dollar >= 0 => new Literal(id.Substring(dollar + 1)),
            "(length)" => Number(id.Length),
            _ => new Empty(),
        };
    }

    private static SelectorAttribute OfTraits(ModelElement element, string name)
    {
        var id = name.IndexOf('#') < 0 ? $"{ShapeId.Prelude}#{name}" : name;
        return name switch
        {
            "(keys)" => new Projection([.. element.Traits.Select(trait => new Id(trait.Id.ToString()))]),
            "(values)" => new Projection([.. element.Traits.Select(trait => new Data(trait.Value))]),
            "(length)" => Number(element.Traits.Count),
            _ => element.Traits.FirstOrDefault(trait => trait.Id.ToString() == id) is { } trait ? new Data(trait.Value) : new Empty(),
        };
    }

    private static SelectorAttribute OfNode(Node node, string name) => (node, name) switch
    {
        (Node.Object value, "(keys)") => new Projection([.. value.Members.Select(member => new Literal(member.Key))]),
        (Node.Object value, "(values)") => new Projection([.. value.Members.Select(member => new Data(member.Value))]),
        (Node.Object value, "(length)") => Number(value.Members.Count),
        (Node.Object value, _) => value[name] is { } member ? new Data(member) : new Empty(),
        (Node.Array array, "(values)") => new Projection([.. array.Items.Select(item => new Data(item))]),
        (Node.Array array, "(length)") => Number(array.Items.Count),
        (Node.Text text, "(length)") => Number(text.Value.Length),
        _ => new Empty(),
    };

    private static Literal Number(int number) => new(number.ToString(CultureInfo.InvariantCulture));
}
