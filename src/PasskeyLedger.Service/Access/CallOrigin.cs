using System.Net;

namespace PasskeyLedger.Service.Access;

/// <summary>Where a call came from.</summary>
public sealed record CallOrigin
{
    /// <summary>The caller's address, behind the known proxies; null where the connection has none.</summary>
    public required IPAddress? Address { get; init; }

    public required IHeaderDictionary Headers { get; init; }

    public string? UserAgent { get; init; }

    public required string RequestId { get; init; }

    public string? TraceId { get; init; }

    public string? SpanId { get; init; }
}
