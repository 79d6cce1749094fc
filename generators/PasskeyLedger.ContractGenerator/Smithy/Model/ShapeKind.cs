namespace PasskeyLedger.ContractGenerator.Smithy.Model;

/// <summary>The types of shapes, by the names the IDL gives them.</summary>
internal enum ShapeKind
{
    Blob,
    Boolean,
    String,
    Byte,
    Short,
    Integer,
    Long,
    Float,
    Double,
    BigInteger,
    BigDecimal,
    Timestamp,
    Document,
    Enum,
    IntEnum,
    List,
    Set,
    Map,
    Structure,
    Union,
    Service,
    Operation,
    Resource,
}

internal static class ShapeKinds
{
    private static readonly Dictionary<string, ShapeKind> ByKeyword = Enum.GetValues(typeof(ShapeKind)).Cast<ShapeKind>().ToDictionary(Keyword);

    /// <summary>The kind that a statement's first word names, or null.</summary>
    public static ShapeKind? FromKeyword(string keyword) => ByKeyword.TryGetValue(keyword, out var kind) ? kind : null;

    public static string Keyword(this ShapeKind kind)
    {
        var name = kind.ToString();
        return char.ToLowerInvariant(name[0]) + name.Substring(1);
    }

    public static bool IsSimple(this ShapeKind kind) => kind <= ShapeKind.Document;
}
