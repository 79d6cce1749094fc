using System.Formats.Cbor;
using PasskeyLedger.Testing.Authenticator.Attestation;

namespace PasskeyLedger.Testing.Authenticator.Faults;

/// <content>The attestation object: steps 13 and 21, and sections 6.5.4 and 8.7.</content>
public sealed partial class AuthenticatorFault
{
    /// <summary>Breaks section 6.5.4: fmt is required.</summary>
    public static AuthenticatorFault FormatMissing { get; } = new(FaultGroup.AttestationObject, "fmt is missing")
    {
        AttestationObject = it => it.Without("fmt"),
    };

    /// <summary>Breaks section 6.5.4: fmt is a text string.</summary>
    public static AuthenticatorFault FormatIsANumber { get; } = new(FaultGroup.AttestationObject, "fmt is a number")
    {
        AttestationObject = it => it.With("fmt", Cbor.Integer(1)),
    };

    /// <summary>Breaks step 21: fmt is a format that is supported.</summary>
    public static AuthenticatorFault FormatUnknown { get; } = new(FaultGroup.AttestationObject, "fmt is a format that nobody registered")
    {
        AttestationObject = it => it.With("fmt", Cbor.Text("no-such-format")),
    };

    /// <summary>Breaks step 21: formats are matched with their case.</summary>
    public static AuthenticatorFault FormatInUpperCase { get; } = new(FaultGroup.AttestationObject, "fmt is NONE")
    {
        AttestationObject = it => it.With("fmt", Cbor.Text("NONE")),
    };

    /// <summary>Breaks step 21: fmt is a format that is supported.</summary>
    public static AuthenticatorFault FormatEmpty { get; } = new(FaultGroup.AttestationObject, "fmt is empty")
    {
        AttestationObject = it => it.With("fmt", Cbor.Text("")),
    };

    /// <summary>Breaks section 6.5.4: attStmt is required.</summary>
    public static AuthenticatorFault StatementMissing { get; } = new(FaultGroup.AttestationObject, "attStmt is missing")
    {
        AttestationObject = it => it.Without("attStmt"),
    };

    /// <summary>Breaks section 6.5.4: attStmt is a map.</summary>
    public static AuthenticatorFault StatementIsAnArray { get; } = new(FaultGroup.AttestationObject, "attStmt is an array")
    {
        AttestationObject = it => it.With("attStmt", Cbor.Array()),
    };

    /// <summary>Breaks section 8.7: with format none the statement is empty.</summary>
    public static AuthenticatorFault StatementOfNoneNotEmpty { get; } = new(
        FaultGroup.AttestationObject,
        "fmt is none and attStmt has a member")
    {
        Configuration = it => it with { Attestation = new NoneAttestation() },
        Statement = it => it.With("alg", Cbor.Integer(CoseAlgorithm.ES256)),
    };

    /// <summary>Breaks section 6.5.4: authData is required.</summary>
    public static AuthenticatorFault AuthDataMissing { get; } = new(FaultGroup.AttestationObject, "authData is missing")
    {
        AttestationObject = it => it.Without("authData"),
    };

    /// <summary>Breaks section 6.5.4: authData is a byte string.</summary>
    public static AuthenticatorFault AuthDataIsText { get; } = new(FaultGroup.AttestationObject, "authData is a text string")
    {
        AttestationObject = it => it.With("authData", Cbor.Text("none")),
    };

    /// <summary>Breaks section 6.5.4: authData is a byte string.</summary>
    public static AuthenticatorFault AuthDataIsNull { get; } = new(FaultGroup.AttestationObject, "authData is null")
    {
        AttestationObject = it => it.With("authData", Cbor.Null()),
    };

    /// <summary>Breaks section 6.5.4: the object has these three members.</summary>
    public static AuthenticatorFault AttestationObjectWithAnotherMember { get; } = new(
        FaultGroup.AttestationObject,
        "the object has a member of its own")
    {
        OnlyWhere = "the verifier takes three members and no other",
        AttestationObject = it => it.With("extra", Cbor.Integer(1)),
    };

