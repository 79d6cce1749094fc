using PasskeyLedger.ContractGenerator.Smithy.Ast;
using PasskeyLedger.ContractGenerator.Smithy.Model;
using PasskeyLedger.ContractGenerator.Smithy.Syntax;

namespace PasskeyLedger.ContractGenerator.Smithy.Reference;

/// <summary>
/// The stored events as JSON Schemas (draft 2020-12), as they are published: members that are personal data may be missing,
/// whatever the contract requires of what is stored. Members that a schema does not know are allowed: contracts gain members.
/// </summary>
internal sealed class EventSchemas
{
    private const string Dialect = "https://json-schema.org/draft/2020-12/schema";

    private readonly SmithyModel model;
    private readonly SortedDictionary<string, Node> definitions = new(StringComparer.Ordinal);

    private EventSchemas(SmithyModel model) => this.model = model;

    /// <param name="version">The contracts' version, which is part of each schema's id.</param>
    /// <returns>Each event's stored name and its schema as JSON text.</returns>
    public static IReadOnlyList<KeyValuePair<string, string>> Write(SmithyModel model, string version)
        => model.Shapes
            .Where(shape => shape.StoredName() is not null)
            .Select(shape => new KeyValuePair<string, string>(shape.StoredName()!, JsonText.Write(new EventSchemas(model).Event(shape, version))))
            .ToList();

    private Node Event(Shape shape, string version)
    {
        var name = shape.StoredName()!;
        var structure = Structure(shape);
        var members = new List<NodeMember>
        {
            Text("$schema", Dialect),
            Text("$id", $"urn:passkey-ledger:schema:{version}:{name}"),
            Text("title", name),
        };
        members.AddRange(structure);
        if (definitions.Count > 0)
            members.Add(Named("$defs", Object([.. definitions.Select(definition => Named(definition.Key, definition.Value))])));
        return Object(members);
    }

    private List<NodeMember> Structure(Shape shape)
    {
        var members = Documented(shape.Documentation());
        members.Add(Text("type", "object"));
        members.Add(Named("properties", Object([.. shape.Members.Select(member => Named(member.Name, Member(member)))])));
        var required = shape.Members.Where(member => member.Trait("required") is not null && !IsPersonal(member)).Select(member => Text(member.Name)).ToList();
        if (required.Count > 0)
            members.Add(Named("required", Array(required)));
        return members;
    }

    private Node Member(Member member)
    {
        var target = model.Find(member.Target)!;
        var own = Type(target, name => member.Trait(name) ?? target.Trait(name));
        var words = member.Documentation();
        if (IsPersonal(member))
            words = $"{words} Left out unless the pool publishes personal data.".TrimStart();
        return words.Length == 0 ? Object(own) : Object([.. Documented(words), .. own.Where(keyword => keyword.Key != "description")]);
    }

    // The trait is the contracts' own, as storedEvent is.
    private static bool IsPersonal(Member member) => member.Traits.Any(trait => trait.Id.Name == "personalData");

    private List<NodeMember> Type(Shape shape, Func<string, AppliedTrait?> trait)
    {
        switch (shape.Kind)
        {
            case ShapeKind.Structure or ShapeKind.Union or ShapeKind.Enum or ShapeKind.IntEnum when !Prelude.Declares(shape):
                Define(shape);
                return [Text("$ref", $"#/$defs/{shape.Id.Name}")];
            case ShapeKind.List or ShapeKind.Set:
                return List(shape, trait);
            case ShapeKind.Map:
                return [Text("type", "object"), Named("additionalProperties", Member(shape.Member("value")!)), .. Bounds(trait("length"), "minProperties", "maxProperties")];
            case ShapeKind.Boolean:
                return [Text("type", "boolean")];
            case ShapeKind.Byte or ShapeKind.Short or ShapeKind.Integer or ShapeKind.Long or ShapeKind.BigInteger:
                return [Text("type", "integer"), .. Bounds(trait("range"), "minimum", "maximum")];
            case ShapeKind.Float or ShapeKind.Double or ShapeKind.BigDecimal:
                return [Text("type", "number"), .. Bounds(trait("range"), "minimum", "maximum")];
            case ShapeKind.Timestamp:
                return Timestamp(trait("timestampFormat"));
            case ShapeKind.Blob:
                return [Text("type", "string"), Text("contentEncoding", "base64")];
            case ShapeKind.Document:
                return [];
            default:
                return String(trait);
        }
    }

    private static List<NodeMember> String(Func<string, AppliedTrait?> trait)
    {
        List<NodeMember> members = [Text("type", "string"), .. Bounds(trait("length"), "minLength", "maxLength")];
        if (trait("pattern")?.Value is Node.Text pattern)
            members.Add(Text("pattern", pattern.Value));
        return members;
    }

    private static List<NodeMember> Timestamp(AppliedTrait? format) => (format?.Value as Node.Text)?.Value switch
    {
        "date-time" => [Text("type", "string"), Text("format", "date-time")],
        "http-date" => [Text("type", "string")],
        _ => [Text("type", "number")],
    };

    private List<NodeMember> List(Shape shape, Func<string, AppliedTrait?> trait)
    {
        List<NodeMember> members = [Text("type", "array"), Named("items", Member(shape.Member("member")!)), .. Bounds(trait("length"), "minItems", "maxItems")];
        if (trait("uniqueItems") is not null)
            members.Add(Named("uniqueItems", new Node.Boolean(true, default)));
        return members;
    }

    private void Define(Shape shape)
    {
        if (definitions.ContainsKey(shape.Id.Name))
            return;

        // Its place is taken before its members are looked at, which may lead back here.
        definitions[shape.Id.Name] = Object([]);
        definitions[shape.Id.Name] = Object(shape.Kind switch
        {
            ShapeKind.Structure => Structure(shape),
            ShapeKind.Union => [.. Documented(shape.Documentation()), Named("oneOf", Array([.. shape.Members.Select(Alternative)]))],
            ShapeKind.Enum => [.. Documented(shape.Documentation()), Text("type", "string"), Named("enum", Array([.. shape.Members.Select(member => Text(member.EnumValue()))]))],
            _ => [.. Documented(shape.Documentation()), Text("type", "integer"), Named("enum", Array([.. shape.Members.Select(member => Digits(member.EnumValue()))]))],
        });
    }

    private Node Alternative(Member member) => Object(
    [
        Text("type", "object"),
        Named("properties", Object([Named(member.Name, Member(member))])),
        Named("required", Array([Text(member.Name)])),
    ]);

    private static IEnumerable<NodeMember> Bounds(AppliedTrait? bounds, string least, string most)
    {
        if (bounds?.Value is not Node.Object between)
            yield break;
        if (between["min"] is Node.Number minimum)
            yield return Named(least, minimum);
        if (between["max"] is Node.Number maximum)
            yield return Named(most, maximum);
    }

    private static List<NodeMember> Documented(string words)
        => words.Length == 0 ? [] : [Text("description", string.Join(" ", words.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries)))];

    private static NodeMember Named(string key, Node value) => new(key, default, value);

    private static NodeMember Text(string key, string value) => Named(key, Text(value));

    private static Node Text(string value) => new Node.Text(value, default);

    private static Node Digits(string digits) => new Node.Number(digits, default);

    private static Node Object(IEnumerable<NodeMember> members) => new Node.Object(members.ToEquatableArray(), default);

    private static Node Array(IEnumerable<Node> items) => new Node.Array(items.ToEquatableArray(), default);
}
