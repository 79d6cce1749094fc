using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;

namespace PasskeyLedger.Testing.Authenticator;

/// <summary>What a browser knows when it asks an authenticator for a credential.</summary>
public sealed record RegistrationCeremony
{
    public required byte[] Challenge { get; init; }

    public required string RpId { get; init; }

    /// <summary>The origin of the page that called <c>navigator.credentials.create()</c>.</summary>
    public required string Origin { get; init; }

    /// <summary>COSE algorithms in the order in which the relying party prefers them.</summary>
    public IReadOnlyList<long> Algorithms { get; init; } = [CoseAlgorithm.ES256, CoseAlgorithm.RS256];

    /// <summary><c>required</c>, <c>preferred</c> or <c>discouraged</c>.</summary>
    public string UserVerification { get; init; } = "preferred";

    /// <summary>A ceremony of its own at <c>https://example.com</c> with a random challenge of 32 bytes.</summary>
    public static RegistrationCeremony Example() => new()
    {
        Challenge = RandomNumberGenerator.GetBytes(32),
        RpId = "example.com",
        Origin = "https://example.com",
    };

    /// <summary>Reads the <c>PublicKeyCredentialCreationOptionsJSON</c> that StartWebAuthnRegistration returns.</summary>
    /// <param name="options">The options; absent members mean what WebAuthn section 5.4 says they mean.</param>
    /// <param name="origin">Where the page is; its host stands in for an absent <c>rp.id</c>.</param>
    public static RegistrationCeremony FromOptions(JsonElement options, string origin) => new()
    {
        Challenge = Base64Url.DecodeFromChars(options.GetProperty("challenge").GetString()),
        RpId = options.GetProperty("rp").TryGetProperty("id", out var id) ? id.GetString()! : new Uri(origin).Host,
        Origin = origin,
        Algorithms = [.. options.GetProperty("pubKeyCredParams").EnumerateArray().Select(offered => offered.GetProperty("alg").GetInt64())],
        UserVerification = options.TryGetProperty("authenticatorSelection", out var selection)
            && selection.TryGetProperty("userVerification", out var userVerification) ? userVerification.GetString()! : "preferred",
    };

    /// <inheritdoc cref="FromOptions(JsonElement, string)"/>
    public static RegistrationCeremony FromOptions(string optionsJson, string origin)
    {
        using var document = JsonDocument.Parse(optionsJson);
        return FromOptions(document.RootElement, origin);
    }
}
