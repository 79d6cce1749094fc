namespace PasskeyLedger.Service.Ledger;

/// <summary>The ledger's clock.</summary>
internal static class LedgerTime
{
    /// <summary>Now, in whole microseconds: what PostgreSQL keeps, so that a replay folds the very times that were decided on.</summary>
    public static DateTimeOffset Now(TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
    }
}
