using System.Diagnostics;

namespace PasskeyLedger.Service.Telemetry;

/// <summary>The source of the service's own spans.</summary>
public static class ServiceTracing
{
    /// <summary>The source's name.</summary>
    public const string SourceName = "PasskeyLedger";

    public static ActivitySource Source { get; } = new(SourceName);

    /// <summary>Starts the span of one operation, by OpenTelemetry's conventions for RPC. Null where nobody listens.</summary>
    public static Activity? StartOperation(string service, string operation)
    {
        if (!Source.HasListeners())
            return null;
        var span = Source.StartActivity($"{service}/{operation}");
        span?.SetTag("rpc.system", "aws-api").SetTag("rpc.service", service).SetTag("rpc.method", operation);
        return span;
    }
}
