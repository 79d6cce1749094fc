namespace PasskeyLedger.ContractGenerator.Smithy.Syntax;

/// <summary>Whether values say the same, wherever they are written.</summary>
internal sealed class NodeEquality : IEqualityComparer<Node>
{
    public static readonly NodeEquality Comparer = new();

    public static bool AreSame(Node left, Node right) => (left, right) switch
    {
        (Node.Null, Node.Null) => true,
        (Node.Boolean one, Node.Boolean other) => one.Value == other.Value,
        (Node.Number one, Node.Number other) => one.Digits == other.Digits || Numeral.Parse(one.Digits) == Numeral.Parse(other.Digits),
        (Node.Text or Node.Reference, Node.Text or Node.Reference) => left.AsText() == right.AsText(),
        (Node.Array one, Node.Array other) => one.Items.Count == other.Items.Count && one.Items.Zip(other.Items, AreSame).All(same => same),
        (Node.Object one, Node.Object other) => one.Members.Count == other.Members.Count && HaveSame(one, other),
        _ => false,
    };

    public bool Equals(Node? x, Node? y) => x is null || y is null ? ReferenceEquals(x, y) : AreSame(x, y);

    public int GetHashCode(Node obj) => obj switch
    {
        Node.Boolean boolean => boolean.Value ? 1 : 2,
        Node.Number number => Numeral.Parse(number.Digits).GetHashCode(),
        Node.Array array => array.Items.Aggregate(17, (hash, item) => unchecked((hash * 31) + GetHashCode(item))),
        Node.Object value => value.Members.Aggregate(19, (hash, member) => unchecked(hash + ((StringComparer.Ordinal.GetHashCode(member.Key) * 31) ^ GetHashCode(member.Value)))), // in any order
        _ => obj.AsText() is { } text ? StringComparer.Ordinal.GetHashCode(text) : 0,
    };

    private static bool HaveSame(Node.Object one, Node.Object other)
    {
        var values = other.Members.ToDictionary(member => member.Key, member => member.Value, StringComparer.Ordinal);
        return one.Members.All(member => values.TryGetValue(member.Key, out var value) && AreSame(member.Value, value));
    }
}
