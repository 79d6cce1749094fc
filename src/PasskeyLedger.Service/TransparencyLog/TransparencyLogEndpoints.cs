using System.Text.Json;
using PasskeyLedger.Contracts.Audit;
using PasskeyLedger.EventStore;
using PasskeyLedger.Service.Access;
using PasskeyLedger.Service.Operations.Audit;
using PasskeyLedger.Service.Protocol;
using PasskeyLedger.Transparency.Merkle;
using PasskeyLedger.Transparency.Publishing;

namespace PasskeyLedger.Service.TransparencyLog;

/// <summary>
/// The log as C2SP tlog-tiles lays it out, below <c>/tlog</c>. The checkpoint and the hashes are public: a hash gives nothing away. Entries
/// are what the audit reads, and need an operator's access token as the bearer. The service's network rules and the rate of an address hold
/// here, too. What is not there yet may be there soon, so only what is found may be kept.
/// </summary>
internal static class TransparencyLogEndpoints
{
    private const string Forever = "public, max-age=31536000, immutable";
    private const string Never = "no-store";
    private const string OnlyForTheCaller = "private, no-store";

    // A rate is of a minute, and its bucket refills evenly.
    private const string RetryAfterSeconds = "10";

    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    public static void MapTransparencyLog(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/tlog/checkpoint", Reading, (HttpContext http, PublishedLog log, OriginAccess origins, ILogger<PublishedLog> logger) =>
            AnswerAsync(http, logger, () => ForAnybodyAsync(http, origins, () => CheckpointAsync(http, log))));
        routes.MapMethods("/tlog/tile/entries/{**path}", Reading, (HttpContext http, string? path, PublishedLog log, RecordedRead reads, ILogger<PublishedLog> logger) =>
            AnswerAsync(http, logger, () => EntriesAsync(http, path ?? "", log, reads)));
        routes.MapMethods(
            "/tlog/tile/{level}/{**path}",
            Reading,
            (HttpContext http, string level, string? path, PublishedLog log, OriginAccess origins, ILogger<PublishedLog> logger) =>
                AnswerAsync(http, logger, () => ForAnybodyAsync(http, origins, () => TileAsync(http, level, path ?? "", log))));
    }

    // Whoever reads entries is asked this with the token.
    private static Task<IResult> ForAnybodyAsync(HttpContext http, OriginAccess origins, Func<Task<IResult>> read) =>
        origins.Refuse(CallOrigins.Of(http)) switch
        {
            null => read(),
            OriginRefusal.Denied => throw AuditExceptions.Forbidden(),
            _ => throw AuditExceptions.TooManyFromAddress(),
        };

    private static async Task<IResult> CheckpointAsync(HttpContext http, PublishedLog log)
    {
        if (await log.LatestCheckpointAsync(http.RequestAborted) is not { } latest)
            return Results.NotFound();
        return Results.Text(latest.Note, "text/plain; charset=utf-8");
    }

    private static async Task<IResult> TileAsync(HttpContext http, string level, string path, PublishedLog log)
    {
        if (!TileId.TryParse(level, path, out var tile, out var width) || await log.TileAsync(tile, width, http.RequestAborted) is not { } hashes)
            return Results.NotFound();
        http.Response.Headers.CacheControl = Forever;
        return Results.Bytes(hashes, "application/octet-stream");
    }

    // A read of the audit like the others: an operator's, and on record before it is answered.
    private static async Task<IResult> EntriesAsync(HttpContext http, string path, PublishedLog log, RecordedRead reads)
    {
        var request = JsonSerializer.SerializeToUtf8Bytes(new { Tile = path });
        var entries = await reads.ExecuteAsync(
            "ReadLogEntries",
            BearerToken.Of(http.Request) ?? "",
            request,
            CallOrigins.Of(http),
            async () => TileId.TryParse("0", path, out var tile, out var width) && await log.EntriesAsync(tile.Index, width, http.RequestAborted) is { } found
                ? new ReadAnswer<byte[]>(found, width)
                : null,
            http.RequestAborted);
        http.Response.Headers.CacheControl = OnlyForTheCaller;
        return Results.Bytes(entries, "application/octet-stream");
    }

    private static async Task AnswerAsync(HttpContext http, ILogger logger, Func<Task<IResult>> answer)
    {
        // Without a word a cache may keep even a 404.
        http.Response.Headers.CacheControl = Never;
        IResult result;
        try
        {
            result = await answer();
        }
        catch (EventStoreUnavailableException)
        {
            result = Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }
        catch (InvalidDataException altered)
        {
            // Rather nothing than entries that the tree does not have.
            TransparencyLogEvents.Altered(logger, altered.Message);
            result = Results.StatusCode(StatusCodes.Status500InternalServerError);
        }
        catch (Contracts.ServiceException refusal)
        {
            result = Results.StatusCode(StatusOf(refusal));
            if (refusal is NotAuthorizedException)
                http.Response.Headers.WWWAuthenticate = BearerToken.Scheme;
            if (refusal is TooManyRequestsException)
                http.Response.Headers.RetryAfter = RetryAfterSeconds;
        }

        await result.ExecuteAsync(http);
    }

    private static int StatusOf(Contracts.ServiceException refusal) => refusal switch
    {
        NotAuthorizedException => StatusCodes.Status401Unauthorized,
        ForbiddenException => StatusCodes.Status403Forbidden,
        TooManyRequestsException => StatusCodes.Status429TooManyRequests,
        ResourceNotFoundException => StatusCodes.Status404NotFound,
        _ => StatusCodes.Status500InternalServerError,
    };
}
