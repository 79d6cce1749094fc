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

    [Fact]
    public async Task an_operator_searches_the_audit_and_is_told_a_registrations_story()
    {
        await using var chromium = await Chromium.StartAsync();
        var service = await running.GetAsync(postgres);
        var page = chromium.Page;
        await page.GotoAsync(service.Address.ToString());
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Your name" }).FillAsync(RunningService.NewUsername());
        await page.GetByRole(AriaRole.Button, new() { Name = "Register a passkey" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "What the ledger holds" })).ToContainTextAsync("registration_completed");

        await page.GetByRole(AriaRole.Button, new() { Name = "Look at the audit as an operator" }).ClickAsync();
        var audit = page.GetByRole(AriaRole.Region, new() { Name = "The audit" });
        await audit.GetByRole(AriaRole.Combobox, new() { Name = "Event", Exact = true }).SelectOptionAsync("registration_completed");
        var found = audit.Locator("#audit-entries > li");
        // The audit follows the ledger by moments: it is asked until it has come so far.
        for (var attempt = 0; attempt < 100 && await found.Filter(new() { HasText = "registration_completed" }).CountAsync() == 0; attempt++)
        {
            await audit.GetByRole(AriaRole.Button, new() { Name = "Search" }).ClickAsync();
            await page.WaitForTimeoutAsync(100);
        }

        await Expect(found.First).ToContainTextAsync("registration_completed");
        await found.First.Locator("summary").ClickAsync();
        await found.First.GetByRole(AriaRole.Button, new() { Name = "Tell the registration's story" }).ClickAsync();

        var story = audit.Locator("#audit-story");
        await Expect(story).ToContainTextAsync("registration_started");
        await Expect(story).ToContainTextAsync("registration_completed");
        await story.GetByText("The evidence, taken apart", new() { Exact = true }).ClickAsync();
        await Expect(story).ToContainTextAsync("webauthn.create");
        await ScreenshotAsync(page, "audit");
        chromium.ConsoleErrors.ShouldBeEmpty();
    }

    /// <summary>Kept to be looked at, in the repository's artifacts folder.</summary>
    private static Task ScreenshotAsync(IPage page, string name) => page.ScreenshotAsync(new PageScreenshotOptions
    {
        Path = Path.Combine(Repository.Root, "artifacts", "end-to-end", $"console-{name}.png"),
        FullPage = true,
    });
}
