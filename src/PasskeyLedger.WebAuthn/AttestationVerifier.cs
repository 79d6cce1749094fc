using System.Runtime.InteropServices;
using System.Security.Cryptography;
using PasskeyLedger.WebAuthn.Attestation;

namespace PasskeyLedger.WebAuthn;

/// <summary>
/// The registration ceremony of WebAuthn Level 3, section 7.1, "Registering a New Credential", step by step. Steps 1 to 4 happen at the
/// client; 5 to 7 and 13 are done by <see cref="RegistrationResponse.Parse"/>.
/// </summary>
public sealed class AttestationVerifier : IAttestationVerifier
{
    public RegistrationVerdict Verify(RegistrationResponse response, RegistrationExpectations expectations)
    {
        var trustLevel = AttestationTrustLevel.None;
        var failure =
            CheckClientData(response.ClientData, expectations)
            ?? CheckAuthenticatorData(response.AuthenticatorData, expectations)
            ?? CheckAttestation(response, expectations, out trustLevel);
        if (failure is not null)
            return new RegistrationVerdict.Refused(failure);

        // Step 25, the credential id's length, is part of the parsed response. Step 26, that the id is new, is the store's to know.
        // Step 27: the credential record.
        var credential = response.AuthenticatorData.AttestedCredentialData;
        return new RegistrationVerdict.Verified(new VerifiedCredential
        {
            CredentialId = credential.CredentialId,
            PublicKey = credential.PublicKey,
            Algorithm = credential.Key.Algorithm!.Value,
            Aaguid = credential.Aaguid,
            Format = response.AttestationObject.Format,
            SignCount = response.AuthenticatorData.SignCount,
            Flags = response.AuthenticatorData.Flags,
            Transports = response.Transports,
            AuthenticatorAttachment = response.AuthenticatorAttachment,
            TrustLevel = trustLevel,
        });

        // Step 28: extension outputs are ignored, as that step allows; none were asked for. Step 29 is the caller's.
    }

    private static CeremonyFailure? CheckClientData(ClientData clientData, RegistrationExpectations expectations)
    {
        // Step 8: the challenge. Base64url is strict, so equal texts are equal bytes.
        if (!CryptographicOperations.FixedTimeEquals(
                MemoryMarshal.AsBytes<char>(clientData.Challenge), MemoryMarshal.AsBytes<char>(expectations.Challenge)))
        {
            return new(CeremonyFailureCode.ChallengeMismatch, "7.1 step 8", "the challenge is not the one that was given out");
        }

        // Step 9: the origin.
        if (!OriginPolicy.Allows(
                clientData.Origin, expectations.RelyingPartyId, expectations.Origins, expectations.ListedOriginsOnly))
        {
            return new(
                CeremonyFailureCode.OriginNotAllowed,
                "7.1 step 9",
                expectations.ListedOriginsOnly
                    ? $"origin {CeremonyFailure.Quote(clientData.Origin)} is not listed"
                    : $"origin {CeremonyFailure.Quote(clientData.Origin)} is neither of relying party '{expectations.RelyingPartyId}' nor listed");
        }

        // Step 10: crossOrigin, where present and true.
        if (clientData.CrossOrigin is true && !expectations.AllowCrossOrigin)
        {
            return new(
                CeremonyFailureCode.CrossOriginNotAllowed,
                "7.1 step 10",
                "the ceremony ran in a frame of another origin's page, which is not allowed");
        }

        // Step 11: topOrigin, where present.
        if (clientData.TopOrigin is { } topOrigin)
        {
            // 11.1: a frame of another origin's page is expected.
            if (!expectations.AllowCrossOrigin)
            {
                return new(
                    CeremonyFailureCode.CrossOriginNotAllowed,
                    "7.1 step 11.1",
                    "the ceremony names a topOrigin, and frames of other origins' pages are not allowed");
            }

            // 11.2: that page is an expected one.
            if (!OriginPolicy.AllowsTop(topOrigin, expectations.RelyingPartyId, expectations.Origins, expectations.TopOrigins))
            {
                return new(
                    CeremonyFailureCode.TopOriginNotAllowed,
                    "7.1 step 11.2",
                    $"the ceremony ran in a frame of {CeremonyFailure.Quote(topOrigin)}, which is not allowed");
            }
        }

        return null;
    }

