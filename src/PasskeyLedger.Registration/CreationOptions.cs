using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using PasskeyLedger.Contracts.Events;

namespace PasskeyLedger.Registration;

/// <summary>
/// What the browser is asked to make a passkey by: <c>PublicKeyCredentialCreationOptionsJSON</c> of WebAuthn Level 3,
/// section 5.1.8, with the members that Cognito gives.
/// </summary>
public static class CreationOptions
{
    /// <summary>How long the browser waits for the user, in milliseconds.</summary>
    public const int TimeoutMilliseconds = 60_000;

    public static JsonElement For(RegistrationStarted started, UserPasskeys state, Caller caller, UserPoolSettings pool)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer))
            Write(json, started, state, caller, pool);

        return JsonElement.Parse(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter json, RegistrationStarted started, UserPasskeys state, Caller caller, UserPoolSettings pool)
    {
        json.WriteStartObject();

        json.WriteStartObject("rp");
        json.WriteString("id", started.RelyingPartyId);
        json.WriteString("name", pool.WebAuthn.RelyingPartyName ?? started.RelyingPartyId);
        json.WriteEndObject();

        json.WriteStartObject("user");
        json.WriteString("id", Base64Url.EncodeToString(Encoding.UTF8.GetBytes(caller.Sub.Value)));
        json.WriteString("name", caller.Username);
        json.WriteString("displayName", caller.Username);
        json.WriteEndObject();

        json.WriteString("challenge", started.Challenge);

        json.WriteStartArray("pubKeyCredParams");
        foreach (var algorithm in started.Algorithms)
        {
            json.WriteStartObject();
            json.WriteString("type", "public-key");
            json.WriteNumber("alg", algorithm);
            json.WriteEndObject();
        }

        json.WriteEndArray();

        json.WriteNumber("timeout", TimeoutMilliseconds);

        json.WriteStartArray("excludeCredentials");
        foreach (var passkey in state.Passkeys.Values.OrderBy(passkey => passkey.Id.Value, StringComparer.Ordinal))
        {
            json.WriteStartObject();
            json.WriteString("type", "public-key");
            json.WriteString("id", passkey.Id.Value);
            if (passkey.Transports.Count > 0)
            {
                json.WriteStartArray("transports");
                foreach (var transport in passkey.Transports)
                    json.WriteStringValue(transport);
                json.WriteEndArray();
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();

        json.WriteStartObject("authenticatorSelection");
        json.WriteBoolean("requireResidentKey", value: true);
        json.WriteString("residentKey", "required");
        json.WriteString("userVerification", started.UserVerification.Value);
        json.WriteEndObject();

        // "none" is the browser's own default: it is named only where the pool asks for more.
        if (pool.WebAuthn.Attestation.Conveyance != AttestationConveyance.None)
            json.WriteString("attestation", pool.WebAuthn.Attestation.Conveyance.Value);

        json.WriteEndObject();
    }
}
