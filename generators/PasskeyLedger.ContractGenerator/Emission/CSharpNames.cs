using Microsoft.CodeAnalysis.CSharp;

namespace PasskeyLedger.ContractGenerator.Emission;

/// <summary>How Smithy's names become C#'s.</summary>
internal static class CSharpNames
{
    /// <summary>Members that every generated structure has, or that every object has.</summary>
    private static readonly HashSet<string> StructureMembers = new(StringComparer.Ordinal)
    {
        "Equals", "GetHashCode", "GetType", "ToString", "MemberwiseClone", "ReferenceEquals", "Finalize", "EqualityContract", "PrintMembers", "Clone",
        "TryRead", "TryReadValue", "FromJson", "WriteTo", "ToJson", "Validate", "StoredName",
    };

    private static readonly HashSet<string> ExceptionMembers = new(StringComparer.Ordinal)
    {
        "Equals", "GetHashCode", "GetType", "ToString", "MemberwiseClone", "ReferenceEquals", "Finalize",
        "Message", "Data", "Source", "HelpLink", "StackTrace", "InnerException", "HResult", "TargetSite", "GetBaseException", "GetObjectData",
        "ErrorCode", "StatusCode", "IsRetryable", "RequestId", "WriteTo", "WriteMembers", "ReadFrom",
    };

    private static readonly HashSet<string> EnumMembers = new(StringComparer.Ordinal)
    {
        "Equals", "GetHashCode", "GetType", "ToString", "ReferenceEquals", "Value", "Values", "IsKnown",
    };

    /// <summary>Types that generated code names without their namespace; a contract's own type of such a name would hide them.</summary>
    public static readonly HashSet<string> TakenTypes = new(StringComparer.Ordinal)
    {
        "ServiceException", "ConstraintViolation", "ContractViolationException", "DispatchOutcome", "DispatchStatus", "ViolationCollector",
        "ContractJson", "JsonValues", "JsonTimestamps", "ConstraintChecks", "ValueText", "ContentEquality", "AwsJsonError", "AwsJsonChannel",
        "IStoredEvent", "StoredEvents", "PersonalMember", "Unit", "Guid", "Convert", "TimeSpan", "String", "Array", "Exception", "DateTimeOffset", "ReadOnlyMemory", "ReadOnlySpan", "Task", "ValueTask",
        "CancellationToken", "HttpClient", "HttpStatusCode", "Uri", "JsonElement", "Utf8JsonReader", "Utf8JsonWriter", "JsonEncodedText", "IReadOnlyList",
        "IReadOnlyDictionary", "List", "Dictionary", "HashSet", "HashCode", "IEquatable", "IBufferWriter", "TextPattern", "BigInteger", "BigDecimal", "StringComparer", "System",
    };

    /// <summary>A property: the first letter in upper case, and what follows it as it is.</summary>
    public static string Property(string member, string enclosingType) => Free(Capitalized(member), enclosingType, StructureMembers);

    public static string ExceptionProperty(string member, string enclosingType) => Free(Capitalized(member), enclosingType, ExceptionMembers);

    /// <summary>An enum's constant: <c>NETWORK_RULE</c> becomes <c>NetworkRule</c>.</summary>
    public static string EnumConstant(string member, string enclosingType)
    {
        var words = member.Split(['_'], StringSplitOptions.RemoveEmptyEntries).Select(word => IsUpper(word) ? Capitalized(word.ToLowerInvariant()) : Capitalized(word));
        var name = string.Concat(words);
        return Free(char.IsDigit(name[0]) ? "_" + name : name, enclosingType, EnumMembers);
    }

    /// <summary>The text as a C# string literal.</summary>
    public static string Literal(string text) => SymbolDisplay.FormatLiteral(text, quote: true);

    public static bool IsIdentifier(string text) => SyntaxFacts.IsValidIdentifier(text) && SyntaxFacts.GetKeywordKind(text) == SyntaxKind.None;

    private static bool IsUpper(string word) => word.ToUpperInvariant() == word;

    private static string Capitalized(string name)
    {
        var capitalized = char.ToUpperInvariant(name[0]) + name.Substring(1);
        return SyntaxFacts.IsValidIdentifier(capitalized) ? capitalized : "_" + capitalized;
    }

    private static string Free(string name, string enclosingType, HashSet<string> taken)
        => name == enclosingType || taken.Contains(name) ? name + "Value" : name;
}
