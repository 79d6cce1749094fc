using Microsoft.AspNetCore.Cors.Infrastructure;

namespace PasskeyLedger.Service.Protocol;

/// <summary>
/// Web pages of any origin may call: the token is in the body and nothing rides on cookies, and the SDKs for browsers that speak to
/// Cognito must work here as they are.
/// </summary>
internal static class CrossOriginCalls
{
    public static void Configure(CorsPolicyBuilder policy) => policy
        .AllowAnyOrigin()
        .WithMethods(HttpMethods.Post)
        .AllowAnyHeader()
        .WithExposedHeaders(AwsJsonEndpoint.RequestIdHeader, AwsJsonEndpoint.ErrorTypeHeader)
        .SetPreflightMaxAge(TimeSpan.FromHours(2));
}