    private static CeremonyFailure? CheckAuthenticatorData(AuthenticatorData authenticatorData, RegistrationExpectations expectations)
    {
        // Step 14: the relying party id's hash.
        if (!RelyingPartyIdHash.Of(expectations.RelyingPartyId).SequenceEqual(authenticatorData.RpIdHash.Span))
        {
            return new(
                CeremonyFailureCode.RelyingPartyIdHashMismatch,
                "7.1 step 14",
                $"the credential was made for another relying party than '{expectations.RelyingPartyId}'");
        }

        // Step 15: user presence, unless the mediation was conditional.
        if (!authenticatorData.UserPresent && !expectations.ConditionalMediation)
            return new(CeremonyFailureCode.UserNotPresent, "7.1 step 15", "the UP flag is not set: no user was present");

        // Step 16: user verification, where required.
        if (!authenticatorData.UserVerified && expectations.UserVerificationRequired)
        {
            return new(
                CeremonyFailureCode.UserNotVerified, "7.1 step 16", "the UV flag is not set: the user was not verified, which is required");
        }

        // Step 17: what is backed up must be eligible for backup.
        if (authenticatorData.BackedUp && !authenticatorData.BackupEligible)
        {
            return new(
                CeremonyFailureCode.BackupStateInconsistent,
                "7.1 step 17",
                "the BS flag is set without the BE flag: backed up, but not eligible for backup");
        }

        // Steps 18 and 19: no policy here depends on backup eligibility or state.
        // Step 20: the algorithm was offered, and (6.5.1, 5.8.5) the key is one of that algorithm.
        var key = authenticatorData.AttestedCredentialData.Key;
        if (key.Algorithm is { } algorithm && !expectations.Algorithms.Contains(algorithm))
            return new(CeremonyFailureCode.AlgorithmNotOffered, "7.1 step 20", $"COSE algorithm {algorithm} was not offered");
        return key.Fault;
    }

    private static CeremonyFailure? CheckAttestation(
        RegistrationResponse response, RegistrationExpectations expectations, out AttestationTrustLevel trustLevel)
    {
        trustLevel = default;

        // Step 12, the hash of the client data, is the input's. Steps 21 and 22: the attestation statement format, and its verification procedure.
        var format = response.AttestationObject.Format;
        var input = new AttestationInput(response.AttestationObject.Statement, response, expectations);
        var result = AttestationFormats.Verify(format, input);
        if (result is AttestationResult.Invalid invalid)
            return invalid.Failure;

        // Steps 23 and 24: trust, and the relying party's policy on authenticator models.
        return AttestationTrust.Assess(result, format, input, out trustLevel, out var attested)
            ?? CheckModel(response.AuthenticatorData.AttestedCredentialData.Aaguid, attested, expectations);
    }

    /// <summary>
    /// A denied model is refused where it is but stated. To be allowed it must not be one that is stated beside an attestation which
    /// stands for none: that would be anybody's to state.
    /// </summary>
    private static CeremonyFailure? CheckModel(Guid stated, Guid attested, RegistrationExpectations expectations)
    {
        foreach (var aaguid in (ReadOnlySpan<Guid>)[stated, attested])
        {
            if (expectations.DeniedAaguids.Contains(aaguid))
                return new(CeremonyFailureCode.AaguidDenied, "7.1 step 24", $"authenticators of AAGUID {aaguid} are denied");
        }

        if (expectations.AllowedAaguids.Count == 0 || expectations.AllowedAaguids.Contains(attested))
            return null;
        return new(
            CeremonyFailureCode.AaguidNotAllowed,
            "7.1 step 24",
            stated == attested
                ? $"authenticators of AAGUID {stated} are not among those allowed"
                : $"AAGUID {stated} is not covered by the attestation, and authenticators without one are not among those allowed");
    }
}
