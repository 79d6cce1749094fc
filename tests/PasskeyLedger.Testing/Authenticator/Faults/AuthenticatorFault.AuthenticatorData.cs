using System.Security.Cryptography;

namespace PasskeyLedger.Testing.Authenticator.Faults;

/// <content>The authenticator data: steps 14 to 17 and 25, and sections 6.1 and 6.5.1.</content>
public sealed partial class AuthenticatorFault
{
    /// <summary>Breaks step 14: rpIdHash is the relying party's.</summary>
    public static AuthenticatorFault RpIdHashWrong { get; } = new(FaultGroup.AuthenticatorData, "rpIdHash is another relying party's")
    {
        AuthenticatorData = it => it with { RpIdHash = SHA256.HashData("evil.example"u8) },
    };

    /// <summary>Breaks step 15: the user is present.</summary>
    public static AuthenticatorFault UserNotPresent { get; } = new(FaultGroup.AuthenticatorData, "UP is not set")
    {
        AuthenticatorData = it => it with { Flags = it.Flags & ~AuthenticatorFlags.UserPresent },
    };

    /// <summary>Breaks step 16: the user is verified where that was required.</summary>
    public static AuthenticatorFault UserNotVerified { get; } = new(FaultGroup.AuthenticatorData, "UV is not set")
    {
        OnlyWhere = "user verification is required",
        AuthenticatorData = it => it with { Flags = it.Flags & ~AuthenticatorFlags.UserVerified },
    };

    /// <summary>Breaks step 17: what can't be backed up is not backed up.</summary>
    public static AuthenticatorFault BackedUpButNotEligible { get; } = new(FaultGroup.AuthenticatorData, "BS is set and BE is not")
    {
        AuthenticatorData = it => it with { Flags = (it.Flags | AuthenticatorFlags.BackedUp) & ~AuthenticatorFlags.BackupEligible },
    };

    /// <summary>Breaks section 6.5.1: a registration has attested credential data.</summary>
    public static AuthenticatorFault AttestedDataAbsent { get; } = new(
        FaultGroup.AuthenticatorData,
        "AT is not set and there is no attested credential data")
    {
        AuthenticatorData = it => it with { Flags = it.Flags & ~AuthenticatorFlags.AttestedCredentialData, AttestedCredentialData = null },
    };

    /// <summary>Breaks section 6.1: AT says whether attested credential data is there.</summary>
    public static AuthenticatorFault AttestedDataFlagNotSet { get; } = new(
        FaultGroup.AuthenticatorData,
        "AT is not set and the attested credential data is there")
    {
        AuthenticatorData = it => it with { Flags = it.Flags & ~AuthenticatorFlags.AttestedCredentialData },
    };

    /// <summary>Breaks section 6.1: AT says whether attested credential data is there.</summary>
    public static AuthenticatorFault AttestedDataFlagWithoutData { get; } = new(
        FaultGroup.AuthenticatorData,
        "AT is set and there is no attested credential data")
    {
        AuthenticatorData = it => it with { AttestedCredentialData = null },
    };

    /// <summary>Breaks section 6.1: ED says whether extensions are there.</summary>
    public static AuthenticatorFault ExtensionFlagWithoutData { get; } = new(
        FaultGroup.AuthenticatorData,
        "ED is set and there are no extensions")
    {
        AuthenticatorData = it => it with { Flags = it.Flags | AuthenticatorFlags.ExtensionData },
    };

    /// <summary>Breaks section 6.1: ED says whether extensions are there.</summary>
    public static AuthenticatorFault ExtensionDataWithoutFlag { get; } = new(
        FaultGroup.AuthenticatorData,
        "extensions are there and ED is not set")
    {
        AuthenticatorData = it => it with { Extensions = new CborMap().With("credProtect", Cbor.Integer(2)).Encode() },
    };

    /// <summary>Breaks section 6.1: extensions are a CBOR map.</summary>
    public static AuthenticatorFault ExtensionsNotAMap { get; } = new(FaultGroup.AuthenticatorData, "the extensions are an array")
    {
        AuthenticatorData = it =>
            it with { Flags = it.Flags | AuthenticatorFlags.ExtensionData, Extensions = Cbor.Array(Cbor.Text("credProtect")) },
    };

