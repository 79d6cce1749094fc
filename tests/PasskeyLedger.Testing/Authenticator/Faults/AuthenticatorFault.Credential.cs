using System.Buffers.Text;
using System.Security.Cryptography;

namespace PasskeyLedger.Testing.Authenticator.Faults;

/// <content>The JSON around everything: RegistrationResponseJSON of section 5.1.8.</content>
public sealed partial class AuthenticatorFault
{
    /// <summary>Breaks section 5.1.8: the response is an object.</summary>
    public static AuthenticatorFault CredentialIsAnArray { get; } = new(FaultGroup.Credential, "the credential is an array")
    {
        Json = it => $"[{it}]",
    };

    /// <summary>Breaks section 5.1.8: the response is an object.</summary>
    public static AuthenticatorFault CredentialIsNull { get; } = new(FaultGroup.Credential, "the credential is null")
    {
        Json = _ => "null",
    };

    /// <summary>Breaks section 5.1.8: the response is an object.</summary>
    public static AuthenticatorFault CredentialIsANumber { get; } = new(FaultGroup.Credential, "the credential is a number")
    {
        Json = _ => "1",
    };

    /// <summary>Breaks section 5.1.8: the response is an object.</summary>
    public static AuthenticatorFault CredentialIsAnEmptyObject { get; } = new(FaultGroup.Credential, "the credential is an empty object")
    {
        Json = _ => "{}",
    };

    /// <summary>Breaks RFC 8259 section 4: the names in an object are unique.</summary>
    public static AuthenticatorFault CredentialMemberTwice { get; } = new(FaultGroup.Credential, "rawId is there twice")
    {
        Credential = it => it.And("rawId", it["rawId"]),
    };

    /// <summary>Breaks section 5.1.8: id is required.</summary>
    public static AuthenticatorFault IdMissing { get; } = new(FaultGroup.Credential, "id is missing")
    {
        Credential = it => it.Without("id"),
    };

    /// <summary>Breaks section 5.1.8: id is a string.</summary>
    public static AuthenticatorFault IdIsANumber { get; } = new(FaultGroup.Credential, "id is a number")
    {
        Credential = it => it.With("id", 1),
    };

    /// <summary>Breaks section 5.1.8: id is base64url.</summary>
    public static AuthenticatorFault IdNotBase64Url { get; } = new(FaultGroup.Credential, "id has characters outside base64url")
    {
        Credential = it => it.With("id", "+/!?"),
    };

    /// <summary>
    /// Breaks section 5.1: id is rawId in base64url, and both are the id in the attested credential data, which alone is
    /// authenticated.
    /// </summary>
    public static AuthenticatorFault IdNotTheAuthenticatedOne { get; } = new(FaultGroup.Credential, "id and rawId are another credential's")
    {
        Credential = it => it.With("id", OtherId(it)).With("rawId", OtherId(it)),
    };

    /// <summary>Breaks section 5.1: id is rawId in base64url.</summary>
    public static AuthenticatorFault RawIdNotId { get; } = new(FaultGroup.Credential, "rawId is another credential's")
    {
        Credential = it => it.With("rawId", OtherId(it)),
    };

    /// <summary>Breaks section 5.1.8: rawId is required.</summary>
    public static AuthenticatorFault RawIdMissing { get; } = new(FaultGroup.Credential, "rawId is missing")
    {
        Credential = it => it.Without("rawId"),
    };

    /// <summary>Breaks section 5.1.8: rawId is a string.</summary>
    public static AuthenticatorFault RawIdIsANumber { get; } = new(FaultGroup.Credential, "rawId is a number")
    {
        Credential = it => it.With("rawId", 1),
    };

    /// <summary>Breaks section 5.1.8: type is required.</summary>
    public static AuthenticatorFault TypeMissing { get; } = new(FaultGroup.Credential, "type is missing")
    {
        Credential = it => it.Without("type"),
    };

    /// <summary>Breaks section 5.1.8: type is a string.</summary>
    public static AuthenticatorFault TypeIsANumber { get; } = new(FaultGroup.Credential, "type is a number")
    {
        Credential = it => it.With("type", 1),
    };

    /// <summary>Breaks section 5.8.2: the one type of credential is public-key.</summary>
    public static AuthenticatorFault TypeNotPublicKey { get; } = new(FaultGroup.Credential, "type is password")
    {
        Credential = it => it.With("type", "password"),
    };

    /// <summary>Breaks section 5.1.8: response is required.</summary>
    public static AuthenticatorFault ResponseMissing { get; } = new(FaultGroup.Credential, "response is missing")
    {
        Credential = it => it.Without("response"),
    };

    /// <summary>Breaks section 5.1.8: response is an object.</summary>
    public static AuthenticatorFault ResponseIsAString { get; } = new(FaultGroup.Credential, "response is a string")
    {
        Credential = it => it.With("response", "none"),
    };

    /// <summary>Breaks section 5.1.8: clientExtensionResults is an object.</summary>
    public static AuthenticatorFault ClientExtensionResultsIsAString { get; } = new(
        FaultGroup.Credential,
        "clientExtensionResults is a string")
    {
        Credential = it => it.With("clientExtensionResults", "none"),
    };

