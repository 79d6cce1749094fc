using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace PasskeyLedger.Testing.Authenticator.Faults;

/// <content>The client data: steps 5 to 12, and section 5.8.1.</content>
public sealed partial class AuthenticatorFault
{
    /// <summary>Breaks step 7: type is webauthn.create.</summary>
    public static AuthenticatorFault ClientDataTypeIsGet { get; } = new(FaultGroup.ClientData, "type is webauthn.get")
    {
        ClientData = it => it.With("type", "webauthn.get"),
    };

    /// <summary>Breaks step 7: type is webauthn.create.</summary>
    public static AuthenticatorFault ClientDataTypeEmpty { get; } = new(FaultGroup.ClientData, "type is empty")
    {
        ClientData = it => it.With("type", ""),
    };

    /// <summary>Breaks step 7: type is webauthn.create, in this case.</summary>
    public static AuthenticatorFault ClientDataTypeInUpperCase { get; } = new(FaultGroup.ClientData, "type is WEBAUTHN.CREATE")
    {
        ClientData = it => it.With("type", "WEBAUTHN.CREATE"),
    };

    /// <summary>Breaks section 5.8.1: type is required.</summary>
    public static AuthenticatorFault ClientDataTypeMissing { get; } = new(FaultGroup.ClientData, "type is missing")
    {
        ClientData = it => it.Without("type"),
    };

    /// <summary>Breaks section 5.8.1: type is a string.</summary>
    public static AuthenticatorFault ClientDataTypeIsANumber { get; } = new(FaultGroup.ClientData, "type is a number")
    {
        ClientData = it => it.With("type", 1),
    };

