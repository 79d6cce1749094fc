using Microsoft.Playwright;
using PasskeyLedger.Testing;
using static Microsoft.Playwright.Assertions;

namespace PasskeyLedger.EndToEnd.Tests.Browser;

/// <summary>A person with a browser registers a passkey on the service's page and sees what the ledger keeps of it.</summary>
public sealed class ConsolePageTests(RunningService running, PostgresFixture postgres)
{
    [Fact]
    public async Task a_passkey_is_registered_listed_and_deleted_and_every_event_is_shown()
    {
        await using var chromium = await Chromium.StartAsync();
        var service = await running.GetAsync(postgres);
        var page = chromium.Page;
        await page.GotoAsync(service.Address.ToString());

        await page.GetByRole(AriaRole.Textbox, new() { Name = "Your name" }).FillAsync(RunningService.NewUsername());
        await page.GetByRole(AriaRole.Button, new() { Name = "Register a passkey" }).ClickAsync();

        var passkeys = page.GetByRole(AriaRole.Region, new() { Name = "Your passkeys" });
        var delete = passkeys.GetByRole(AriaRole.Button, new() { Name = "Delete" });
        var ledger = page.GetByRole(AriaRole.Region, new() { Name = "What the ledger holds" });
        await Expect(delete).ToHaveCountAsync(1);
        await Expect(passkeys).ToContainTextAsync("localhost");
        await Expect(ledger).ToContainTextAsync("registration_started");
        await Expect(ledger).ToContainTextAsync("registration_completed");
        await ScreenshotAsync(page, "registered");

        await delete.ClickAsync();

        await Expect(delete).ToHaveCountAsync(0);
        await Expect(ledger).ToContainTextAsync("credential_deleted");
        await ScreenshotAsync(page, "deleted");
        chromium.ConsoleErrors.ShouldBeEmpty();
    }

    /// <summary>Kept to be looked at, in the repository's artifacts folder.</summary>
    private static Task ScreenshotAsync(IPage page, string name) => page.ScreenshotAsync(new PageScreenshotOptions
    {
        Path = Path.Combine(Repository.Root, "artifacts", "end-to-end", $"console-{name}.png"),
        FullPage = true,
    });
}
