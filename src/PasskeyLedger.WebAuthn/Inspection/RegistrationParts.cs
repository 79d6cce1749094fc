using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using PasskeyLedger.WebAuthn.Metadata;

namespace PasskeyLedger.WebAuthn.Inspection;

/// <summary>Shows the parts of a registration response as JSON, for people. Bytes are base64url.</summary>
public static class RegistrationParts
{
    /// <summary>Writes the members <c>clientData</c>, <c>authenticatorData</c> and <c>attestation</c> into the object that is open.</summary>
    /// <param name="response">null: it could not be taken apart, and each part is null.</param>
    /// <param name="trust">How far the attestation could be traced; null: it was not verified.</param>
    public static void Write(Utf8JsonWriter writer, RegistrationResponse? response, AttestationTrustLevel? trust)
    {
        WriteClientData(writer, response?.ClientData);
        WriteAuthenticatorData(writer, response?.AuthenticatorData);
        WriteAttestation(writer, response?.AttestationObject, trust);
    }

    private static void WriteClientData(Utf8JsonWriter writer, ClientData? data)
    {
        if (data is null)
        {
            writer.WriteNull("clientData");
            return;
        }

        writer.WriteStartObject("clientData");
        writer.WriteString("type", data.Type);
        writer.WriteString("challenge", data.Challenge);
        writer.WriteString("origin", data.Origin);
        if (data.CrossOrigin is { } crossOrigin)
            writer.WriteBoolean("crossOrigin", crossOrigin);
        else
            writer.WriteNull("crossOrigin");
        writer.WriteString("topOrigin", data.TopOrigin);
        WriteBytes(writer, "hash", SHA256.HashData(data.Raw.Span));
        writer.WriteEndObject();
    }

    private static void WriteAuthenticatorData(Utf8JsonWriter writer, AuthenticatorData? data)
    {
        if (data is null)
        {
            writer.WriteNull("authenticatorData");
            return;
        }

        var credential = data.AttestedCredentialData;
        writer.WriteStartObject("authenticatorData");
        WriteBytes(writer, "rpIdHash", data.RpIdHash.Span);
        writer.WriteStartObject("flags");
        writer.WriteBoolean("up", data.UserPresent);
        writer.WriteBoolean("uv", data.UserVerified);
        writer.WriteBoolean("be", data.BackupEligible);
        writer.WriteBoolean("bs", data.BackedUp);
        writer.WriteBoolean("at", data.Flags.HasFlag(AuthenticatorFlags.AttestedCredentialData));
        writer.WriteBoolean("ed", data.Flags.HasFlag(AuthenticatorFlags.ExtensionData));
        writer.WriteEndObject();
        writer.WriteNumber("signCount", data.SignCount);
        writer.WriteString("aaguid", credential.Aaguid);
        writer.WriteString("authenticator", AuthenticatorNames.Find(credential.Aaguid));
        WriteBytes(writer, "credentialId", credential.CredentialId.Span);
        WriteBytes(writer, "publicKey", credential.PublicKey.Span);
        if (credential.Key.Algorithm is { } algorithm)
            writer.WriteNumber("algorithm", algorithm);
        else
            writer.WriteNull("algorithm");
        writer.WriteStartArray("extensions");
        foreach (var identifier in data.Extensions?.Identifiers ?? [])
            writer.WriteStringValue(identifier);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteAttestation(Utf8JsonWriter writer, AttestationObject? attestation, AttestationTrustLevel? trust)
    {
        if (attestation is null)
        {
            writer.WriteNull("attestation");
            return;
        }

        writer.WriteStartObject("attestation");
        writer.WriteString("format", attestation.Format);
        writer.WriteString("trust", trust?.ToString());
        writer.WritePropertyName("statement");
        CborJson.Write(writer, attestation.Statement);
        writer.WriteEndObject();
    }

    private static void WriteBytes(Utf8JsonWriter writer, string name, ReadOnlySpan<byte> bytes) =>
        writer.WriteString(name, Base64Url.EncodeToString(bytes));
}
