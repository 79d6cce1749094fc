using System.Globalization;
using System.Text.Json;
using PasskeyLedger.Contracts;
using PasskeyLedger.EventStore;
using PasskeyLedger.ReadModels;
using PasskeyLedger.Service.Access;

namespace PasskeyLedger.Service.Development;

/// <summary>
/// <c>GET /dev/events?after={version}</c> with the user's access token as the bearer: the user's own stream, for the page's try-it part.
/// </summary>
internal static class DevelopmentEvents
{
    public static void MapDevelopmentEvents(this IEndpointRouteBuilder routes) => routes.MapGet("/dev/events", HandleAsync);

    private static async Task HandleAsync(HttpContext http, AccessTokenVerifier tokens, IEventStore store)
    {
        if (BearerToken.Of(http.Request) is not { } token
            || await tokens.VerifyAsync(token, http.RequestAborted) is not TokenVerdict.Verified { Caller: var caller })
        {
            await RefuseAsync(http);
            return;
        }

        var after = long.TryParse(http.Request.Query["after"], NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0;
        var stream = LedgerStreams.User(caller.Pool.Value, caller.Sub.Value);
        var slice = await store.ReadStreamAsync(stream, new ReadRange(AfterVersion: after), http.RequestAborted);

        http.Response.ContentType = "application/json";
        http.Response.Headers.CacheControl = "no-store";
        await using var json = new Utf8JsonWriter(http.Response.BodyWriter);
        Write(json, stream, slice);
    }

    private static async Task RefuseAsync(HttpContext http)
    {
        var refusal = new NotAuthorizedException("The access token is missing, or not valid for this service.");
        http.Response.StatusCode = StatusCodes.Status401Unauthorized;
        http.Response.Headers.WWWAuthenticate = BearerToken.Scheme;
        http.Response.ContentType = "application/json";
        await using var json = new Utf8JsonWriter(http.Response.BodyWriter);
        refusal.WriteTo(json);
    }

    private static void Write(Utf8JsonWriter json, StreamId stream, StreamSlice slice)
    {
        json.WriteStartObject();
        json.WriteString("stream", stream.Key.Value);
        json.WriteNumber("version", slice.StreamVersion);
        json.WriteStartArray("events");
        foreach (var stored in slice.Events)
        {
            json.WriteStartObject();
            json.WriteNumber("position", stored.Position);
            json.WriteNumber("version", stored.Version);
            json.WriteString("id", stored.Id);
            json.WriteString("type", stored.Type);
            json.WriteString("timestamp", stored.Timestamp);
            json.WritePropertyName("data");
            json.WriteRawValue(stored.Data.Span, skipInputValidation: true);
            if (!stored.Headers.IsEmpty)
            {
                json.WritePropertyName("headers");
                json.WriteRawValue(stored.Headers.Span, skipInputValidation: true);
            }

            WriteUnreadable(json, stored);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteUnreadable(Utf8JsonWriter json, StoredEvent stored)
    {
        if (stored.Unreadable.Count == 0)
            return;
        json.WriteStartObject("unreadable");
        foreach (var (path, reason) in stored.Unreadable)
            json.WriteString(path, reason.ToString());
        json.WriteEndObject();
    }
}
