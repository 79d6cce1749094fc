using System.CommandLine;

namespace PasskeyLedger.Service.Commands;

/// <param name="DryRun">Print the SQL and change nothing.</param>
/// <param name="Json">Print it as JSON.</param>
public sealed record MigrateOptions(bool DryRun, bool Json);

/// <summary>Brings the database to this version.</summary>
/// <returns>An exit code.</returns>
public delegate Task<int> Migrate(
    string[] configurationArguments, MigrateOptions options, TextWriter output, CancellationToken cancellationToken);

/// <summary><c>migrate [--dry-run] [--json]</c>.</summary>
internal static class MigrateCommand
{
    public static Command Create(string[] configurationArguments, Migrate migrate)
    {
        var dryRun = new Option<bool>("--dry-run") { Description = "Print the SQL that would run, and change nothing." };
        var json = new Option<bool>("--json") { Description = "Print as JSON." };
        var command = new Command("migrate", "Brings the database to this version.") { dryRun, json };
        command.SetAction((parsed, cancellationToken) => migrate(
            configurationArguments,
            new MigrateOptions(parsed.GetValue(dryRun), parsed.GetValue(json)),
            parsed.InvocationConfiguration.Output,
            cancellationToken));
        return command;
    }
}
