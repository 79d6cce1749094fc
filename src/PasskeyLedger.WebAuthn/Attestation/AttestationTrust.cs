using System.Security.Cryptography.X509Certificates;
using PasskeyLedger.WebAuthn.Metadata;

namespace PasskeyLedger.WebAuthn.Attestation;

/// <summary>Section 7.1 steps 23 and 24: how far an attestation is trusted, by the relying party's policy.</summary>
internal static class AttestationTrust
{
    private const string Step = "7.1 step 24";
    private const string AnchorsStep = "7.1 step 23";

    /// <param name="attestation">A valid one.</param>
    /// <param name="format">Its attestation statement format.</param>
    /// <param name="input">What it was verified with.</param>
    /// <param name="level">How far it is trusted.</param>
    /// <param name="model">The AAGUID for which it stands; zero where it stands for none, whatever the authenticator data states.</param>
    public static CeremonyFailure? Assess(
        AttestationResult attestation, string format, AttestationInput input, out AttestationTrustLevel level, out Guid model)
    {
        var expectations = input.Expectations;
        model = input.Aaguid;
        var anchored = expectations.TrustAnchors.Count > 0 || expectations.Metadata is not null;
        var asked = anchored && !expectations.AcceptUncertified;
        switch (attestation)
        {
            // No attestation: is that acceptable?
            case AttestationResult.None:
                level = AttestationTrustLevel.None;
                return CheckStatus(Find(input, model, []), [], expectations.At)
                    ?? (asked && !expectations.AcceptedFormats.Contains(format, StringComparer.Ordinal)
                        ? Untrusted("no attestation was given")
                        : null);

            // Self attestation: is that acceptable? Where the model's metadata says that it attests so, it is.
            case AttestationResult.Self:
                level = AttestationTrustLevel.Self;
                var metadata = Find(input, model, []);
                if (CheckStatus(metadata, [], expectations.At) is { } status)
                    return status;
                return metadata is null
                    ? asked ? Untrusted("the attestation is signed with the credential's own key") : null
                    : metadata.AttestsItself ? CheckKey(metadata, input) : Untrusted("models of this AAGUID attest with a certificate");

            // Otherwise: the attestation certificate chains to an acceptable root, or is one.
            case AttestationResult.Certified certified:
                level = anchored ? AttestationTrustLevel.Trusted : AttestationTrustLevel.Unverified;
                model = certified.CoversAaguid ? input.Aaguid : Guid.Empty;
                return AssessPath(certified, input, model);

            case AttestationResult.Compound compound:
                return AssessEach(compound, input, out level, out model);

            default:
                throw new ArgumentOutOfRangeException(nameof(attestation), attestation, "not a valid attestation");
        }
    }

    private static CeremonyFailure? AssessPath(AttestationResult.Certified attestation, AttestationInput input, Guid aaguid)
    {
        var trustPath = attestation.TrustPath;

        // Step 23: acceptable trust anchors, from the relying party's own policy and from the metadata service.
        var expectations = input.Expectations;
        var model = Find(input, aaguid, trustPath);
        IReadOnlyList<X509Certificate2> anchors =
            model is null ? expectations.TrustAnchors : [.. expectations.TrustAnchors, .. model.AttestationRoots];
        if (anchors.Count == 0 && expectations.Metadata is not null)
        {
            return new(
                CeremonyFailureCode.AuthenticatorNotInMetadata, AnchorsStep, "the metadata has no trust anchor for this model of authenticator");
        }

        if (CheckKey(model, input) is { } mismatch)
            return mismatch;

        // The metadata statement has no list for attestation keys; FIDO's conformance tests hold them to the same one.
        if (attestation.Algorithm is { } algorithm && Lacks(model, algorithm))
            return Mismatch($"the attestation is signed by COSE algorithm {algorithm}");

        // Step 24.
        return TrustPath.Follow(trustPath, anchors, expectations.RevocationLists, expectations.At, Step, attestation.IsOfBatch)
            ?? CheckStatus(model, trustPath, expectations.At);
    }

    /// <summary>The credential's key is of an algorithm that the model has.</summary>
    private static CeremonyFailure? CheckKey(AuthenticatorMetadata? model, AttestationInput input) =>
        input.CredentialKey.Algorithm is { } algorithm && Lacks(model, algorithm)
            ? Mismatch($"the credential public key is of COSE algorithm {algorithm}")
            : null;

    private static bool Lacks(AuthenticatorMetadata? model, int algorithm) =>
        model is { Algorithms.Count: > 0 } && !model.Algorithms.Contains(algorithm);

    private static CeremonyFailure Mismatch(string what) => new(
        CeremonyFailureCode.AuthenticatorAlgorithmMismatch,
        AnchorsStep,
        $"{what}, which the metadata doesn't list for this model of authenticator");

    /// <summary>
    /// Of several attestations one that is trusted is enough, since all of them are of one credential. Certificates out of their time are
    /// refused wherever they are. The AAGUID is stood for by one of those that are trusted the most, or by none.
    /// </summary>
    private static CeremonyFailure? AssessEach(
        AttestationResult.Compound compound, AttestationInput input, out AttestationTrustLevel level, out Guid model)
    {
        level = AttestationTrustLevel.None;
        model = Guid.Empty;
        CeremonyFailure? untrusted = null;
        foreach (var (format, result) in compound.Attestations)
        {
            var failure = Assess(result, format, input, out var itsLevel, out var itsModel);
            if (failure is null)
            {
                if (itsLevel > level || (itsLevel == level && itsModel != Guid.Empty))
                    model = itsModel;
                level = (AttestationTrustLevel)Math.Max((int)level, (int)itsLevel);
            }
            else if (failure.Code is CeremonyFailureCode.TrustPathNotAnchored
                or CeremonyFailureCode.AttestationNotTrusted
                or CeremonyFailureCode.AuthenticatorNotInMetadata)
            {
                untrusted ??= failure;
            }
            else
            {
                return failure;
            }
        }

        return level == AttestationTrustLevel.Trusted ? null : untrusted;
    }

    private static AuthenticatorMetadata? Find(AttestationInput input, Guid model, IReadOnlyList<ReadOnlyMemory<byte>> trustPath) =>
        input.Expectations.Metadata?.Find(model, trustPath);

    private static CeremonyFailure? CheckStatus(
        AuthenticatorMetadata? model, IReadOnlyList<ReadOnlyMemory<byte>> trustPath, DateTimeOffset at) =>
        model?.RefusingReport(trustPath, at) is { } report
            ? new(
                CeremonyFailureCode.AuthenticatorStatusRefused,
                Step,
                $"the metadata reports {CeremonyFailure.Quote(report.Status)} for this model of authenticator")
            : null;

    private static CeremonyFailure Untrusted(string why) =>
        new(CeremonyFailureCode.AttestationNotTrusted, Step, $"trust anchors are required, and {why}");
}
