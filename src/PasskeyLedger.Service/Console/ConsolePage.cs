using System.Net;
using System.Reflection;
using System.Text;

namespace PasskeyLedger.Service.WebConsole;

/// <summary>
/// The page at <c>GET /</c> and its files under <c>/console/</c>. In Development it has the try-it part and the
/// audit's; elsewhere neither these parts nor any of their files is served.
/// </summary>
public static class ConsolePage
{
    // Scripts and styles come from files of this origin alone, and no script may turn text into HTML.
    private const string ContentSecurityPolicy =
        "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; " +
        "require-trusted-types-for 'script'; trusted-types 'none'";

    private const string PermissionsPolicy =
        "publickey-credentials-create=(self), camera=(), geolocation=(), microphone=(), payment=(), usb=()";

    // What the page has in Development alone: each has a folder, an HTML file of its name in it, and a place of its name in the page.
    private static readonly string[] DevelopmentParts = ["try-it", "audit"];

    /// <summary>Maps the page and its files for GET and HEAD, with entity tags: an unchanged file is answered with 304.</summary>
    public static IEndpointConventionBuilder MapConsole(this IEndpointRouteBuilder endpoints)
    {
        var environment = endpoints.ServiceProvider.GetRequiredService<IHostEnvironment>();
        var files = ConsoleFile.SentAsTheyAre("page");
        if (environment.IsDevelopment())
            files = files.Concat(DevelopmentParts.SelectMany(ConsoleFile.SentAsTheyAre));

        var group = endpoints.MapGroup("");
        foreach (var file in files.Prepend(Page(environment)))
            group.MapMethods(file.Path, [HttpMethods.Get, HttpMethods.Head], context => SendAsync(file, context));
        return group;
    }

    private static ConsoleFile Page(IHostEnvironment environment)
    {
        var page = Encoding.UTF8.GetString(ConsoleFile.Read("page/page.html"))
            .Replace("{{environment}}", WebUtility.HtmlEncode(environment.EnvironmentName), StringComparison.Ordinal)
            .Replace("{{version}}", WebUtility.HtmlEncode(Version()), StringComparison.Ordinal);
        foreach (var part in DevelopmentParts)
        {
            var html = environment.IsDevelopment() ? Encoding.UTF8.GetString(ConsoleFile.Read($"{part}/{part}.html")) : "";
            page = page.Replace($"{{{{{part}}}}}", html, StringComparison.Ordinal);
        }

        return new ConsoleFile("/", "text/html; charset=utf-8", Encoding.UTF8.GetBytes(page));
    }

    /// <summary>The version without the commit that the SDK appends after <c>+</c>.</summary>
    private static string Version() =>
        typeof(ConsolePage).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "unknown";

    private static Task SendAsync(ConsoleFile file, HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Permissions-Policy"] = PermissionsPolicy;
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        // Kept, but asked about each time: a new version of the service brings its own page, whole.
        headers.CacheControl = "no-cache";
        return TypedResults.Bytes(file.Content, file.ContentType, entityTag: file.EntityTag).ExecuteAsync(context);
    }
}
