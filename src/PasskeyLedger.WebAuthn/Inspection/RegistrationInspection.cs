using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using PasskeyLedger.WebAuthn.Metadata;

namespace PasskeyLedger.WebAuthn.Inspection;

/// <summary>What is in a recorded registration, and the verdict on it.</summary>
public sealed record RegistrationInspection
{
    /// <summary>The credential, taken apart; null: it is not a registration response.</summary>
    public RegistrationResponse? Response { get; private init; }

    public required RegistrationVerdict Verdict { get; init; }

    /// <summary>Judges by the same code that serves registrations.</summary>
    public static RegistrationInspection Of(RecordedRegistration recorded)
    {
        switch (RegistrationResponse.Parse(recorded.Credential))
        {
            case ParsedRegistration.Refused refused:
                return new RegistrationInspection { Verdict = new RegistrationVerdict.Refused(refused.Failure) };
            case ParsedRegistration.Accepted accepted:
                return new RegistrationInspection
                {
                    Response = accepted.Response,
                    Verdict = new AttestationVerifier().Verify(accepted.Response, recorded.Expectations),
                };
            case var other:
                throw new InvalidOperationException($"unknown outcome {other}");
        }
    }

    /// <summary>
    /// Writes an object with <c>clientData</c>, <c>authenticatorData</c> and <c>attestation</c>, each null where the credential couldn't be
    /// taken apart, and <c>verdict</c> (accept or reject), <c>reason</c> (the failure's code), <c>step</c> and <c>detail</c>, which are null
    /// with accept. Bytes are base64url.
    /// </summary>
    public void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        WriteClientData(writer);
        WriteAuthenticatorData(writer);
        WriteAttestation(writer);
        var failure = (Verdict as RegistrationVerdict.Refused)?.Failure;
        writer.WriteString("verdict", failure is null ? "accept" : "reject");
        writer.WriteString("reason", failure?.Code.ToString());
        writer.WriteString("step", failure?.Step);
        writer.WriteString("detail", failure?.Detail);
        writer.WriteEndObject();
    }

    private void WriteClientData(Utf8JsonWriter writer)
    {
        if (Response?.ClientData is not { } data)
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

    private void WriteAuthenticatorData(Utf8JsonWriter writer)
    {
        if (Response?.AuthenticatorData is not { } data)
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

    private void WriteAttestation(Utf8JsonWriter writer)
    {
        if (Response?.AttestationObject is not { } attestation)
        {
            writer.WriteNull("attestation");
            return;
        }

        writer.WriteStartObject("attestation");
        writer.WriteString("format", attestation.Format);
        writer.WriteString("trust", (Verdict as RegistrationVerdict.Verified)?.Credential.TrustLevel.ToString());
        writer.WritePropertyName("statement");
        CborJson.Write(writer, attestation.Statement);
        writer.WriteEndObject();
    }

    private static void WriteBytes(Utf8JsonWriter writer, string name, ReadOnlySpan<byte> bytes) =>
        writer.WriteString(name, Base64Url.EncodeToString(bytes));
}
