namespace PasskeyLedger.ContractGenerator.Smithy.Syntax;

/// <summary>Reads values whose form is not certain; what is of another form is as good as absent.</summary>
internal static class NodeAccess
{
    /// <summary>A string's text or a reference's shape id.</summary>
    public static string? AsText(this Node? node) => node switch
    {
        Node.Text text => text.Value,
        Node.Reference reference => reference.ShapeId,
        _ => null,
    };

    public static bool IsTrue(this Node? node) => node is Node.Boolean { Value: true };

    public static IReadOnlyList<Node> Items(this Node? node) => node is Node.Array array ? array.Items : [];

    public static IReadOnlyList<NodeMember> Entries(this Node? node) => node is Node.Object value ? value.Members : [];

    /// <summary>The texts of a list.</summary>
    public static IEnumerable<string> Texts(this Node? node) => node.Items().Select(AsText).OfType<string>();

    /// <summary>An object's member.</summary>
    public static Node? Get(this Node? node, string key) => (node as Node.Object)?[key];
}
