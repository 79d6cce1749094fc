using PasskeyLedger.EventStore.Projecting;
using PasskeyLedger.ReadModels.Audit;
using PasskeyLedger.ReadModels.Credentials;

namespace PasskeyLedger.ReadModels;

/// <summary>The read models that are made from the ledger, each of which can be built anew.</summary>
public static class LedgerProjections
{
    public static IReadOnlyList<Projection> All { get; } = [CredentialProjection.Definition, AuditProjection.Definition];
}
