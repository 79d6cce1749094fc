using PasskeyLedger.Testing.Authenticator.Attestation;

namespace PasskeyLedger.Testing.Authenticator.Faults;

/// <content>Format compound: section 8.9.</content>
public sealed partial class AuthenticatorFault
{
    /// <summary>Breaks section 8.9: attStmt is an array.</summary>
    public static AuthenticatorFault CompoundNotAnArray { get; } = new(FaultGroup.Compound, "attStmt is a map")
    {
        Configuration = ToCompound,
        AttestationObject = it => it.With("attStmt", new CborMap().Encode()),
    };

    /// <summary>Breaks section 8.9: there are two statements or more.</summary>
    public static AuthenticatorFault CompoundEmpty { get; } = new(FaultGroup.Compound, "the array is empty")
    {
        Configuration = it => ToCompound(it, format => format with { Members = _ => [] }),
    };

    /// <summary>Breaks section 8.9: there are two statements or more.</summary>
    public static AuthenticatorFault CompoundOfOne { get; } = new(FaultGroup.Compound, "there is one statement")
    {
        Configuration = it => ToCompound(it, format => format with { Members = members => [members[^1]] }),
    };

    /// <summary>Breaks section 8.9: no statement is itself a compound one.</summary>
    public static AuthenticatorFault CompoundNested { get; } = new(FaultGroup.Compound, "the last statement is compound")
    {
        Configuration = it => ToCompound(it, format => format with { Formats = [format.Formats[0], new CompoundAttestation()] }),
    };

    /// <summary>Breaks section 8.9: each statement is a map of its format and itself.</summary>
    public static AuthenticatorFault CompoundMemberIsANumber { get; } = new(FaultGroup.Compound, "a number follows the statements")
    {
        Configuration = it => ToCompound(it, format => format with { Members = members => [.. members, Cbor.Integer(1)] }),
    };

    /// <summary>Breaks section 8.9: each statement has its format.</summary>
    public static AuthenticatorFault CompoundMemberWithoutFormat { get; } = new(FaultGroup.Compound, "the last statement has no fmt")
    {
        Configuration = it => ToCompound(it, format => format with { Last = last => last.Without("fmt") }),
    };

    /// <summary>Breaks section 8.9: fmt is a text string.</summary>
    public static AuthenticatorFault CompoundMemberFormatIsANumber { get; } = new(
        FaultGroup.Compound,
        "the last statement's fmt is a number")
    {
        Configuration = it => ToCompound(it, format => format with { Last = last => last.With("fmt", Cbor.Integer(1)) }),
    };

    /// <summary>Breaks section 8.9: each statement is there.</summary>
    public static AuthenticatorFault CompoundMemberWithoutStatement { get; } = new(FaultGroup.Compound, "the last statement has no attStmt")
    {
        Configuration = it => ToCompound(it, format => format with { Last = last => last.Without("attStmt") }),
    };

    /// <summary>Breaks section 8.9: a statement of another format is a map.</summary>
    public static AuthenticatorFault CompoundMemberStatementIsBytes { get; } = new(
        FaultGroup.Compound,
        "the last statement's attStmt is a byte string")
    {
        Configuration = it => ToCompound(it, format => format with { Last = last => last.With("attStmt", Cbor.Bytes([1, 2, 3])) }),
    };

    /// <summary>Breaks RFC 8949 section 5.6: the keys of a map are unique.</summary>
    public static AuthenticatorFault CompoundMemberFormatTwice { get; } = new(FaultGroup.Compound, "the last statement has fmt twice")
    {
        Configuration = it => ToCompound(it, format => format with { Last = last => last.And(Cbor.Text("fmt"), Cbor.Text("none")) }),
    };

    /// <summary>Breaks step 21: each fmt is a format that is supported.</summary>
    public static AuthenticatorFault CompoundMemberFormatUnknown { get; } = new(
        FaultGroup.Compound,
        "the last statement's format is one that nobody registered")
    {
        OnlyWhere = "every statement of a compound one must be valid",
        Configuration = it => ToCompound(it, format => format with { Last = last => last.With("fmt", Cbor.Text("no-such-format")) }),
    };

    /// <summary>Breaks section 8.9: each statement is verified as its fmt says.</summary>
    public static AuthenticatorFault CompoundMemberOfAnotherFormat { get; } = new(
        FaultGroup.Compound,
        "the last statement is packed and its fmt is apple")
    {
        OnlyWhere = "every statement of a compound one must be valid",
        Configuration = it => ToCompound(it, format => format with { Last = last => last.With("fmt", Cbor.Text("apple")) }),
    };

    /// <summary>Breaks section 8.9: each statement is valid.</summary>
    public static AuthenticatorFault CompoundMemberSignatureCorrupted { get; } = new(
        FaultGroup.Compound,
        "the last statement's sig has a bit flipped")
    {
        OnlyWhere = "every statement of a compound one must be valid",
        Configuration = ToCompound,
        Signature = it => WithBitFlipped(it, it.Length - 1),
    };

    /// <summary>Breaks section 8.9: each statement is over this registration.</summary>
    public static AuthenticatorFault CompoundMemberSignatureOverAuthenticatorDataAlone { get; } = new(
        FaultGroup.Compound,
        "the last statement's sig is not over the client data")
    {
        OnlyWhere = "every statement of a compound one must be valid",
        Configuration = ToCompound,
        SignedBytes = it => it[..^32],
    };

    /// <summary>Breaks section 8.9: each statement is valid.</summary>
    public static AuthenticatorFault CompoundMemberSignatureMissing { get; } = new(
        FaultGroup.Compound,
        "the last statement's sig is missing")
    {
        OnlyWhere = "every statement of a compound one must be valid",
        Configuration = ToCompound,
        Statement = it => it.Without("sig"),
    };

    /// <summary>Breaks section 8.9: each statement is valid.</summary>
    public static AuthenticatorFault CompoundMemberChainEmpty { get; } = new(FaultGroup.Compound, "the last statement's x5c is empty")
    {
        OnlyWhere = "every statement of a compound one must be valid",
        Configuration = ToCompound,
        CertificateChain = _ => [],
    };

    /// <summary>Breaks step 24: the chain of each statement ends in a trusted root.</summary>
    public static AuthenticatorFault CompoundMemberRootNotTrusted { get; } = new(
        FaultGroup.Compound,
        "the last statement's chain ends in a root that nobody knows")
    {
        OnlyWhere = "the pool has trust anchors, and every statement of a compound one must be valid",
        Configuration = it => ToCompound(it, format => format with { Formats = [format.Formats[0], OfAnotherAuthority()] }),
    };

    /// <summary>Breaks the limit of nesting that a parser must set before its stack does.</summary>
    public static AuthenticatorFault CompoundMembersDeeplyNested { get; } = new(
        FaultGroup.Compound,
        "a thousand arrays lie around the last statement")
    {
        Configuration = it => ToCompound(it, format => format with { Members = members => [members[0], Within(1000, members[1])] }),
    };

    private static PackedAttestation OfAnotherAuthority() => new() { Authority = Other.Authority };

    /// <summary>The item within this many arrays of one element each.</summary>
    private static byte[] Within(int arrays, byte[] item) => [.. Enumerable.Repeat((byte)0x81, arrays), .. item];

    private static SoftwareAuthenticator ToCompound(SoftwareAuthenticator it) => ToCompound(it, static format => format);

    private static SoftwareAuthenticator ToCompound(SoftwareAuthenticator it, Func<CompoundAttestation, CompoundAttestation> change) =>
        it with { Attestation = change(it.Attestation as CompoundAttestation ?? new CompoundAttestation()) };
}
