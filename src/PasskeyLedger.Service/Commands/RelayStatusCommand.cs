using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using PasskeyLedger.Messaging.Relaying;

namespace PasskeyLedger.Service.Commands;

/// <summary><c>relay status [--json]</c>: exit code 1 where the relay stands at an event.</summary>
internal static class RelayStatusCommand
{
    public static Command Create(string[] configurationArguments)
    {
        var json = new Option<bool>("--json") { Description = "Print as JSON." };
        var command = new Command("status", "Says how far the relay is, and what holds it up.") { json };
        command.SetAction((parsed, cancellationToken) => RelayAccess.UseAsync(
            configurationArguments,
            parsed.InvocationConfiguration.Error,
            async control =>
            {
                var state = await control.ReadAsync(cancellationToken);
                var backlog = await control.ReadBacklogAsync(cancellationToken);
                var output = parsed.InvocationConfiguration.Output;
                if (parsed.GetValue(json))
                    await output.WriteLineAsync(Json(state, backlog, DateTimeOffset.UtcNow));
                else
                    await PrintAsync(output, state, backlog, DateTimeOffset.UtcNow);
                return state.Stop is null ? ExitCode.Done : ExitCode.No;
            },
            cancellationToken));
        return command;
    }

    internal static string Json(RelayState state, RelayBacklog backlog, DateTimeOffset now) => JsonSerializer.Serialize(new
    {
        state = Word(state, backlog),
        position = backlog.Position,
        head = backlog.Head,
        backlog = new { events = backlog.Depth, seconds = Age(backlog, now)?.TotalSeconds ?? 0 },
        waiting = state.Waiting is { } waiting ? new { since = waiting.Since, reason = waiting.Reason } : null,
        stopped = state.Stop is { } stop
            ? new { position = stop.Position, @event = stop.EventId, type = stop.EventType, attempts = stop.Attempts, reason = stop.Reason, at = stop.At }
            : null,
    });

    private static async Task PrintAsync(TextWriter output, RelayState state, RelayBacklog backlog, DateTimeOffset now)
    {
        await WriteAsync($"state     {Word(state, backlog)}");
        await WriteAsync($"position  {backlog.Position} of {backlog.Head}");
        if (Age(backlog, now) is { } age)
            await WriteAsync($"backlog   {backlog.Depth} events, the oldest {age.TotalSeconds:0} s old");
        else
            await WriteAsync($"backlog   none");
        if (state.Stop is { } stop)
            await WriteAsync($"stands at {stop.EventType} {stop.EventId}, position {stop.Position}, after {stop.Attempts} attempts ({stop.At:u}): {stop.Reason}");
        if (state.Waiting is { } waiting)
            await WriteAsync($"waits     since {waiting.Since:u}: {waiting.Reason}");

        Task WriteAsync(FormattableString line) => output.WriteLineAsync(line.ToString(CultureInfo.InvariantCulture));
    }

    private static string Word(RelayState state, RelayBacklog backlog) => state switch
    {
        { Stop: not null } => "stopped",
        { IsPaused: true } => "paused",
        { Waiting: not null } => "waiting",
        _ => backlog.Depth == 0 ? "up to date" : "behind",
    };

    private static TimeSpan? Age(RelayBacklog backlog, DateTimeOffset now) => backlog.Since is { } since ? (now > since ? now - since : TimeSpan.Zero) : null;
}
