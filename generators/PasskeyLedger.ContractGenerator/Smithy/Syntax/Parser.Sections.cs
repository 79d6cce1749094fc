namespace PasskeyLedger.ContractGenerator.Smithy.Syntax;

internal sealed partial class Parser
{
    private readonly List<NodeMember> control = [];
    private readonly HashSet<string> controlKeys = new(StringComparer.Ordinal);
    private readonly List<NodeMember> metadata = [];
    private readonly List<Name> uses = [];
    private readonly List<ShapeSyntax> shapes = [];
    private readonly List<ApplySyntax> applies = [];
    private Name? fileNamespace;
    private bool hasNamespaceStatement;
    private bool isVersion1 = true;

    /// <summary><c>idl = [WS] ControlSection MetadataSection ShapeSection</c></summary>
    private SmithyFile ParseFile()
    {
        SkipWhiteSpace();
        while (Is(TokenKind.Dollar))
            Statement(ParseControl);
        while (IsWord("metadata"))
            Statement(ParseMetadata);
        if (IsWord("namespace"))
            Statement(ParseNamespaceStatement);
        while (IsWord("use") && hasNamespaceStatement)
            Statement(ParseUse);
        while (!Is(TokenKind.End))
            Statement(!hasNamespaceStatement && IsWord("namespace") ? ParseNamespaceStatement : ParseShapeOrApply);

        return new SmithyFile(
            path,
            isVersion1,
            control.ToEquatableArray(),
            metadata.ToEquatableArray(),
            fileNamespace,
            uses.ToEquatableArray(),
            shapes.ToEquatableArray(),
            applies.ToEquatableArray(),
            problems.ToEquatableArray());
    }

    /// <summary><c>ControlStatement = "$" NodeObjectKey [SP] ":" [SP] NodeValue BR</c></summary>
    private void ParseControl()
    {
        Expect(TokenKind.Dollar);
        var key = ParseObjectKey();
        SkipSpaces();
        Expect(TokenKind.Colon);
        SkipSpaces();
        var value = ParseNode();
        ExpectLineEnd();
        AddUnique(control, controlKeys, new NodeMember(key.Text, key.Span, value));
        if (key.Text == "version")
            SetVersion(value);
        else if (key.Text is "operationInputSuffix" or "operationOutputSuffix" && value is not Node.Text)
            Report(ProblemIds.Syntax, value.Span, $"the value of ${key.Text} must be a string");
        else if (key.Text is not ("operationInputSuffix" or "operationOutputSuffix"))
            Warn(ProblemIds.UnknownControl, key.Span, $"${key.Text} is no control statement that is known here, and is passed over; the known ones are $version, $operationInputSuffix and $operationOutputSuffix");
    }

    private void SetVersion(Node value)
    {
        if (value is not Node.Text { Value: "1" or "1.0" or "2" or "2.0" })
            Report(ProblemIds.Version, value.Span, "Smithy 2.0 is read here, and 1.0; write $version: \"2.0\"");
        isVersion1 = value is Node.Text { Value: "1" or "1.0" };
    }

    /// <summary>A file without a version is one of 1.0, which lacks what came with 2.0.</summary>
    private void RequireVersion2(SourceSpan span, string what)
    {
        if (isVersion1)
            Report(ProblemIds.Version, span, $"{what} came with Smithy 2.0; write $version: \"2.0\" at the file's start");
    }

    /// <summary><c>MetadataStatement = "metadata" SP NodeObjectKey [SP] "=" [SP] NodeValue BR</c></summary>
    private void ParseMetadata()
    {
        Take();
        ExpectSpace();
        var key = ParseObjectKey();
        SkipSpaces();
        Expect(TokenKind.Equal);
        SkipSpaces();
        var value = ParseNode();
        ExpectLineEnd();
        metadata.Add(new NodeMember(key.Text, key.Span, value)); // equal keys are joined where files are linked
    }

    /// <summary><c>NamespaceStatement = "namespace" SP Namespace BR</c></summary>
    private void ParseNamespaceStatement()
    {
        // A faulty one is an error of its own; the shapes after it lack no namespace statement.
        hasNamespaceStatement = true;
        Take();
        ExpectSpace();
        var name = ParseNamespace();
        ExpectLineEnd();
        fileNamespace = name;
    }

    /// <summary><c>UseStatement = "use" SP AbsoluteRootShapeId BR</c></summary>
    private void ParseUse()
    {
        Take();
        ExpectSpace();
        var id = ParseShapeId();
        if (id.Text.IndexOf('#') < 0)
            throw Fault(id.Span, "a use statement names a shape with its namespace, as in 'use example.common#Name'");
        if (id.Text.IndexOf('$') >= 0)
            throw Fault(id.Span, "a use statement names a shape, not a member; leave out what follows '$'");
        ExpectLineEnd();
        uses.Add(id);
    }
}
