using PasskeyLedger.EventStore;
using PasskeyLedger.Service.Access;
using PasskeyLedger.Service.Protocol;
using PasskeyLedger.Transparency.Merkle;
using PasskeyLedger.Transparency.Publishing;

namespace PasskeyLedger.Service.TransparencyLog;

/// <summary>
/// The log as C2SP tlog-tiles lays it out, below <c>/tlog</c>. The checkpoint and the hashes are public: a hash gives nothing away. Entries
/// are what the audit reads, and need an operator's access token as the bearer.
/// </summary>
internal static class TransparencyLogEndpoints
{
    private const string Forever = "public, max-age=31536000, immutable";
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    public static void MapTransparencyLog(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/tlog/checkpoint", Reading, (HttpContext http, PublishedLog log) => AnswerAsync(http, () => CheckpointAsync(http, log)));
        routes.MapMethods(
            "/tlog/tile/entries/{**path}",
            Reading,
            (HttpContext http, string? path, PublishedLog log, OperatorAccess access, ILogger<PublishedLog> logger) =>
                AnswerAsync(http, () => EntriesAsync(http, path ?? "", log, access, logger)));
        routes.MapMethods(
            "/tlog/tile/{level}/{**path}",
            Reading,
            (HttpContext http, string level, string? path, PublishedLog log) => AnswerAsync(http, () => TileAsync(http, level, path ?? "", log)));
    }

    private static async Task<IResult> CheckpointAsync(HttpContext http, PublishedLog log)
    {
        if (await log.LatestCheckpointAsync(http.RequestAborted) is not { } latest)
            return Results.NotFound();
        http.Response.Headers.CacheControl = "no-store";
        return Results.Text(latest.Note, "text/plain; charset=utf-8");
    }

    private static async Task<IResult> TileAsync(HttpContext http, string level, string path, PublishedLog log)
    {
        if (!TileId.TryParse(level, path, out var tile, out var width) || await log.TileAsync(tile, width, http.RequestAborted) is not { } hashes)
            return Results.NotFound();
        http.Response.Headers.CacheControl = Forever;
        return Results.Bytes(hashes, "application/octet-stream");
    }

    private static async Task<IResult> EntriesAsync(
        HttpContext http, string path, PublishedLog log, OperatorAccess access, ILogger<PublishedLog> logger)
    {
        switch (await access.AdmitAsync(BearerToken.Of(http.Request), CallOrigins.Of(http), http.RequestAborted))
        {
            case OperatorAdmission.Admitted { Operator: var reader }:
                if (!TileId.TryParse("0", path, out var tile, out var width))
                    return Results.NotFound();
                TransparencyLogEvents.EntriesRead(logger, reader.Sub.Value, reader.Issuer, tile.Index);
                return await EntriesAsync(http, tile.Index, width, log, logger);
            case OperatorAdmission.Denied:
                return Results.StatusCode(StatusCodes.Status403Forbidden);
            case OperatorAdmission.TooManyFromAddress:
                return Results.StatusCode(StatusCodes.Status429TooManyRequests);
            default:
                http.Response.Headers.WWWAuthenticate = BearerToken.Scheme;
                return Results.StatusCode(StatusCodes.Status401Unauthorized);
        }
    }

    private static async Task<IResult> EntriesAsync(HttpContext http, long tile, int width, PublishedLog log, ILogger logger)
    {
        try
        {
            if (await log.EntriesAsync(tile, width, http.RequestAborted) is not { } entries)
                return Results.NotFound();
            http.Response.Headers.CacheControl = "private, no-store";
            return Results.Bytes(entries, "application/octet-stream");
        }
        catch (InvalidDataException altered)
        {
            // Rather nothing than entries that the tree does not have.
            TransparencyLogEvents.Altered(logger, altered.Message);
            return Results.StatusCode(StatusCodes.Status500InternalServerError);
        }
    }

    private static async Task AnswerAsync(HttpContext http, Func<Task<IResult>> answer)
    {
        IResult result;
        try
        {
            result = await answer();
        }
        catch (EventStoreUnavailableException)
        {
            result = Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }

        await result.ExecuteAsync(http);
    }
}
