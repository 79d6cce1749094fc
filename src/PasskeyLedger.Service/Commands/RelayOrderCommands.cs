using System.CommandLine;
using System.Globalization;

namespace PasskeyLedger.Service.Commands;

/// <summary>
/// <c>relay pause</c>, <c>relay resume</c>, and <c>relay rewind --to &lt;position&gt; | --from-now</c>. A running relay heeds them within a
/// second or two.
/// </summary>
internal static class RelayOrderCommands
{
    public static Command Pause(string[] configurationArguments)
    {
        var command = new Command("pause", "Stops publishing. The ledger goes on, and nothing is lost.");
        command.SetAction((parsed, cancellationToken) => RelayAccess.UseAsync(
            configurationArguments,
            parsed.InvocationConfiguration.Error,
            async control =>
            {
                await control.PauseAsync(cancellationToken);
                await parsed.InvocationConfiguration.Output.WriteLineAsync("The relay is paused.");
                return ExitCode.Done;
            },
            cancellationToken));
        return command;
    }

    public static Command Resume(string[] configurationArguments)
    {
        var command = new Command("resume", "Publishes again, and tries an event again that the relay stopped at.");
        command.SetAction((parsed, cancellationToken) => RelayAccess.UseAsync(
            configurationArguments,
            parsed.InvocationConfiguration.Error,
            async control =>
            {
                await control.ResumeAsync(cancellationToken);
                await parsed.InvocationConfiguration.Output.WriteLineAsync("The relay goes on.");
                return ExitCode.Done;
            },
            cancellationToken));
        return command;
    }

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
            async control =>
            {
                if (await control.MoveAsync(parsed.GetValue(to), cancellationToken) is { } position)
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
}
