using System.Text.Json;

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
        RegistrationParts.Write(writer, Response, (Verdict as RegistrationVerdict.Verified)?.Credential.TrustLevel);
        var failure = (Verdict as RegistrationVerdict.Refused)?.Failure;
        writer.WriteString("verdict", failure is null ? "accept" : "reject");
        writer.WriteString("reason", failure?.Code.ToString());
        writer.WriteString("step", failure?.Step);
        writer.WriteString("detail", failure?.Detail);
        writer.WriteEndObject();
    }
}
