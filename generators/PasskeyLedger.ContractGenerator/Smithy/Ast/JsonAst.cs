using PasskeyLedger.ContractGenerator.Smithy.Model;
using PasskeyLedger.ContractGenerator.Smithy.Syntax;

namespace PasskeyLedger.ContractGenerator.Smithy.Ast;

/// <summary>
/// A model as Smithy's JSON AST (Smithy 2.0, "JSON AST"): the shapes that files declare, without the prelude's. A shape
/// with mixins has only what it says itself; traits put on inherited members stand as shapes of type <c>apply</c>.
/// A model of Smithy 1.0 alone stays one; beside files of 2.0 its shapes are written as 2.0 says them.
/// </summary>
internal static class JsonAst
{
    public static string Write(SmithyModel model)
    {
        var members = new List<NodeMember> { Member("smithy", Text(model.IsVersion1 ? "1.0" : "2.0")) };
        if (model.Metadata.Count > 0)
            members.Add(Member("metadata", new Node.Object(model.Metadata.ToEquatableArray(), default)));
        members.Add(Member("shapes", Object(model.Shapes.Where(shape => !Prelude.Declares(shape)).Select(shape => model.IsVersion1 ? shape : Version1Upgrade.Of(model, shape)).SelectMany(Shapes))));
        return JsonText.Write(Object(members));
    }

    private static IEnumerable<NodeMember> Shapes(Shape shape)
    {
        yield return Member(shape.Id.ToString(), Shape(shape));
        foreach (var introduced in shape.Own?.Introduced ?? [])
            yield return Member($"{shape.Id}${introduced.Member}", Object([Member("type", Text("apply")), .. Traits(introduced.Traits)]));
    }

    private static Node.Object Shape(Shape shape)
    {
        var members = new List<NodeMember> { Member("type", Text(shape.Kind.Keyword())) };
        if (shape.Mixins.Count > 0)
            members.Add(Member("mixins", Array(shape.Mixins.Select(Target))));
        members.AddRange(Content(shape));
        members.AddRange(Traits(shape.Own?.Traits ?? shape.Traits));
        return Object(members);
    }

    private static IEnumerable<NodeMember> Content(Shape shape)
    {
        var members = (shape.Own?.Members ?? shape.Members).Select(member => Member(member.Name, Object([Member("target", Text(member.Target.ToString())), .. Traits(member.Traits)])));
        return shape.Kind switch
        {
            ShapeKind.List or ShapeKind.Set or ShapeKind.Map => members,
            ShapeKind.Enum or ShapeKind.IntEnum or ShapeKind.Structure or ShapeKind.Union => [Member("members", Object(members))],
            ShapeKind.Operation => Operation((shape.Own is { } own ? own.Operation : shape.Operation)!),
            ShapeKind.Service => Service((shape.Own is { } own ? own.Service : shape.Service)!),
            ShapeKind.Resource => Resource((shape.Own is { } own ? own.Resource : shape.Resource)!),
            _ => [],
        };
    }

    private static IEnumerable<NodeMember> Operation(OperationBody operation)
        => [Member("input", Target(operation.Input)), Member("output", Target(operation.Output)), .. Targets("errors", operation.Errors)];

    private static IEnumerable<NodeMember> Service(ServiceBody service) =>
    [
        .. service.Version is { } version ? new[] { Member("version", Text(version)) } : [],
        .. Targets("operations", service.Operations),
        .. Targets("resources", service.Resources),
        .. Targets("errors", service.Errors),
        .. service.Rename.Count == 0 ? [] : new[] { Member("rename", Object(service.Rename.Select(renaming => Member(renaming.Shape.ToString(), Text(renaming.Name))))) },
    ];

    private static IEnumerable<NodeMember> Resource(ResourceBody resource) =>
    [
        .. NamedTargets("identifiers", resource.Identifiers),
        .. NamedTargets("properties", resource.Properties),
        .. resource.Lifecycle.Select(operation => Member(operation.Name, Target(operation.Target))),
        .. Targets("operations", resource.Operations),
        .. Targets("collectionOperations", resource.CollectionOperations),
        .. Targets("resources", resource.Resources),
    ];

    private static IEnumerable<NodeMember> Traits(EquatableArray<AppliedTrait> traits)
        => traits.Count == 0 ? [] : [Member("traits", Object(traits.Select(trait => Member(trait.Id.ToString(), trait.Value))))];

    private static IEnumerable<NodeMember> Targets(string name, EquatableArray<ShapeId> ids)
        => ids.Count == 0 ? [] : [Member(name, Array(ids.Select(Target)))];

    private static IEnumerable<NodeMember> NamedTargets(string name, EquatableArray<NamedTarget> targets)
        => targets.Count == 0 ? [] : [Member(name, Object(targets.Select(target => Member(target.Name, Target(target.Target)))))];

    private static Node Target(ShapeId id) => Object([Member("target", Text(id.ToString()))]);

    private static NodeMember Member(string key, Node value) => new(key, default, value);

    private static Node.Object Object(IEnumerable<NodeMember> members) => new(members.ToEquatableArray(), default);

    private static Node.Array Array(IEnumerable<Node> items) => new(items.ToEquatableArray(), default);

    private static Node.Text Text(string value) => new(value, default);
}
