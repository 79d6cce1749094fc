using System.CommandLine;
using System.Globalization;
using PasskeyLedger.Messaging.Relaying;

namespace PasskeyLedger.Service.Commands;

/// <summary>
/// <c>relay pause</c>, <c>relay resume</c>, and <c>relay rewind --to &lt;position&gt; | --from-now</c>. A running relay heeds them within a
/// second or two.
/// </summary>
internal static class RelayOrderCommands
{
    public static Command Pause(string[] configurationArguments) => Order(
        configurationArguments,
        new Command("pause", "Stops publishing. The ledger goes on, and nothing is lost."),
        (control, cancellationToken) => control.PauseAsync(cancellationToken),
        "The relay is paused.");

    public static Command Resume(string[] configurationArguments) => Order(
        configurationArguments,
        new Command("resume", "Publishes again, and tries an event again that the relay stopped at."),
        (control, cancellationToken) => control.ResumeAsync(cancellationToken),
        "The relay goes on.");

    public static Command Rewind(string[] configurationArguments)
    {
        var to = new Option<long?>("--to") { Description = "The position after which to go on: 0 publishes everything again.", HelpName = "position" };
        to.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<long?>() < 0)
                result.AddError("--to must be 0 or more.");
        });
        var fromNow = new Option<bool>("--from-now") { Description = "Publish only what is appended from now on." };
        var command = new Command("rewind", "Sets where the relay goes on, back or forward.") { to, fromNow };
        command.Validators.Add(result =>
        {
            if (result.GetValue(to).HasValue == result.GetValue(fromNow))
                result.AddError("Give one of --to and --from-now.");
        });
        command.SetAction((parsed, cancellationToken) => RelayAccess.UseAsync(
            configurationArguments,
            parsed.InvocationConfiguration.Error,
            async (control, cancellation) =>
            {
                if (await control.MoveAsync(parsed.GetValue(to), cancellation) is { } position)
                {
                    await parsed.InvocationConfiguration.Output.WriteLineAsync(
                        string.Create(CultureInfo.InvariantCulture, $"The relay goes on after position {position}."));
                    return ExitCode.Done;
                }

                await parsed.InvocationConfiguration.Error.WriteLineAsync("The ledger does not go that far; nothing was changed.");
                return ExitCode.No;
            },
            cancellationToken));
        return command;
    }

    private static Command Order(string[] configurationArguments, Command command, Func<RelayControl, CancellationToken, Task> give, string done)
    {
        command.SetAction((parsed, cancellationToken) => RelayAccess.UseAsync(
            configurationArguments,
            parsed.InvocationConfiguration.Error,
            async (control, cancellation) =>
            {
                await give(control, cancellation);
                await parsed.InvocationConfiguration.Output.WriteLineAsync(done);
                return ExitCode.Done;
            },
            cancellationToken));
        return command;
    }
}
