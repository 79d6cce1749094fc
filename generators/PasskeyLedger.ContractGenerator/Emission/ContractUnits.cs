using PasskeyLedger.ContractGenerator.Smithy;

namespace PasskeyLedger.ContractGenerator.Emission;

/// <summary>
/// One C# type to emit, with everything its text depends on and nothing else (no positions, no symbols), so that
/// equal units have equal text and the pipeline can leave alone what did not change.
/// </summary>
internal abstract record ContractUnit(string Namespace, string Name, string? Documentation)
{
    public string FullName => $"global::{Namespace}.{Name}";

    /// <summary>A type's name where a property could hide its simple one. Unit is no type of the contract's.</summary>
    public string Qualified(string type) => type == "Unit" || type.StartsWith("global::", StringComparison.Ordinal) ? type : $"global::{Namespace}.{type}";
}

/// <param name="StoredName">The name the event is stored under, where the structure is an event.</param>
/// <param name="IsSensitive">Whether nothing of it may be shown.</param>
/// <param name="IsUnion">Whether exactly one member is set.</param>
internal sealed record StructureUnit(
    string Namespace,
    string Name,
    string? Documentation,
    EquatableArray<MemberModel> Members,
    string? StoredName,
    bool IsSensitive,
    bool IsUnion)
    : ContractUnit(Namespace, Name, Documentation)
{
    /// <summary>Where personal data stands in the structure, also within the structures that it holds.</summary>
    public EquatableArray<PersonalMemberModel> PersonalMembers { get; init; } = [];
}

/// <param name="Path">The member from the structure on, by the names of JSON (<c>evidence.raw</c>).</param>
internal sealed record PersonalMemberModel(string Path, bool IsBlob);

/// <param name="ErrorCode">The shape's name, as the wire carries it.</param>
/// <param name="MessageMember">The wire's name of the member that is the exception's message.</param>
internal sealed record ExceptionUnit(
    string Namespace,
    string Name,
    string? Documentation,
    EquatableArray<MemberModel> Members,
    string ErrorCode,
    string MessageMember,
    int StatusCode,
    bool IsRetryable)
    : ContractUnit(Namespace, Name, Documentation);

internal sealed record EnumUnit(string Namespace, string Name, string? Documentation, bool IsInteger, EquatableArray<EnumValue> Values)
    : ContractUnit(Namespace, Name, Documentation);

/// <param name="Literal">The value as a C# literal.</param>
internal sealed record EnumValue(string Name, string Literal, string Text, string? Documentation);

internal sealed record ServiceUnit(
    string Namespace,
    string Name,
    string? Documentation,
    string? Title,
    EquatableArray<OperationModel> Operations,
    EquatableArray<ErrorModel> Errors)
    : ContractUnit(Namespace, Name, Documentation);

/// <param name="Input">The request's type; null where the operation has none.</param>
/// <param name="HostPrefix">What goes before the endpoint's host, as a C# expression; null where nothing does.</param>
/// <param name="IsChecksummed">Whether requests carry the MD5 of their body.</param>
/// <param name="IsCompressed">Whether large requests are sent compressed.</param>
internal sealed record OperationModel(
    string Name,
    string? Documentation,
    string? Input,
    string? Output,
    EquatableArray<ErrorModel> Errors,
    string? HostPrefix,
    bool IsChecksummed,
    bool IsCompressed);

internal sealed record ErrorModel(string Code, string Type, string? Documentation);

/// <summary>All events of one C# namespace.</summary>
internal sealed record StoredEventsUnit(string Namespace, EquatableArray<StoredEventModel> Events)
    : ContractUnit(Namespace, "StoredEvents", Documentation: null);

/// <param name="HoldsPersonalData">Whether the type lists members that hold personal data.</param>
internal sealed record StoredEventModel(string StoredName, string Type, bool HoldsPersonalData);

/// <param name="WireName">The member's name in JSON.</param>
/// <param name="Property">The C# property.</param>
internal sealed record MemberModel(string WireName, string Property, ValueModel Value, bool IsRequired, string? Documentation, string? DeprecatedMessage)
{
    /// <summary>The default as a C# expression; null where the member has none.</summary>
    public string? Default { get; init; }

    /// <summary>
    /// Whether the default is for the reader alone: the caller of an operation may leave the member unset, so that the
    /// service's default of the day holds (@clientOptional, and all members of an @input).
    /// </summary>
    public bool IsDefaultOptional { get; init; }

    /// <summary>Whether the client makes up a value where none is given.</summary>
    public bool IsIdempotencyToken { get; init; }

    /// <summary>Whether the property always has a value.</summary>
    public bool IsPresent => IsRequired || (Default is not null && !IsDefaultOptional);

    /// <summary>The property's type, with its question mark where the member may be absent.</summary>
    public string PropertyType => IsPresent ? Value.Type : Value.Type + "?";

    /// <summary>A local of its own in generated methods; no fixed local ends like this.</summary>
    public string Local => char.ToLowerInvariant(Property[0]) + Property.Substring(1) + "Value";
}
