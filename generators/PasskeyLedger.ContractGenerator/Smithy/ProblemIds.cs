namespace PasskeyLedger.ContractGenerator.Smithy;

/// <summary>The ids of all problems. A released id keeps its meaning; DIAGNOSTICS.md says what each asks for.</summary>
internal static class ProblemIds
{
    // Reading a file.
    public const string Syntax = "PLC001";
    public const string Version = "PLC002";
    public const string DuplicateKey = "PLC003";
    public const string UnknownControl = "PLC004";

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
    public const string UnknownProperty = "PLC025";
    public const string UnknownValueMember = "PLC026";
    public const string ImmutablePrelude = "PLC027";
    public const string UnknownReference = "PLC028";
    public const string QuestionableValue = "PLC029";

    // Turning the model to C#.
    public const string NamespaceMissing = "PLC030";
    public const string Unsupported = "PLC031";
    public const string Protocol = "PLC032";
    public const string NameCollision = "PLC033";
    public const string Constraint = "PLC034";
    public const string StoredEvent = "PLC035";
    public const string LanguageVersion = "PLC036";

    // What single traits and metadata ask of the model.
    public const string HttpUri = "PLC050";
    public const string HttpLabel = "PLC051";
    public const string HttpUriConflict = "PLC052";
    public const string HttpName = "PLC053";
    public const string HttpPayload = "PLC054";
    public const string HttpMissing = "PLC055";
    public const string HostLabel = "PLC056";
    public const string Paginated = "PLC057";
    public const string ResourceProperty = "PLC058";
    public const string ResourceIdentifier = "PLC059";
    public const string Reference = "PLC060";
    public const string Example = "PLC061";
    public const string TraitOptions = "PLC062";
    public const string JsonName = "PLC063";
    public const string EnumTrait = "PLC064";
    public const string TraitValidator = "PLC065";
    public const string TextForm = "PLC066";
    public const string Pattern = "PLC067";
    public const string DocumentSupport = "PLC068";
    public const string BreakingChangePath = "PLC069";
    public const string Metadata = "PLC070";
    public const string ShapeClosure = "PLC071";
    public const string UnknownValidator = "PLC072";
    public const string ModelValidator = "PLC073";
}
