namespace PasskeyLedger.ContractGenerator.Smithy;

/// <summary>The ids of all problems. A released id keeps its meaning; DIAGNOSTICS.md says what each asks for.</summary>
internal static class ProblemIds
{
    // Reading a file.
    public const string Syntax = "PLC001";
    public const string Version = "PLC002";
    public const string DuplicateKey = "PLC003";

    // Linking files to a model.
    public const string DuplicateShape = "PLC010";
    public const string UnknownShape = "PLC011";
    public const string UnknownTrait = "PLC012";
    public const string TraitValue = "PLC013";
    public const string DuplicateTrait = "PLC014";
    public const string Member = "PLC015";
    public const string WrongKind = "PLC016";
    public const string Mixin = "PLC017";
    public const string EnumValue = "PLC018";
    public const string Property = "PLC019";
    public const string Use = "PLC020";
    public const string Recursion = "PLC021";
    public const string Closure = "PLC022";
    public const string TraitPlace = "PLC023";
    public const string Private = "PLC024";

    // Turning the model to C#.
    public const string NamespaceMissing = "PLC030";
    public const string Unsupported = "PLC031";
    public const string Protocol = "PLC032";
    public const string NameCollision = "PLC033";
    public const string Constraint = "PLC034";
    public const string StoredEvent = "PLC035";
    public const string LanguageVersion = "PLC036";
}