    /// <summary>Breaks step 8: the challenge is the one that was given.</summary>
    public static AuthenticatorFault ChallengeWrong { get; } = new(FaultGroup.ClientData, "the challenge is another one")
    {
        ClientData = it => it.With("challenge", Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32))),
    };

    /// <summary>Breaks step 8: the challenge is the one that was given, all of it.</summary>
    public static AuthenticatorFault ChallengeTruncated { get; } = new(FaultGroup.ClientData, "the challenge lacks its last bytes")
    {
        ClientData = it => it.With("challenge", it.Text("challenge")[..^4]),
    };

    /// <summary>Breaks step 8: the challenge is the one that was given.</summary>
    public static AuthenticatorFault ChallengeEmpty { get; } = new(FaultGroup.ClientData, "the challenge is empty")
    {
        ClientData = it => it.With("challenge", ""),
    };

    /// <summary>Breaks step 8: the challenge is in base64url, without padding.</summary>
    public static AuthenticatorFault ChallengePadded { get; } = new(FaultGroup.ClientData, "the challenge ends in an equals sign")
    {
        ClientData = it => it.With("challenge", it.Text("challenge") + "="),
    };

    /// <summary>Breaks step 8: the challenge is in base64url.</summary>
    public static AuthenticatorFault ChallengeNotBase64Url { get; } = new(
        FaultGroup.ClientData,
        "the challenge has characters outside base64url")
    {
        ClientData = it => it.With("challenge", "+/!?"),
    };

    /// <summary>Breaks section 5.8.1: challenge is required.</summary>
    public static AuthenticatorFault ChallengeMissing { get; } = new(FaultGroup.ClientData, "the challenge is missing")
    {
        ClientData = it => it.Without("challenge"),
    };

    /// <summary>Breaks section 5.8.1: challenge is a string.</summary>
    public static AuthenticatorFault ChallengeIsANumber { get; } = new(FaultGroup.ClientData, "the challenge is a number")
    {
        ClientData = it => it.With("challenge", 1),
    };

    /// <summary>Breaks step 9: the origin is one that the relying party expects.</summary>
    public static AuthenticatorFault OriginWrong { get; } = new(FaultGroup.ClientData, "the origin is another site's")
    {
        ClientData = it => it.With("origin", "https://evil.example"),
    };

    /// <summary>Breaks step 9: only a whole label makes a subdomain.</summary>
    public static AuthenticatorFault OriginEndsLikeTheRelyingParty { get; } = new(
        FaultGroup.ClientData,
        "the origin's host ends in the relying party's without a dot between")
    {
        ClientData = it => it.With("origin", NotASubdomain(it.Text("origin"))),
    };

    /// <summary>Breaks step 9: the origin has no path.</summary>
    public static AuthenticatorFault OriginWithPath { get; } = new(FaultGroup.ClientData, "the origin has a path")
    {
        ClientData = it => it.With("origin", it.Text("origin") + "/login"),
    };

    /// <summary>Breaks step 9: the origin is one that the relying party expects.</summary>
    public static AuthenticatorFault OriginOpaque { get; } = new(FaultGroup.ClientData, "the origin is null, as for a sandboxed page")
    {
        ClientData = it => it.With("origin", "null"),
    };

    /// <summary>Breaks step 9: the origin is one that the relying party expects.</summary>
    public static AuthenticatorFault OriginEmpty { get; } = new(FaultGroup.ClientData, "the origin is empty")
    {
        ClientData = it => it.With("origin", ""),
    };

    /// <summary>Breaks section 5.8.1: origin is required.</summary>
    public static AuthenticatorFault OriginMissing { get; } = new(FaultGroup.ClientData, "the origin is missing")
    {
        ClientData = it => it.Without("origin"),
    };

    /// <summary>Breaks section 5.8.1: origin is a string.</summary>
    public static AuthenticatorFault OriginIsANumber { get; } = new(FaultGroup.ClientData, "the origin is a number")
    {
        ClientData = it => it.With("origin", 1),
    };

    /// <summary>Breaks step 10: a page in another site's frame is to be expected.</summary>
    public static AuthenticatorFault CrossOriginTrue { get; } = new(FaultGroup.ClientData, "crossOrigin is true")
    {
        OnlyWhere = "the pool forbids cross-origin frames",
        ClientData = it => it.With("crossOrigin", true),
    };

    /// <summary>Breaks section 5.8.1: crossOrigin is a boolean.</summary>
    public static AuthenticatorFault CrossOriginIsAString { get; } = new(FaultGroup.ClientData, "crossOrigin is a string")
    {
        ClientData = it => it.With("crossOrigin", "true"),
    };

    /// <summary>Breaks step 11: the top-level page is one that the relying party expects.</summary>
    public static AuthenticatorFault TopOriginWrong { get; } = new(FaultGroup.ClientData, "topOrigin is another site's")
    {
        OnlyWhere = "the pool forbids cross-origin frames or says which pages may hold them",
        ClientData = it => it.With("crossOrigin", true).With("topOrigin", "https://evil.example"),
    };

    /// <summary>Breaks section 5.8.1: topOrigin is a string.</summary>
    public static AuthenticatorFault TopOriginIsANumber { get; } = new(FaultGroup.ClientData, "topOrigin is a number")
    {
        ClientData = it => it.With("crossOrigin", true).With("topOrigin", 1),
    };

    /// <summary>Breaks section 5.8.1: topOrigin is there only where crossOrigin is true.</summary>
    public static AuthenticatorFault TopOriginWithoutCrossOrigin { get; } = new(
        FaultGroup.ClientData,
        "topOrigin is there and crossOrigin is false")
    {
        OnlyWhere = "the verifier holds clients to section 5.8.1",
        ClientData = it => it.With("crossOrigin", false).With("topOrigin", it.Text("origin")),
    };

    /// <summary>Breaks section 5.8.1 of Level 2: tokenBinding is an object.</summary>
    public static AuthenticatorFault TokenBindingIsAString { get; } = new(FaultGroup.ClientData, "tokenBinding is a string")
    {
        OnlyWhere = "the verifier reads tokenBinding, which Level 3 reserves",
        ClientData = it => it.With("tokenBinding", "none"),
    };

    /// <summary>Breaks section 5.8.1 of Level 2: tokenBinding has a status.</summary>
    public static AuthenticatorFault TokenBindingStatusMissing { get; } = new(FaultGroup.ClientData, "tokenBinding has no status")
    {
        OnlyWhere = "the verifier reads tokenBinding, which Level 3 reserves",
        ClientData = it => it.WithRaw("tokenBinding", "{}"),
    };

    /// <summary>Breaks section 5.8.1 of Level 2: the status is present or supported.</summary>
    public static AuthenticatorFault TokenBindingStatusUnknown { get; } = new(
        FaultGroup.ClientData,
        "tokenBinding's status is no known one")
    {
        OnlyWhere = "the verifier reads tokenBinding, which Level 3 reserves",
        ClientData = it => it.WithRaw("tokenBinding", """{"status":"unknown"}"""),
    };

    /// <summary>Breaks RFC 8259 section 4: the names in an object are unique. Of two challenges, whose is it?</summary>
    public static AuthenticatorFault ChallengeTwice { get; } = new(
        FaultGroup.ClientData,
        "the challenge is there twice, the right one last")
    {
        ClientData = it => it with { Members = [KeyValuePair.Create("challenge", "\"AAAA\""), .. it.Members] },
    };

    /// <summary>Breaks RFC 8259 section 4: the names in an object are unique, however their characters are escaped.</summary>
    public static AuthenticatorFault OriginTwiceOnceEscaped { get; } = new(
        FaultGroup.ClientData,
        "the origin is there twice, once with its name escaped")
    {
        ClientDataBytes = it => Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(it)[..^1] + ",\"\\u006frigin\":\"https://evil.example\"}"),
    };

    /// <summary>Breaks step 6: the client data is JSON.</summary>
    public static AuthenticatorFault ClientDataNotJson { get; } = new(FaultGroup.ClientData, "the client data is not JSON")
    {
        ClientDataBytes = _ => "no JSON"u8.ToArray(),
    };

    /// <summary>Breaks section 5.8.1: the client data is an object.</summary>
    public static AuthenticatorFault ClientDataIsAnArray { get; } = new(FaultGroup.ClientData, "the client data is an array")
    {
        ClientDataBytes = it => [(byte)'[', .. it, (byte)']'],
    };

    /// <summary>Breaks step 6: the client data is JSON, to its end.</summary>
    public static AuthenticatorFault ClientDataTruncated { get; } = new(FaultGroup.ClientData, "the client data lacks its last byte")
    {
        ClientDataBytes = it => it[..^1],
    };

    /// <summary>Breaks step 6: the client data is one JSON value.</summary>
    public static AuthenticatorFault ClientDataTrailing { get; } = new(FaultGroup.ClientData, "an object follows the client data")
    {
        ClientDataBytes = it => [.. it, .. "{}"u8],
    };

    /// <summary>Breaks step 5: the client data is UTF-8.</summary>
    public static AuthenticatorFault ClientDataNotUtf8 { get; } = new(
        FaultGroup.ClientData,
        "a string in the client data holds a byte that UTF-8 never has")
    {
        ClientDataBytes = it => [.. it[..^1], .. ",\"extra\":\""u8, 0xFF, .. "\"}"u8],
    };

    /// <summary>Breaks the limit of nesting that RFC 8259 section 9 lets a parser set, before its stack sets it.</summary>
    public static AuthenticatorFault ClientDataDeeplyNested { get; } = new(FaultGroup.ClientData, "a member holds a thousand nested arrays")
    {
        OnlyWhere = "the verifier bounds nesting",
        ClientData = it => it.WithRaw("extra", new string('[', 1000) + new string(']', 1000)),
    };

    /// <summary>"https://example.com" becomes "https://notexample.com".</summary>
    private static string NotASubdomain(string origin) => origin.Replace("://", "://not", StringComparison.Ordinal);
}
