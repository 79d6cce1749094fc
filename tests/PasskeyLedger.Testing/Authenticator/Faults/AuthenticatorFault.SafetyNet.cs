using System.Buffers.Text;
using System.Text;
using PasskeyLedger.Testing.Authenticator.Attestation.Android;

namespace PasskeyLedger.Testing.Authenticator.Faults;

/// <content>Format android-safetynet: the statement of section 8.5 and the JSON Web Signature in it (RFC 7515).</content>
public sealed partial class AuthenticatorFault
{
    /// <summary>Members that make no JSON: the one value is missing.</summary>
    private static readonly JsonMembers NotJson = new() { Members = [KeyValuePair.Create("nonce", "")] };

    /// <summary>Breaks section 8.5: ver is required.</summary>
    public static AuthenticatorFault SafetyNetVersionMissing { get; } = new(FaultGroup.AndroidSafetyNet, "ver is missing")
    {
        Configuration = ToSafetyNet,
        Statement = it => it.Without("ver"),
    };

    /// <summary>Breaks section 8.5: ver is a text string.</summary>
    public static AuthenticatorFault SafetyNetVersionIsANumber { get; } = new(FaultGroup.AndroidSafetyNet, "ver is a number")
    {
        Configuration = ToSafetyNet,
        Statement = it => it.With("ver", Cbor.Integer(14366018)),
    };

    /// <summary>Breaks section 8.5: ver is a version.</summary>
    public static AuthenticatorFault SafetyNetVersionEmpty { get; } = new(FaultGroup.AndroidSafetyNet, "ver is empty")
    {
        Configuration = ToSafetyNet,
        Statement = it => it.With("ver", Cbor.Text("")),
    };

    /// <summary>Breaks section 8.5: response is required.</summary>
    public static AuthenticatorFault SafetyNetResponseMissing { get; } = new(FaultGroup.AndroidSafetyNet, "response is missing")
    {
        Configuration = ToSafetyNet,
        Statement = it => it.Without("response"),
    };

    /// <summary>Breaks section 8.5: response is a byte string.</summary>
    public static AuthenticatorFault SafetyNetResponseIsText { get; } = new(FaultGroup.AndroidSafetyNet, "response is a text string")
    {
        Configuration = ToSafetyNet,
        Statement = it => it.With("response", Cbor.Text("e30.e30.AA")),
    };

    /// <summary>Breaks section 8.5: response is a JWS.</summary>
    public static AuthenticatorFault SafetyNetResponseEmpty { get; } = new(FaultGroup.AndroidSafetyNet, "response is empty")
    {
        Configuration = it => ToSafetyNet(it, format => format with { Serialized = _ => "" }),
    };

    /// <summary>Breaks RFC 7515 section 7.1: a JWS has three parts.</summary>
    public static AuthenticatorFault SafetyNetResponseOfTwoParts { get; } = new(
        FaultGroup.AndroidSafetyNet,
        "response has no signature part")
    {
        Configuration = it => ToSafetyNet(it, format => format with { Serialized = response => response[..response.LastIndexOf('.')] }),
    };

    /// <summary>Breaks RFC 7515 section 7.1: a JWS has three parts.</summary>
    public static AuthenticatorFault SafetyNetResponseOfFourParts { get; } = new(FaultGroup.AndroidSafetyNet, "response has a fourth part")
    {
        Configuration = it => ToSafetyNet(it, format => format with { Serialized = response => response + ".AA" }),
    };

    /// <summary>Breaks RFC 7515 section 7.1: the parts are in base64url.</summary>
    public static AuthenticatorFault SafetyNetResponseNotBase64Url { get; } = new(
        FaultGroup.AndroidSafetyNet,
        "response begins with a character outside base64url")
    {
        Configuration = it => ToSafetyNet(it, format => format with { Serialized = response => "!" + response[1..] }),
    };

    /// <summary>Breaks RFC 7515 section 4: the header is JSON.</summary>
    public static AuthenticatorFault SafetyNetHeaderNotJson { get; } = new(FaultGroup.AndroidSafetyNet, "the header is the text {]")
    {
        Configuration = it => ToSafetyNet(it, format => format with { Serialized = response => "e10" + response[response.IndexOf('.')..] }),
    };

