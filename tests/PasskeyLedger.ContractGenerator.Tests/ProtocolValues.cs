using System.Globalization;
using System.Numerics;
using System.Reflection;
using System.Text;
using System.Text.Json;
using PasskeyLedger.ContractGenerator.Smithy.Ast;
using PasskeyLedger.ContractGenerator.Smithy.Model;
using PasskeyLedger.ContractGenerator.Smithy.Syntax;

namespace PasskeyLedger.ContractGenerator.Tests;

/// <summary>Makes the values of generated types that a protocol test's params describe.</summary>
internal sealed class ProtocolValues(SmithyModel model)
{
    public object Structure(Type type, Shape shape, Node.Object node)
    {
        var value = Activator.CreateInstance(type)!;
        foreach (var (key, _, given) in node.Members)
        {
            var property = Property(type, key);
            property.SetValue(value, Value(property.PropertyType, shape.Member(key)!.Target, given));
        }

        return value;
    }

    /// <summary>The property of a member, by the names the generator gives.</summary>
    public static PropertyInfo Property(Type type, string member)
    {
        var name = char.ToUpperInvariant(member[0]) + member[1..];
        return type.GetProperty(name, BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly) ?? type.GetProperty(name + "Value")
            ?? throw new InvalidOperationException($"{type} has no property for {member}");
    }

    private object? Value(Type type, ShapeId id, Node node)
    {
        if (node is Node.Null)
            return null;
        type = Nullable.GetUnderlyingType(type) ?? type;
        var shape = model.Find(id)!;
        return shape.Kind switch
        {
            ShapeKind.Boolean => ((Node.Boolean)node).Value,
            ShapeKind.String => ((Node.Text)node).Value,
            ShapeKind.Blob => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(((Node.Text)node).Value),
            ShapeKind.Timestamp => DateTimeOffset.UnixEpoch.AddTicks((long)(decimal.Parse(((Node.Number)node).Digits, NumberStyles.Float, CultureInfo.InvariantCulture) * TimeSpan.TicksPerSecond)),
            ShapeKind.Document => JsonDocument.Parse(JsonText.Write(node)).RootElement,
            ShapeKind.Enum => Activator.CreateInstance(type, ((Node.Text)node).Value),
            ShapeKind.IntEnum => Activator.CreateInstance(type, int.Parse(((Node.Number)node).Digits, CultureInfo.InvariantCulture)),
            ShapeKind.List or ShapeKind.Set => List(type, shape.Member("member")!.Target, (Node.Array)node),
            ShapeKind.Map => Map(type, shape.Member("value")!.Target, (Node.Object)node),
            ShapeKind.Structure when id == ShapeId.Unit => type.GetProperty("Value")!.GetValue(null),
            ShapeKind.Structure or ShapeKind.Union => Structure(type, shape, (Node.Object)node),
            ShapeKind.BigInteger => BigInteger.Parse(((Node.Number)node).Digits, CultureInfo.InvariantCulture),
            ShapeKind.BigDecimal => type.GetMethod("Parse")!.Invoke(null, [((Node.Number)node).Digits]),
            _ => Convert.ChangeType(node is Node.Text text ? double.Parse(text.Value.Replace("Infinity", "∞", StringComparison.Ordinal), Symbols) : Digits(type, (Node.Number)node), type, CultureInfo.InvariantCulture),
        };
    }

    private static readonly NumberFormatInfo Symbols = new() { PositiveInfinitySymbol = "∞", NegativeInfinitySymbol = "-∞" };

    private static object Digits(Type type, Node.Number number) => type == typeof(long)
        ? decimal.Parse(number.Digits, NumberStyles.Float, CultureInfo.InvariantCulture)
        : double.Parse(number.Digits, CultureInfo.InvariantCulture);

    private Array List(Type type, ShapeId target, Node.Array node)
    {
        var element = type.GetGenericArguments()[0];
        var items = Array.CreateInstance(element, node.Items.Count);
        for (var i = 0; i < items.Length; i++)
            items.SetValue(Value(element, target, node.Items[i]), i);
        return items;
    }

    private object Map(Type type, ShapeId target, Node.Object node)
    {
        var element = type.GetGenericArguments()[1];
        var map = (System.Collections.IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(typeof(string), element))!;
        foreach (var (key, _, value) in node.Members)
            map.Add(key, Value(element, target, value));
        return map;
    }
}
