using PasskeyLedger.ContractGenerator.Smithy.Model;
using PasskeyLedger.ContractGenerator.Smithy.Syntax;

namespace PasskeyLedger.ContractGenerator.Smithy.Linking;

/// <summary>Reads what operations, services and resources are made of.</summary>
internal sealed class BodyLinker(Declarations declarations, ReferencePlaces places, List<Problem> problems, SmithyFile file, ShapeId owner)
{
    private static readonly string[] Lifecycle = ["create", "put", "read", "update", "delete", "list"];

    public OperationBody Operation(OperationSyntax syntax) => new(
        InputOrOutput(syntax.Input),
        InputOrOutput(syntax.Output),
        syntax.Errors.Select(Id).OfType<ShapeId>().Distinct().ToEquatableArray());

    public ServiceBody Service(Node.Object properties)
    {
        OnlyKnown(properties, "service", ["version", "operations", "resources", "errors", "rename"]);
        return new ServiceBody(
            properties["version"] is { } version ? Text(version) : null,
            Ids(properties["operations"]),
            Ids(properties["resources"]),
            Ids(properties["errors"]),
            Rename(properties["rename"]));
    }

    public ResourceBody Resource(Node.Object properties)
    {
        if (file.IsVersion1)
        {
            foreach (var member in properties.Members.Where(member => member.Key == "properties"))
                problems.Add(new Problem(ProblemIds.Version, "a resource's properties came with Smithy 2.0; write $version: \"2.0\" at the file's start", new SourceLocation(file.Path, member.KeySpan)));
        }

        OnlyKnown(properties, "resource", ["identifiers", "properties", .. Lifecycle, "operations", "collectionOperations", "resources"]);
        return new ResourceBody(
            Targets(properties["identifiers"]),
            Targets(properties["properties"]),
            Lifecycle.Where(name => properties[name] is not null)
                .Select(name => Id(properties[name]!) is { } id ? new NamedTarget(name, id) : null)
                .OfType<NamedTarget>()
                .ToEquatableArray(),
            Ids(properties["operations"]),
            Ids(properties["collectionOperations"]),
            Ids(properties["resources"]));
    }

    private void OnlyKnown(Node.Object properties, string kind, IReadOnlyList<string> known)
    {
        // 'type' is what the JSON AST has beside them; it says nothing here.
        foreach (var member in properties.Members.Where(member => member.Key != "type" && !known.Contains(member.Key)))
            problems.Warn(ProblemIds.UnknownProperty, $"a {kind} has no property '{member.Key}', and it is passed over; it may have {string.Join(", ", known)}", new SourceLocation(file.Path, member.KeySpan), owner.ToString());
    }

    private EquatableArray<ShapeId> Ids(Node? node)
    {
        switch (node)
        {
            case null:
                return [];
            case Node.Array array:
                return array.Items.Select(Id).OfType<ShapeId>().Distinct().ToEquatableArray();
            default:
                Report(node.Span, $"expected a list of shapes but found {node.Description}");
                return [];
        }
    }

    private EquatableArray<NamedTarget> Targets(Node? node)
    {
        switch (node)
        {
            case null:
                return [];
            case Node.Object value:
                return value.Members
                    .Select(member => Id(member.Value) is { } id ? new NamedTarget(member.Key, id) : null)
                    .OfType<NamedTarget>()
                    .ToEquatableArray();
            default:
                Report(node.Span, $"expected an object of names and shapes but found {node.Description}");
                return [];
        }
    }

    private EquatableArray<Renaming> Rename(Node? node)
    {
        switch (node)
        {
            case null:
                return [];
            case Node.Object value:
                return value.Members
                    .Select(Renaming)
                    .OfType<Renaming>()
                    .ToEquatableArray();
            default:
                Report(node.Span, $"expected an object of shapes and names but found {node.Description}");
                return [];
        }
    }

    /// <summary>One that is not found stays, so that nobody takes the operation for one without.</summary>
    private ShapeId InputOrOutput(Name? name) => name is null ? ShapeId.Unit : Id(name) ?? declarations.Meant(file, name.Text);

    /// <summary>A renaming names its shape in full, for it stands in a string.</summary>
    private Renaming? Renaming(NodeMember member)
    {
        if (member.Key.IndexOf('#') < 0)
        {
            Report(member.KeySpan, $"write the id of '{member.Key}' with its namespace, as in \"example#{member.Key}\"");
            return null;
        }

        return declarations.Resolve(file, new Name(member.Key, member.KeySpan)) is { } id ? new Renaming(id, NewName(member.Value)) : null;
    }

    private ShapeId? Id(Name name)
    {
        var id = declarations.Resolve(file, name);
        if (id is { } found)
            places.Add(owner, found, new SourceLocation(file.Path, name.Span));
        return id;
    }

    private ShapeId? Id(Node node)
    {
        switch (node)
        {
            case Node.Reference reference:
                return Id(new Name(reference.ShapeId, reference.Span));
            case Node.Text text:
                return Id(new Name(text.Value, text.Span));
            default:
                Report(node.Span, $"expected a shape's id but found {node.Description}");
                return null;
        }
    }

    private string NewName(Node node)
    {
        var name = Text(node);
        if (node is Node.Text && !Lexer.IsIdentifier(name))
            Report(node.Span, $"'{name}' cannot be a shape's name; write letters, digits and underscores");
        return name;
    }

    private string Text(Node node)
    {
        if (node is Node.Text text)
            return text.Value;
        Report(node.Span, $"expected a string but found {node.Description}");
        return string.Empty;
    }

    private void Report(SourceSpan span, string message)
        => problems.Add(new Problem(ProblemIds.Property, message, new SourceLocation(file.Path, span)));
}
