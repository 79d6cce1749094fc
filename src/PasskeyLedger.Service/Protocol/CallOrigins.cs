using System.Diagnostics;
using PasskeyLedger.Service.Access;

namespace PasskeyLedger.Service.Protocol;

/// <summary>Reads from a request where it came from.</summary>
internal static class CallOrigins
{
    // It is kept with every event, and it is the caller's own word.
    private const int LongestUserAgent = 512;

    public static CallOrigin Of(HttpContext http)
    {
        var userAgent = http.Request.Headers.UserAgent.ToString();
        return new()
        {
            Address = http.Connection.RemoteIpAddress is { IsIPv4MappedToIPv6: true } mapped ? mapped.MapToIPv4() : http.Connection.RemoteIpAddress,
            Headers = http.Request.Headers,
            UserAgent = userAgent.Length switch { 0 => null, > LongestUserAgent => userAgent[..LongestUserAgent], _ => userAgent },
            RequestId = Guid.CreateVersion7().ToString("D"),
            TraceId = Activity.Current?.TraceId.ToString(),
            SpanId = Activity.Current?.SpanId.ToString(),
        };
    }
}
