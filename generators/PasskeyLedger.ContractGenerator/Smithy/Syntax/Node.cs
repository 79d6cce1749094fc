namespace PasskeyLedger.ContractGenerator.Smithy.Syntax;

/// <summary>A node value: JSON's values, and references to shapes written without quotation marks.</summary>
internal abstract record Node(SourceSpan Span)
{
    internal sealed record Null(SourceSpan Span) : Node(Span);

    internal sealed record Boolean(bool Value, SourceSpan Span) : Node(Span);

    /// <param name="Digits">The number as written, so that none of its precision is lost.</param>
    internal sealed record Number(string Digits, SourceSpan Span) : Node(Span);

    internal sealed record Text(string Value, SourceSpan Span) : Node(Span);

    /// <summary>A shape id: as written in a file's syntax, absolute in a linked model.</summary>
    internal sealed record Reference(string ShapeId, SourceSpan Span) : Node(Span);

    internal sealed record Array(EquatableArray<Node> Items, SourceSpan Span) : Node(Span);

    internal sealed record Object(EquatableArray<NodeMember> Members, SourceSpan Span) : Node(Span)
    {
        public Node? this[string key]
        {
            get
            {
                foreach (var member in Members)
                {
                    if (member.Key == key)
                        return member.Value;
                }

                return null;
            }
        }
    }

    /// <summary>The node as a message names it.</summary>
    public string Description => this switch
    {
        Null => "null",
        Boolean => "a boolean",
        Number => "a number",
        Text => "a string",
        Reference => "a shape id",
        Array => "a list",
        _ => "an object",
    };
}

internal sealed record NodeMember(string Key, SourceSpan KeySpan, Node Value);
