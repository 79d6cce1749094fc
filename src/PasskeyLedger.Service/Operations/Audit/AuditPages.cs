namespace PasskeyLedger.Service.Operations.Audit;

/// <summary>How large the pages of the audit are.</summary>
internal static class AuditPages
{
    public const int DefaultSize = 100;

    /// <summary>A page that holds this many bytes of events ends, whatever was asked for: one event's evidence may have 64 KiB.</summary>
    public const int LargestData = 4 * 1024 * 1024;
}
