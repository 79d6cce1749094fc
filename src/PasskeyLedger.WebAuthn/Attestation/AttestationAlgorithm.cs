using PasskeyLedger.WebAuthn.Cose;

namespace PasskeyLedger.WebAuthn.Attestation;

/// <summary>The algorithms that attestations may be signed with.</summary>
internal static class AttestationAlgorithm
{
    /// <summary>The algorithm that attStmt names, where signatures by it can be verified on this machine and are worth verifying.</summary>
    /// <remarks>
    /// Refused is RS1 (SHA-1): it is made for the TPMs that Windows uses, and format tpm, where the platform signs what it made itself,
    /// doesn't ask here.
    /// </remarks>
    public static CeremonyFailure? Find(int id, string step, out SignatureAlgorithm? algorithm)
    {
        algorithm = SignatureAlgorithm.ById(id);
        return algorithm is { CanVerify: true, UsesSha1: false } ? null : NotSupported(id, step);
    }

    public static CeremonyFailure NotSupported(int id, string step) =>
        new(CeremonyFailureCode.AttestationAlgorithmNotSupported, step, $"attStmt.alg {id} can't be verified here");
}
