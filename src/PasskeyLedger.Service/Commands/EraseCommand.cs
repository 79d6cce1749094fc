using System.CommandLine;

namespace PasskeyLedger.Service.Commands;

/// <param name="Pool">The user pool's id.</param>
/// <param name="Sub">The user.</param>
/// <param name="Reason">Why, for the record.</param>
/// <param name="By">Who has it erased, for the record.</param>
/// <param name="Json">Print as JSON.</param>
public sealed record EraseOptions(string Pool, string Sub, string Reason, string By, bool Json);

/// <summary>Erases the personal data of a user.</summary>
/// <returns>An exit code.</returns>
public delegate Task<int> Erase(
    string[] configurationArguments, EraseOptions options, TextWriter output, TextWriter error, CancellationToken cancellationToken);

/// <summary><c>erase &lt;pool&gt; &lt;sub&gt; --reason &lt;text&gt; [--by &lt;name&gt;] [--yes] [--json]</c>.</summary>
internal static class EraseCommand
{
    private const int LongestReason = 512;

    public static Command Create(string[] configurationArguments, Erase erase, Func<string?> readConfirmation)
    {
        var pool = new Argument<string>("pool") { Description = "The user pool's id." };
        var sub = new Argument<string>("sub") { Description = "The user: the sub of the access token." };
        var reason = new Option<string>("--reason") { Description = "Why, for the record. It stays readable.", Required = true };
        var by = new Option<string>("--by") { Description = "Who has it erased, for the record.", DefaultValueFactory = _ => Environment.UserName };
        var yes = new Option<bool>("--yes") { Description = "Do not ask." };
        var json = new Option<bool>("--json") { Description = "Print as JSON." };
        Refuse(reason, text => text.Length is 0 or > LongestReason, $"--reason takes 1 to {LongestReason} characters.");
        Refuse(reason, text => text.Any(char.IsControl), "--reason takes no control characters.");
        Refuse(by, string.IsNullOrWhiteSpace, "--by takes a name.");

        var command = new Command("erase", "Makes the personal data of a user unreadable for ever, and records that.") { pool, sub, reason, by, yes, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var options = new EraseOptions(
                parsed.GetRequiredValue(pool),
                parsed.GetRequiredValue(sub),
                parsed.GetRequiredValue(reason),
                parsed.GetRequiredValue(by),
                parsed.GetValue(json));
            var error = parsed.InvocationConfiguration.Error;
            return parsed.GetValue(yes) || await IsConfirmedAsync(options, readConfirmation, error)
                ? await erase(configurationArguments, options, parsed.InvocationConfiguration.Output, error, cancellationToken)
                : ExitCode.Usage;
        });
        return command;
    }

    private static async Task<bool> IsConfirmedAsync(EraseOptions options, Func<string?> readConfirmation, TextWriter error)
    {
        await error.WriteLineAsync($"This makes the personal data of user {Printable.Of(options.Sub)} in pool {Printable.Of(options.Pool)} unreadable for ever. Type the sub to go on:");
        var typed = readConfirmation();
        if (typed?.Trim() == options.Sub)
            return true;
        await error.WriteLineAsync(typed is null
            ? "There is nobody to ask. Pass --yes where it is meant. Nothing was erased."
            : "That is not the sub. Nothing was erased.");
        return false;
    }

    private static void Refuse(Option<string> option, Func<string, bool> isWrong, string message) => option.Validators.Add(result =>
    {
        if (result.Tokens is [.., var token] && isWrong(token.Value))
            result.AddError(message);
    });
}
