using Microsoft.Playwright;

namespace PasskeyLedger.EndToEnd.Tests.Browser;

/// <summary>The Chromium of this machine, with one page and an authenticator built into the "device" (CDP domain WebAuthn).</summary>
public sealed class Chromium : IAsyncDisposable
{
    // What a headless browser in a container can do without: no GPU, and nothing fetched that the test did not ask for.
    private static readonly string[] Flags =
    [
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ];

    private readonly IPlaywright playwright;
    private readonly IBrowser browser;
    private readonly List<string> consoleErrors = [];

    private Chromium(IPlaywright playwright, IBrowser browser, IPage page)
    {
        this.playwright = playwright;
        this.browser = browser;
        Page = page;
        page.Console += (_, message) => consoleErrors.AddRange(message.Type is "error" ? [message.Text] : []);
        page.PageError += (_, error) => consoleErrors.Add(error);
    }

    public IPage Page { get; }

    /// <summary>Errors that the page wrote to the console or did not catch.</summary>
    public IReadOnlyList<string> ConsoleErrors => consoleErrors;

    /// <summary>Starts the browser, with an authenticator that has a resident key and a user who is always present and verified.</summary>
    public static async Task<Chromium> StartAsync()
    {
        var program = InstalledProgram.OrSkip("chromium", "chromium-browser", "google-chrome");
        var driver = await Playwright.CreateAsync();
        var launched = await driver.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = program,
            Headless = true,
            ChromiumSandbox = !Environment.IsPrivilegedProcess,
            Args = Flags,
        });
        var chromium = new Chromium(driver, launched, await launched.NewPageAsync());
        await chromium.AddAuthenticatorAsync();
        return chromium;
    }

    public async ValueTask DisposeAsync()
    {
        await browser.DisposeAsync();
        playwright.Dispose();
    }

    private async Task AddAuthenticatorAsync()
    {
        var devTools = await Page.Context.NewCDPSessionAsync(Page);
        await devTools.SendAsync("WebAuthn.enable");
        await devTools.SendAsync("WebAuthn.addVirtualAuthenticator", new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["options"] = new
            {
                protocol = "ctap2",
                transport = "internal",
                hasResidentKey = true,
                hasUserVerification = true,
                isUserVerified = true,
                automaticPresenceSimulation = true,
            },
        });
    }
}