    /// <summary>Breaks section 8.5: the payload is JSON.</summary>
    public static AuthenticatorFault SafetyNetPayloadNotJson { get; } = new(
        FaultGroup.AndroidSafetyNet,
        "the payload is not JSON, and signed")
    {
        Configuration = it => ToSafetyNet(it, format => format with { Payload = _ => NotJson }),
    };

    /// <summary>Breaks section 8.5: the signature is over the payload.</summary>
    public static AuthenticatorFault SafetyNetPayloadChanged { get; } = new(
        FaultGroup.AndroidSafetyNet,
        "the payload was changed after it was signed")
    {
        Configuration = it => ToSafetyNet(it, format => format with { Serialized = WithAnotherPayload }),
    };

    /// <summary>Breaks section 8.5: the JWS has a valid signature.</summary>
    public static AuthenticatorFault SafetyNetSignatureEmpty { get; } = new(FaultGroup.AndroidSafetyNet, "the signature is empty")
    {
        Configuration = ToSafetyNet,
        Signature = _ => [],
    };

    /// <summary>Breaks section 8.5: the JWS has a valid signature.</summary>
    public static AuthenticatorFault SafetyNetSignatureCorrupted { get; } = new(
        FaultGroup.AndroidSafetyNet,
        "the signature has a bit flipped")
    {
        Configuration = ToSafetyNet,
        Signature = it => WithBitFlipped(it, it.Length - 1),
    };

    /// <summary>Breaks RFC 7515 section 5.1: the signature is over the header too.</summary>
    public static AuthenticatorFault SafetyNetSignatureOverThePayloadAlone { get; } = new(
        FaultGroup.AndroidSafetyNet,
        "the signature is over the payload alone")
    {
        Configuration = ToSafetyNet,
        SignedBytes = it => it[(it.AsSpan().IndexOf((byte)'.') + 1)..],
    };

    /// <summary>Breaks RFC 8725 section 3.1: a JWS that is to prove something is signed.</summary>
    public static AuthenticatorFault SafetyNetAlgorithmNone { get; } = new(
        FaultGroup.AndroidSafetyNet,
        "alg is none and the signature is empty")
    {
        Configuration = it => ToSafetyNet(it, format => format with { Header = header => header.With("alg", "none") }),
        Signature = _ => [],
    };

    /// <summary>Breaks RFC 8725 section 3.1: a public key is no secret for HMAC.</summary>
    public static AuthenticatorFault SafetyNetAlgorithmSymmetric { get; } = new(FaultGroup.AndroidSafetyNet, "alg is HS256")
    {
        Configuration = it => ToSafetyNet(it, format => format with { Header = header => header.With("alg", "HS256") }),
    };

    /// <summary>Breaks RFC 7515 section 4.1.1: alg is required.</summary>
    public static AuthenticatorFault SafetyNetAlgorithmMissing { get; } = new(FaultGroup.AndroidSafetyNet, "alg is missing")
    {
        Configuration = it => ToSafetyNet(it, format => format with { Header = header => header.Without("alg") }),
    };

    /// <summary>Breaks RFC 8949 section 5.6: the keys of a map are unique.</summary>
    public static AuthenticatorFault SafetyNetStatementMemberTwice { get; } = new(FaultGroup.AndroidSafetyNet, "response is there twice")
    {
        Configuration = ToSafetyNet,
        Statement = it => it.And(Cbor.Text("response"), it["response"]),
    };

    private static SoftwareAuthenticator ToSafetyNet(SoftwareAuthenticator it) => ToSafetyNet(it, static format => format);

    private static SoftwareAuthenticator ToSafetyNet(SoftwareAuthenticator it, Func<SafetyNetAttestation, SafetyNetAttestation> change) =>
        it with { Attestation = change(it.Attestation as SafetyNetAttestation ?? new SafetyNetAttestation()) };

    /// <summary>The response with basicIntegrity turned from true to false.</summary>
    private static string WithAnotherPayload(string response)
    {
        var parts = response.Split('.');
        var payload = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(parts[1]));
        var changed = payload.Replace("\"basicIntegrity\":true", "\"basicIntegrity\":false", StringComparison.Ordinal);
        return $"{parts[0]}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(changed))}.{parts[2]}";
    }
}