    /// <summary>Breaks RFC 8949 section 5.6: the keys of a map are unique.</summary>
    public static AuthenticatorFault ExtensionTwice { get; } = new(FaultGroup.AuthenticatorData, "the extensions have a key twice")
    {
        AuthenticatorData = it => it with { Flags = it.Flags | AuthenticatorFlags.ExtensionData, Extensions = TwiceCredProtect().Encode() },
    };

    /// <summary>Breaks section 6.1: nothing follows the last part.</summary>
    public static AuthenticatorFault AuthenticatorDataTrailing { get; } = new(
        FaultGroup.AuthenticatorData,
        "a byte follows the authenticator data")
    {
        AuthenticatorData = it => it with { Trailing = [0x00] },
    };

    /// <summary>Breaks section 6.1: authenticator data has 37 bytes or more.</summary>
    public static AuthenticatorFault AuthenticatorDataEmpty { get; } = new(FaultGroup.AuthenticatorData, "the authenticator data is empty")
    {
        AuthenticatorDataBytes = it => [],
    };

    /// <summary>Breaks section 6.1: authenticator data has 37 bytes or more.</summary>
    public static AuthenticatorFault AuthenticatorDataTruncatedInTheHeader { get; } = new(
        FaultGroup.AuthenticatorData,
        "the authenticator data ends in the sign count")
    {
        AuthenticatorDataBytes = it => it[..36],
    };

    /// <summary>Breaks section 6.5.1: attested credential data begins with 18 bytes.</summary>
    public static AuthenticatorFault AuthenticatorDataTruncatedInTheAaguid { get; } = new(
        FaultGroup.AuthenticatorData,
        "the authenticator data ends in the AAGUID")
    {
        AuthenticatorDataBytes = it => it[..45],
    };

    /// <summary>Breaks section 6.5.1: the credential id has the length that it declares.</summary>
    public static AuthenticatorFault AuthenticatorDataTruncatedInTheCredentialId { get; } = new(
        FaultGroup.AuthenticatorData,
        "the authenticator data ends in the credential id")
    {
        AuthenticatorDataBytes = it => it[..60],
    };

    /// <summary>Breaks section 6.5.1: the credential public key follows.</summary>
    public static AuthenticatorFault AuthenticatorDataTruncatedBeforeTheKey { get; } = new(
        FaultGroup.AuthenticatorData,
        "the authenticator data ends after the credential id")
    {
        AuthenticatorDataBytes = it => it[..(55 + it[54])],
    };

    /// <summary>Breaks section 6.5.1.1: the credential public key is a COSE_Key, to its end.</summary>
    public static AuthenticatorFault AuthenticatorDataTruncatedInTheKey { get; } = new(
        FaultGroup.AuthenticatorData,
        "the authenticator data lacks its last byte")
    {
        AuthenticatorDataBytes = it => it[..^1],
    };

    /// <summary>Breaks section 6.5.1: the credential id has the length that it declares.</summary>
    public static AuthenticatorFault CredentialIdLengthBeyondTheEnd { get; } = new(
        FaultGroup.AuthenticatorData,
        "the credential id declares more bytes than there are")
    {
        AuthenticatorData = it => it with { AttestedCredentialData = it.AttestedCredentialData! with { DeclaredLength = 1000 } },
    };

    /// <summary>Breaks section 4: a credential id has 16 bytes at the least; an empty one names nothing.</summary>
    public static AuthenticatorFault CredentialIdEmpty { get; } = new(FaultGroup.AuthenticatorData, "the credential id is empty")
    {
        Configuration = it => it with { CredentialId = [] },
    };

    /// <summary>Breaks step 25: a credential id has 1023 bytes at the most.</summary>
    public static AuthenticatorFault CredentialIdTooLong { get; } = new(FaultGroup.AuthenticatorData, "the credential id has 1024 bytes")
    {
        Configuration = it => it with { CredentialId = RandomNumberGenerator.GetBytes(1024) },
    };

    private static CborMap TwiceCredProtect() => new CborMap()
        .And(Cbor.Text("credProtect"), Cbor.Integer(2))
        .And(Cbor.Text("credProtect"), Cbor.Integer(3));
}
