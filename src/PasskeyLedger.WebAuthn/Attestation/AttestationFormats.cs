using PasskeyLedger.WebAuthn.Attestation.Android;
using PasskeyLedger.WebAuthn.Attestation.Tpm;

namespace PasskeyLedger.WebAuthn.Attestation;

/// <summary>Section 7.1 steps 21 and 22: the attestation statement format by its identifier, and its verification procedure.</summary>
internal static class AttestationFormats
{
    public static AttestationResult Verify(string format, AttestationInput input)
    {
        var accepted = input.Expectations.AcceptedFormats;
        if (accepted.Count > 0 && !accepted.Contains(format, StringComparer.Ordinal))
        {
            return new AttestationResult.Invalid(
                CeremonyFailureCode.AttestationFormatNotAccepted,
                "7.1 step 21",
                $"attestation format {CeremonyFailure.Quote(format)} is not accepted");
        }

        return format switch
        {
            NoneAttestation.Format => NoneAttestation.Verify(input),
            PackedAttestation.Format => PackedAttestation.Verify(input),
            TpmAttestation.Format => TpmAttestation.Verify(input),
            AndroidKeyAttestation.Format => AndroidKeyAttestation.Verify(input),
            SafetyNetAttestation.Format => SafetyNetAttestation.Verify(input),
            FidoU2fAttestation.Format => FidoU2fAttestation.Verify(input),
            AppleAttestation.Format => AppleAttestation.Verify(input),
            CompoundAttestation.Format => CompoundAttestation.Verify(input),
            _ => new AttestationResult.Invalid(
                CeremonyFailureCode.AttestationFormatNotSupported,
                "7.1 step 21",
                $"attestation format {CeremonyFailure.Quote(format)} can't be verified here"),
        };
    }
}
