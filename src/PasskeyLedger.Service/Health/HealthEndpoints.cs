using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace PasskeyLedger.Service.Health;

/// <summary>
/// <c>/health/live</c>: the process answers. <c>/health/ready</c>: it can do its work; 503 where it cannot, and 200 where
/// that is only degraded.
/// </summary>
internal static class HealthEndpoints
{
    public static void MapLedgerHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false });
        routes.Map("/health/ready", new RequestDelegate(AnswerAsync));
    }

    private static async Task AnswerAsync(HttpContext http)
    {
        var report = await http.RequestServices.GetRequiredService<SharedReadiness>().ReportAsync(http.RequestAborted);
        http.Response.StatusCode = report.Status == HealthStatus.Unhealthy ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK;
        http.Response.Headers.CacheControl = "no-store";
        await http.Response.WriteAsJsonAsync(new
        {
            status = report.Status.ToString(),
            checks = report.Entries.ToDictionary(entry => entry.Key, entry => new
            {
                status = entry.Value.Status.ToString(),
                entry.Value.Description,
                details = entry.Value.Data.Count == 0 ? null : entry.Value.Data,
            }),
        });
    }
}
