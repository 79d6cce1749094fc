using System.Diagnostics.Metrics;
using PasskeyLedger.Service.Telemetry;
using PasskeyLedger.Transparency.Notes;

namespace PasskeyLedger.Service.TransparencyLog;

/// <summary>How the signing goes on this node, told as metrics too. How far the tree is behind is told with the other subscriptions.</summary>
internal sealed class LogStatus
{
    private volatile string? trouble;
    private volatile string? growth;
    private long size;

    public LogStatus(IMeterFactory factory)
    {
        var meter = factory.Create(ServiceMetrics.MeterName);
        meter.CreateObservableGauge(
            "passkey_ledger.checkpoint.size", () => Size, "{event}", "Events that the last checkpoint covers which this node has seen.");
        meter.CreateObservableGauge(
            "passkey_ledger.checkpoint.refused", () => IsAlarming || Growth is not null ? 1 : 0, "{refusal}", "1 where the tree contradicts what was signed or cannot grow, or the key cannot be used.");
    }

    /// <summary>Why no checkpoint is signed, as a sentence; null where they are.</summary>
    public string? Trouble
    {
        get => trouble;
        set => trouble = value;
    }

    /// <summary>Whether the trouble is one that an operator must look into.</summary>
    public bool IsAlarming { get; set; }

    /// <summary>Why the tree does not grow on this node, as a sentence; null where it does, or where it was never asked to. It stands until this node grows the tree again.</summary>
    public string? Growth
    {
        get => growth;
        set => growth = value;
    }

    /// <summary>The key that signs; null where none does.</summary>
    public VerifierKey? Key { get; set; }

    /// <summary>The events that the last checkpoint covers which this node knows of.</summary>
    public long Size
    {
        get => Interlocked.Read(ref size);
        set => Interlocked.Exchange(ref size, value);
    }
}