    /// <summary>Breaks section 5.1.8: authenticatorAttachment is a string.</summary>
    public static AuthenticatorFault AttachmentIsANumber { get; } = new(FaultGroup.Credential, "authenticatorAttachment is a number")
    {
        Credential = it => it.With("authenticatorAttachment", 1),
    };

    /// <summary>Breaks section 5.1.8: clientDataJSON is required.</summary>
    public static AuthenticatorFault ClientDataMissing { get; } = new(FaultGroup.Credential, "clientDataJSON is missing")
    {
        Response = it => it.Without("clientDataJSON"),
    };

    /// <summary>Breaks section 5.1.8: clientDataJSON is a string.</summary>
    public static AuthenticatorFault ClientDataIsANumber { get; } = new(FaultGroup.Credential, "clientDataJSON is a number")
    {
        Response = it => it.With("clientDataJSON", 1),
    };

    /// <summary>Breaks step 6: clientDataJSON holds JSON.</summary>
    public static AuthenticatorFault ClientDataEmpty { get; } = new(FaultGroup.Credential, "clientDataJSON is empty")
    {
        Response = it => it.With("clientDataJSON", ""),
    };

    /// <summary>Breaks section 5.1.8: attestationObject is required.</summary>
    public static AuthenticatorFault AttestationObjectMissing { get; } = new(FaultGroup.Credential, "attestationObject is missing")
    {
        Response = it => it.Without("attestationObject"),
    };

    /// <summary>Breaks section 5.1.8: attestationObject is a string.</summary>
    public static AuthenticatorFault AttestationObjectIsANumber { get; } = new(FaultGroup.Credential, "attestationObject is a number")
    {
        Response = it => it.With("attestationObject", 1),
    };

    /// <summary>Breaks step 13: attestationObject holds CBOR.</summary>
    public static AuthenticatorFault AttestationObjectEmpty { get; } = new(FaultGroup.Credential, "attestationObject is empty")
    {
        Response = it => it.With("attestationObject", ""),
    };

    /// <summary>Breaks section 3: base64url is without padding.</summary>
    public static AuthenticatorFault Base64UrlPadded { get; } = new(FaultGroup.Credential, "attestationObject ends in an equals sign")
    {
        Response = it => it.With("attestationObject", it.Text("attestationObject") + "="),
    };

    /// <summary>Breaks section 3: base64url is without line breaks and white space.</summary>
    public static AuthenticatorFault Base64UrlWithWhiteSpace { get; } = new(
        FaultGroup.Credential,
        "attestationObject has a line break in it")
    {
        Response = it => it.With("attestationObject", it.Text("attestationObject").Insert(4, "\n")),
    };

    /// <summary>Breaks RFC 4648 section 5: '-' and '_' stand for 62 and 63, not '+' and '/'.</summary>
    public static AuthenticatorFault Base64UrlInTheOtherAlphabet { get; } = new(
        FaultGroup.Credential,
        "id and rawId have slashes for underscores")
    {
        Configuration = it => it with { CredentialId = [.. RandomNumberGenerator.GetBytes(28), 0xFF, 0xFF, 0xFF, 0xFF] },
        Credential = it => it.With("id", it.Text("id").Replace('_', '/')).With("rawId", it.Text("id").Replace('_', '/')),
    };

    /// <summary>Breaks RFC 4648 section 3.5: the unused bits of the last character are zero.</summary>
    public static AuthenticatorFault Base64UrlWithUnusedBits { get; } = new(
        FaultGroup.Credential,
        "clientDataJSON's last character has unused bits set")
    {
        OnlyWhere = "the verifier takes base64url in its one canonical form",
        ClientDataBytes = it => [.. it, .. Enumerable.Repeat((byte)' ', 3 - ((it.Length + 2) % 3))],
        Response = it => it.With("clientDataJSON", WithUnusedBitSet(it.Text("clientDataJSON"))),
    };

    /// <summary>Breaks RFC 4648 section 4: no text is one character longer than a multiple of four.</summary>
    public static AuthenticatorFault Base64UrlOfImpossibleLength { get; } = new(
        FaultGroup.Credential,
        "clientDataJSON lacks its last characters")
    {
        Response = it => it.With("clientDataJSON", it.Text("clientDataJSON")[..((it.Text("clientDataJSON").Length / 4 * 4) - 3)]),
    };

    /// <summary>Breaks section 5.1.8: transports is an array.</summary>
    public static AuthenticatorFault TransportsIsAString { get; } = new(FaultGroup.Credential, "transports is a string")
    {
        Response = it => it.With("transports", "internal"),
    };

    /// <summary>Breaks section 5.1.8: transports holds strings.</summary>
    public static AuthenticatorFault TransportsHoldsANumber { get; } = new(FaultGroup.Credential, "transports holds a number")
    {
        Response = it => it.WithRaw("transports", "[1]"),
    };

    private static string OtherId(JsonMembers credential)
    {
        var id = Base64Url.DecodeFromChars(credential.Text("id"));
        return Base64Url.EncodeToString(WithBitFlipped(id, at: 0));
    }

    /// <summary>For a text of a multiple of three bytes and one more: its last character has four unused bits.</summary>
    private static string WithUnusedBitSet(string text) => text[..^1] + text[^1] switch
    {
        'A' => 'B',
        'Q' => 'R',
        'g' => 'h',
        'w' => 'x',
        _ => throw new InvalidOperationException("The last character has no unused bits."),
    };
}
