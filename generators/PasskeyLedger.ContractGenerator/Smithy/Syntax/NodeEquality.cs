using System.Globalization;

namespace PasskeyLedger.ContractGenerator.Smithy.Syntax;

/// <summary>Whether values say the same, wherever they are written.</summary>
internal static class NodeEquality
{
    public static bool AreSame(Node left, Node right) => (left, right) switch
    {
        (Node.Null, Node.Null) => true,
        (Node.Boolean one, Node.Boolean other) => one.Value == other.Value,
        (Node.Number one, Node.Number other) => one.Digits == other.Digits || (Value(one) is { } value && value == Value(other)),
        (Node.Text or Node.Reference, Node.Text or Node.Reference) => left.AsText() == right.AsText(),
        (Node.Array one, Node.Array other) => one.Items.Count == other.Items.Count && one.Items.Zip(other.Items, AreSame).All(same => same),
        (Node.Object one, Node.Object other) => one.Members.Count == other.Members.Count
            && one.Members.All(member => other[member.Key] is { } value && AreSame(member.Value, value)),
        _ => false,
    };

    private static decimal? Value(Node.Number number) => decimal.TryParse(number.Digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : null;
}
