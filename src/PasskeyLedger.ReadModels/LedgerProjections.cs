using PasskeyLedger.EventStore.Projecting;
using PasskeyLedger.ReadModels.Audit;
using PasskeyLedger.ReadModels.Credentials;

namespace PasskeyLedger.ReadModels;

/// <summary>The read models that are made from the ledger, each of which can be built anew.</summary>
public static class LedgerProjections
{
    public static IReadOnlyList<Projection> All { get; } = [CredentialProjection.Definition, AuditProjection.Definition];

    /// <summary>Whether they are made of anything personal in an event's data, beside its headers: of the evidence of a refusal alone.</summary>
    public static bool ReadSealedDataOf(string storedName) => storedName == AuditProjection.RejectedName;
}