    /// <summary>Breaks RFC 8949 section 5.6: the keys of a map are unique. Of two formats, which is it?</summary>
    public static AuthenticatorFault FormatTwice { get; } = new(FaultGroup.AttestationObject, "fmt is there twice")
    {
        AttestationObject = it => it.And(Cbor.Text("fmt"), Cbor.Text("packed")),
    };

    /// <summary>Breaks RFC 8949 section 5.6: the keys of a map are unique.</summary>
    public static AuthenticatorFault AuthDataTwice { get; } = new(FaultGroup.AttestationObject, "authData is there twice")
    {
        AttestationObject = it => it.And(Cbor.Text("authData"), it["authData"]),
    };

    /// <summary>Breaks step 13 by CTAP2 canonical form: lengths are definite.</summary>
    public static AuthenticatorFault AttestationObjectOfIndefiniteLength { get; } = new(
        FaultGroup.AttestationObject,
        "the object is a map of indefinite length")
    {
        OnlyWhere = "the verifier demands CTAP2 canonical CBOR",
        AttestationObject = it => it with { IsIndefinite = true },
    };

    /// <summary>Breaks step 13 by CTAP2 canonical form: lengths are definite.</summary>
    public static AuthenticatorFault AuthDataOfIndefiniteLength { get; } = new(FaultGroup.AttestationObject, "authData is in chunks")
    {
        OnlyWhere = "the verifier demands CTAP2 canonical CBOR",
        AttestationObject = it => it.With("authData", Cbor.IndefiniteBytes(new CborReader(it["authData"]).ReadByteString())),
    };

    /// <summary>Breaks step 13: attestationObject is one CBOR item.</summary>
    public static AuthenticatorFault AttestationObjectTrailing { get; } = new(FaultGroup.AttestationObject, "a byte follows the object")
    {
        AttestationObjectBytes = it => [.. it, 0x00],
    };

    /// <summary>Breaks step 13: attestationObject is CBOR, to its end.</summary>
    public static AuthenticatorFault AttestationObjectTruncated { get; } = new(
        FaultGroup.AttestationObject,
        "the object lacks its last byte")
    {
        AttestationObjectBytes = it => it[..^1],
    };

    /// <summary>Breaks section 6.5.4: the object is a map.</summary>
    public static AuthenticatorFault AttestationObjectIsAnArray { get; } = new(FaultGroup.AttestationObject, "the object is an array")
    {
        AttestationObjectBytes = it => Cbor.Array(it),
    };

    /// <summary>Breaks step 13: attestationObject is CBOR.</summary>
    public static AuthenticatorFault AttestationObjectNotCbor { get; } = new(
        FaultGroup.AttestationObject,
        "the object begins with a reserved byte")
    {
        AttestationObjectBytes = it => [0xFC, .. it],
    };

    /// <summary>Breaks RFC 8949 section 3: a string has the length that it declares. Nobody is to make room for it first.</summary>
    public static AuthenticatorFault AuthDataLengthLies { get; } = new(FaultGroup.AttestationObject, "authData declares 2^62 bytes")
    {
        AttestationObject = it => it.With("authData", Cbor.BytesDeclaring(1UL << 62, [0x00])),
    };

    /// <summary>Breaks the four levels of nesting of CTAP2 canonical form; a parser must set a limit before its stack does.</summary>
    public static AuthenticatorFault AttestationObjectDeeplyNested { get; } = new(
        FaultGroup.AttestationObject,
        "attStmt holds ten thousand nested arrays")
    {
        AttestationObject = it => it.With("attStmt", new CborMap().With("alg", Cbor.NestedArrays(10_000)).Encode()),
    };

    /// <summary>Breaks section 3 of RFC 8949: text strings are UTF-8.</summary>
    public static AuthenticatorFault FormatNotUtf8 { get; } = new(FaultGroup.AttestationObject, "fmt holds a byte that UTF-8 never has")
    {
        AttestationObject = it => it.With("fmt", [0x64, (byte)'n', (byte)'o', (byte)'n', 0xFF]),
    };
}
