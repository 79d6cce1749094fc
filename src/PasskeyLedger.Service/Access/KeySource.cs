using System.Net;
using System.Text.Json;

namespace PasskeyLedger.Service.Access;

/// <summary>Gets an issuer's keys from where they are published.</summary>
public delegate Task<KeyFetch> KeySource(CancellationToken cancellationToken);

/// <summary>What became of getting an issuer's keys.</summary>
public abstract record KeyFetch
{
    private KeyFetch()
    {
    }

    public sealed record Fetched(SigningKeys Keys) : KeyFetch;

    /// <param name="Why">For the log: where it was tried and what was wrong there.</param>
    public sealed record Failed(string Why) : KeyFetch;
}

/// <summary>The places that keys come from.</summary>
public static class KeySources
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    /// <summary>A client for <see cref="Discovery"/> and <see cref="Published"/>: bounded in time and size, follows no redirect.</summary>
    public static HttpClient CreateHttpClient() => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    })
    {
        Timeout = Timeout,
        MaxResponseContentBufferSize = SigningKeys.MaximumLength,
    };

    /// <summary>
    /// OpenID Connect Discovery 1.0: the <c>jwks_uri</c> of the document at the issuer (section 4), whose <c>issuer</c>
    /// must be exactly this one (section 4.3).
    /// </summary>
    /// <param name="requireHttps">Refuses a <c>jwks_uri</c> that is not https.</param>
    public static KeySource Discovery(HttpClient http, string issuer, bool requireHttps)
    {
        var document = new Uri(issuer.TrimEnd('/') + "/.well-known/openid-configuration");
        return async cancellationToken => await GetAsync(http, document, cancellationToken) switch
        {
            { Body: { } body } => ReadDiscovery(body, issuer, requireHttps) switch
            {
                { Keys: { } keys } => await Published(http, keys)(cancellationToken),
                { Fault: var fault } => new KeyFetch.Failed($"{document} {fault}"),
            },
            { Fault: var fault } => new KeyFetch.Failed(fault!),
        };
    }

    /// <summary>A JWK set at a URL.</summary>
    public static KeySource Published(HttpClient http, Uri address) => async cancellationToken =>
        await GetAsync(http, address, cancellationToken) switch
        {
            { Body: { } body } => Read(body, address.ToString()),
            { Fault: var fault } => new KeyFetch.Failed(fault!),
        };

    /// <summary>A JWK set in a file.</summary>
    public static KeySource InFile(string path) => async cancellationToken =>
    {
        try
        {
            return Read(await File.ReadAllBytesAsync(path, cancellationToken), path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new KeyFetch.Failed($"{path} cannot be read: {exception.GetType().Name}");
        }
    };

    /// <summary>Keys that are known already.</summary>
    public static KeySource Known(SigningKeys keys) => _ => Task.FromResult<KeyFetch>(new KeyFetch.Fetched(keys));

    private static KeyFetch Read(byte[] json, string place) =>
        SigningKeys.TryRead(json, out var keys, out var fault) ? new KeyFetch.Fetched(keys) : new KeyFetch.Failed($"{place} {fault}");

    private static (Uri? Keys, string? Fault) ReadDiscovery(byte[] json, string issuer, bool requireHttps)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind != JsonValueKind.Object
                || !document.RootElement.TryGetProperty("issuer", out var named) || named.ValueKind != JsonValueKind.String
                || !document.RootElement.TryGetProperty("jwks_uri", out var keys) || keys.ValueKind != JsonValueKind.String)
                return (null, "is not a discovery document: it lacks issuer or jwks_uri");
            if (named.GetString() != issuer)
                return (null, "is another issuer's");
            if (!Uri.TryCreate(keys.GetString(), UriKind.Absolute, out var address)
                || (address.Scheme != Uri.UriSchemeHttps && (requireHttps || address.Scheme != Uri.UriSchemeHttp)))
                return (null, "names a jwks_uri that is not an https URL");
            return (address, null);
        }
        catch (JsonException)
        {
            return (null, "is not JSON");
        }
    }

    private static async Task<(byte[]? Body, string? Fault)> GetAsync(HttpClient http, Uri address, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await http.GetAsync(address, cancellationToken);
            return response.StatusCode == HttpStatusCode.OK
                ? (await response.Content.ReadAsByteArrayAsync(cancellationToken), null)
                : (null, $"{address} answered {(int)response.StatusCode}");
        }
        catch (HttpRequestException exception)
        {
            return (null, $"{address} cannot be read: {exception.HttpRequestError}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (null, $"{address} did not answer within {http.Timeout.TotalSeconds} seconds");
        }
    }
}
