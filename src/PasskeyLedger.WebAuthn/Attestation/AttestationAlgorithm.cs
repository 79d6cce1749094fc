using PasskeyLedger.WebAuthn.Cose;

namespace PasskeyLedger.WebAuthn.Attestation;

/// <summary>The algorithms that attestations may be signed with.</summary>
internal static class AttestationAlgorithm
{
    /// <summary>The algorithm that attStmt names, where signatures by it can be verified on this machine and are worth verifying.</summary>
    /// <remarks>
    /// RS1 rests on SHA-1, and is refused unless the relying party itself offered it: the specification has it, FIDO's conformance tests
    /// want it, and no pool here can offer it. Format tpm doesn't ask here: what Windows attests with signs so, over what the TPM made.
    /// </remarks>
    /// <param name="id">A COSE algorithm identifier.</param>
    /// <param name="offered">Those that the relying party offered.</param>
    /// <param name="step">The format's step that asks.</param>
    /// <param name="algorithm">null where there is a failure.</param>
    public static CeremonyFailure? Find(int id, IReadOnlyList<int> offered, string step, out SignatureAlgorithm? algorithm)
    {
        algorithm = SignatureAlgorithm.ById(id);
        return algorithm is { CanVerify: true } && (!algorithm.UsesSha1 || offered.Contains(id)) ? null : NotSupported(id, step);
    }

    public static CeremonyFailure NotSupported(int id, string step) =>
        new(CeremonyFailureCode.AttestationAlgorithmNotSupported, step, $"attStmt.alg {id} can't be verified here");
}
