using System.Globalization;
using System.Text.Json;
using PasskeyLedger.Messaging.Relaying;

namespace PasskeyLedger.Service.Commands;

/// <summary>How far the relay is and what holds it up, as <c>relay status</c> prints it.</summary>
/// <param name="IsConfigured">Whether a broker is configured where the command runs, which need not be where the relay does.</param>
/// <param name="IsActive">Whether any node publishes now. One that is paused or stands at an event does not.</param>
internal sealed record RelayStatus(RelayState State, RelayBacklog Backlog, bool IsConfigured, bool IsActive, DateTimeOffset Now)
{
    private string Word => State switch
    {
        { Stop: not null } => "stopped",
        { IsPaused: true } => "paused",
        { Waiting: not null } when IsActive => "waiting",
        _ when !IsConfigured && !IsActive => "not configured",
        _ => Backlog.Depth == 0 ? "up to date" : "behind",
    };

    private TimeSpan? Age => Backlog.Since is { } since ? (Now > since ? Now - since : TimeSpan.Zero) : null;

    public string ToJson() => JsonSerializer.Serialize(new
    {
        state = Word,
        active = IsActive,
        position = Backlog.Position,
        head = Backlog.Head,
        backlog = new { events = Backlog.Depth, seconds = Age?.TotalSeconds ?? 0 },
        waiting = State.Waiting is { } waiting ? new { since = waiting.Since, reason = waiting.Reason } : null,
        stopped = State.Stop is { } stop
            ? new { position = stop.Position, @event = stop.EventId, type = stop.EventType, attempts = stop.Attempts, reason = stop.Reason, at = stop.At }
            : null,
    });

    public async Task PrintAsync(TextWriter output)
    {
        await WriteAsync($"state     {Word}");
        if (Word == "not configured")
            await WriteAsync($"          No broker is configured here (RabbitMq:Uri), and no node publishes. Nothing is lost meanwhile.");
        else if (!IsActive && State.IsOpen)
            await WriteAsync($"          No node publishes.");
        await WriteAsync($"position  {Backlog.Position} of {Backlog.Head}");
        if (Age is { } age)
            await WriteAsync($"backlog   {Backlog.Depth} events, the oldest {age.TotalSeconds:0} s old");
        else
            await WriteAsync($"backlog   none");
        if (State.Stop is { } stop)
            await WriteAsync($"stands at {stop.EventType} {stop.EventId}, position {stop.Position}, after {stop.Attempts} attempts ({stop.At:u}): {stop.Reason}");
        if (State.Waiting is { } waiting)
            await WriteAsync($"waits     since {waiting.Since:u}: {waiting.Reason}");

        Task WriteAsync(FormattableString line) => output.WriteLineAsync(line.ToString(CultureInfo.InvariantCulture));
    }
}
