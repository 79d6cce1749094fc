using System.Reflection;
using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

// Not PasskeyLedger.Service.Console: that name would hide System.Console in the whole service.
namespace PasskeyLedger.Service.WebConsole;

/// <summary>A file of the page as it is sent, with a strong entity tag over its bytes.</summary>
internal sealed record ConsoleFile(string Path, string ContentType, ReadOnlyMemory<byte> Content)
{
    private const string ResourcePrefix = "console/";

    public EntityTagHeaderValue EntityTag { get; } = new($"\"{Convert.ToHexStringLower(SHA256.HashData(Content.Span))[..32]}\"");

    /// <summary>The embedded files of one folder (<c>page</c>, <c>try-it</c>, …) that are sent as they are; HTML is put together first.</summary>
    public static IEnumerable<ConsoleFile> SentAsTheyAre(string folder) =>
        from resource in Assembly.GetManifestResourceNames()
        where resource.StartsWith($"{ResourcePrefix}{folder}/", StringComparison.Ordinal)
        where !resource.EndsWith(".html", StringComparison.Ordinal)
        select new ConsoleFile("/" + resource, ContentTypeOf(resource), Read(resource));

    /// <summary>The bytes of one embedded file, named as <c>page/page.html</c>.</summary>
    public static byte[] Read(string resource)
    {
        var name = resource.StartsWith(ResourcePrefix, StringComparison.Ordinal) ? resource : ResourcePrefix + resource;
        using var stream = Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The page's file {name} is not embedded in {Assembly.GetName().Name}.");
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }

    private static Assembly Assembly => typeof(ConsoleFile).Assembly;

    private static string ContentTypeOf(string resource) => System.IO.Path.GetExtension(resource) switch
    {
        ".js" => "text/javascript; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".svg" => "image/svg+xml",
        var other => throw new InvalidOperationException($"The page's file {resource} has no content type: {other} is not known."),
    };
}
