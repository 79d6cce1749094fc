using System.Buffers.Binary;
using System.Text;

namespace PasskeyLedger.EventStore.Projecting;

/// <summary>A column of two tables that are compared.</summary>
/// <param name="Index">Its place among those that are read.</param>
/// <param name="Type">Its type, as SQL says it.</param>
/// <param name="IsMade">The projection's own statements make it.</param>
/// <param name="IsUsed">The table in use has it.</param>
/// <param name="KeyPlace">Its place in the key; null where it is not in it.</param>
internal sealed record TableColumn(int Index, string Name, string Type, bool IsMade, bool IsUsed, long? KeyPlace)
{
    private readonly Kind kind = Type switch
    {
        "smallint" or "integer" or "bigint" => Kind.Integer,
        "uuid" => Kind.Uuid,
        "boolean" => Kind.Boolean,
        "text" or "character varying" => Kind.Text,
        _ when Type.StartsWith("character varying(", StringComparison.Ordinal) => Kind.Text,
        _ => Kind.Other,
    };

    private enum Kind
    {
        Text,
        Integer,
        Uuid,
        Boolean,
        Other,
    }

    /// <summary>What stands behind its value in ORDER BY, so that the order is that of <see cref="Compare"/> and not a language's.</summary>
    public string Collation => kind is Kind.Text or Kind.Other ? " COLLATE \"C\"" : "";

    /// <summary>Its value in a table <c>t</c>. A key's of a type whose order is not known here is its text.</summary>
    /// <param name="isThere">The table has it.</param>
    public string Sql(bool isThere)
    {
        var value = isThere ? $"t.{SqlName.Quoted(Name)}::{Type}" : $"NULL::{Type}";
        return KeyPlace is not null && kind is Kind.Other ? $"({value})::text" : value;
    }

    /// <summary>The order of two values of a key, as PostgreSQL sends them; null comes last.</summary>
    public int Compare(ReadOnlySpan<byte> one, bool isOneNull, ReadOnlySpan<byte> other, bool isOtherNull)
    {
        if (isOneNull || isOtherNull)
            return isOneNull.CompareTo(isOtherNull);
        return kind is Kind.Integer ? Number(one).CompareTo(Number(other)) : one.SequenceCompareTo(other);
    }

    /// <summary>A key's value as JSON.</summary>
    public string Json(ReadOnlySpan<byte> value, bool isNull) => isNull ? "null" : kind switch
    {
        Kind.Integer => Number(value).ToString(System.Globalization.CultureInfo.InvariantCulture),
        Kind.Boolean => value[0] == 0 ? "false" : "true",
        Kind.Uuid => Quoted(new Guid(value, bigEndian: true).ToString()),
        _ => Quoted(Encoding.UTF8.GetString(value)),
    };

    /// <summary>A string of JSON as PostgreSQL writes it.</summary>
    public static string Quoted(string text)
    {
        var quoted = new StringBuilder("\"", text.Length + 2);
        foreach (var character in text)
        {
            _ = character switch
            {
                '"' => quoted.Append("\\\""),
                '\\' => quoted.Append("\\\\"),
                '\b' => quoted.Append("\\b"),
                '\f' => quoted.Append("\\f"),
                '\n' => quoted.Append("\\n"),
                '\r' => quoted.Append("\\r"),
                '\t' => quoted.Append("\\t"),
                < ' ' => quoted.Append(System.Globalization.CultureInfo.InvariantCulture, $"\\u{(int)character:x4}"),
                _ => quoted.Append(character),
            };
        }

        return quoted.Append('"').ToString();
    }

    private static long Number(ReadOnlySpan<byte> value) => value.Length switch
    {
        sizeof(short) => BinaryPrimitives.ReadInt16BigEndian(value),
        sizeof(int) => BinaryPrimitives.ReadInt32BigEndian(value),
        _ => BinaryPrimitives.ReadInt64BigEndian(value),
    };
}
