using PasskeyLedger.ContractGenerator.Smithy;

namespace PasskeyLedger.ContractGenerator.Emission;

internal enum ValueKind
{
    String,
    Boolean,
    Byte,
    Short,
    Integer,
    Long,
    Float,
    Double,
    BigInteger,
    BigDecimal,
    Blob,
    Timestamp,
    Document,
    Enum,
    IntEnum,
    Structure,
    List,
    Map,
}

/// <summary>A value's C# type, its form in JSON and its constraints.</summary>
/// <param name="Type">The C# type, without a question mark.</param>
internal sealed record ValueModel(ValueKind Kind, string Type)
{
    public Constraints Constraints { get; init; } = Constraints.None;

    public bool IsSensitive { get; init; }

    public TimestampFormat TimestampFormat { get; init; }

    public ValueModel? Element { get; init; }

    /// <summary>What a map's keys must keep to.</summary>
    public Constraints KeyConstraints { get; init; } = Constraints.None;

    public bool IsSparse { get; init; }

    public bool IsValueType => Kind is not (ValueKind.String or ValueKind.Structure or ValueKind.List or ValueKind.Map);

    /// <summary>An item's type: a sparse collection may hold null.</summary>
    public string ElementType => IsSparse ? Element!.Type + "?" : Element!.Type;

    /// <summary>Whether <c>==</c> or a record's own equality would compare something else than content.</summary>
    public bool NeedsContentEquality => Kind is ValueKind.Blob or ValueKind.Document or ValueKind.List or ValueKind.Map;

    public bool HoldsSensitive => IsSensitive || Element is { HoldsSensitive: true };

    /// <summary>Whether the value itself is constrained, apart from what it holds.</summary>
    public bool HasOwnConstraints => Constraints != Constraints.None;

    public bool HasConstraintsWithin => HasOwnConstraints || KeyConstraints != Constraints.None || Element is { HasConstraintsWithin: true };

    /// <summary>Whether validation has to look inside.</summary>
    public bool IsValidated => Constraints != Constraints.None || KeyConstraints != Constraints.None || Kind == ValueKind.Structure || Element is { IsValidated: true };
}

internal enum TimestampFormat
{
    EpochSeconds,
    DateTime,
    HttpDate,
}

/// <summary>The constraint traits in force on a value: the member's, else its target's.</summary>
/// <param name="Pattern">The pattern as the contract has it.</param>
/// <param name="DotNetPattern">The same for .NET's regular expressions.</param>
internal sealed record Constraints(long? MinLength, long? MaxLength, string? Pattern, string? DotNetPattern, string? Min, string? Max, bool UniqueItems, bool IsEnum)
{
    /// <summary>Whether a text is right if its pattern says so: then it can be checked while it is read.</summary>
    public bool IsPatternAlone => DotNetPattern is not null && MinLength is null && MaxLength is null;

    public static readonly Constraints None = new(null, null, null, null, null, null, UniqueItems: false, IsEnum: false);
}
