using PasskeyLedger.ContractGenerator.Smithy.Model;

namespace PasskeyLedger.ContractGenerator.Smithy.Syntax;

/// <summary>One parsed file: what it says, before names are resolved across files.</summary>
internal sealed record SmithyFile(
    string Path,
    bool IsVersion1,
    EquatableArray<NodeMember> Control,
    EquatableArray<NodeMember> Metadata,
    Name? Namespace,
    EquatableArray<Name> Uses,
    EquatableArray<ShapeSyntax> Shapes,
    EquatableArray<ApplySyntax> Applies,
    EquatableArray<Problem> Problems);

/// <summary>An identifier or a shape id with its place.</summary>
internal sealed record Name(string Text, SourceSpan Span);

/// <summary>A trait as applied. <paramref name="Value"/> is null for an annotation without a value.</summary>
internal sealed record TraitSyntax(Name Id, Node? Value);

/// <summary>A shape statement. Which of the parts it may have depends on its kind.</summary>
internal sealed record ShapeSyntax(ShapeKind Kind, Name Name, EquatableArray<TraitSyntax> Traits)
{
    /// <summary>The resource of a structure's <c>for</c>.</summary>
    public Name? ForResource { get; init; }

    public EquatableArray<Name> Mixins { get; init; } = [];

    public EquatableArray<MemberSyntax> Members { get; init; } = [];

    /// <summary>The properties of a service or a resource.</summary>
    public Node.Object? Properties { get; init; }

    public OperationSyntax? Operation { get; init; }
}

/// <summary>A member of an aggregate shape or of an enum.</summary>
/// <param name="Target">Null for an enum's member and for an elided one, <c>$name</c>, whose target comes from a mixin or the resource.</param>
/// <param name="Value">What follows its equals sign: an enum's value or a default.</param>
internal sealed record MemberSyntax(Name Name, Name? Target, Node? Value, EquatableArray<TraitSyntax> Traits);

/// <summary>An operation's properties; inline input and output stand here by the name the file's suffixes give them.</summary>
internal sealed record OperationSyntax(Name? Input, Name? Output, EquatableArray<Name> Errors);

internal sealed record ApplySyntax(Name Target, EquatableArray<TraitSyntax> Traits);
