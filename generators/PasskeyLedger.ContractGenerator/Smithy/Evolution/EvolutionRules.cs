namespace PasskeyLedger.ContractGenerator.Smithy.Evolution;

/// <summary>The ids of the rules that a change of a released contract can break. DIAGNOSTICS.md says what each asks for.</summary>
internal static class EvolutionRules
{
    public const string OperationRemoved = "PLC100";
    public const string TypeRemoved = "PLC101";
    public const string MemberRemoved = "PLC102";
    public const string Retyped = "PLC103";
    public const string MadeRequired = "PLC104";
    public const string MadeOptional = "PLC105";
    public const string ConstraintNarrowed = "PLC106";
    public const string ErrorRemoved = "PLC107";
    public const string EnumValueRemoved = "PLC108";
    public const string ErrorStatus = "PLC109";
    public const string DefaultChanged = "PLC110";
    public const string StoredNameChanged = "PLC111";
    public const string TimestampFormat = "PLC112";
    public const string InputOrOutputChanged = "PLC113";
}
