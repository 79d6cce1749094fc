using System.Globalization;
using PasskeyLedger.Contracts.Audit;
using PasskeyLedger.Service.Access;
using PasskeyLedger.Service.TransparencyLog;
using PasskeyLedger.Transparency.Publishing;

namespace PasskeyLedger.Service.Operations.Audit;

/// <summary>Proves that the log holds an event.</summary>
internal sealed class GetInclusionProof(RecordedRead reads, InclusionProofs proofs, ILogger<GetInclusionProof> logger)
{
    public Task<GetInclusionProofResponse> HandleAsync(
        GetInclusionProofRequest request, CallOrigin origin, CancellationToken cancellationToken) => reads.ExecuteAsync(
            nameof(GetInclusionProof),
            request.AccessToken,
            request.ToJson(),
            origin,
            async () => await proofs.ProveAsync(request.Position, cancellationToken) switch
            {
                ProofOutcome.Proven proven => new ReadAnswer<GetInclusionProofResponse>(
                    new() { LeafIndex = proven.Proof.Index, TreeSize = proven.Checkpoint.Size, Proof = proven.Proof.ToString() }, 1),
                ProofOutcome.NotYet => new ReadAnswer<GetInclusionProofResponse>(new(), 0),
                ProofOutcome.Altered => throw Altered(request.Position),
                _ => null,
            },
            cancellationToken);

    private InternalErrorException Altered(long position)
    {
        TransparencyLogEvents.Altered(logger, string.Create(
            CultureInfo.InvariantCulture, $"The event at position {position} is not the one that the tree has committed to. Run passkey-ledger verify."));
        return AuditExceptions.Internal();
    }
}
