using Npgsql;

namespace PasskeyLedger.Messaging.Relaying;

/// <summary>What the relay is told by operators, and what it says of itself.</summary>
/// <param name="Moves">How often its checkpoint was moved by hand.</param>
/// <param name="Stop">The event that it could not publish and stands at; null where there is none.</param>
/// <param name="Waiting">Why it waits for the broker; null where it does not.</param>
public sealed record RelayState(bool IsPaused, long Moves, RelayStop? Stop, RelayWaiting? Waiting)
{
    /// <summary>Whether it may publish.</summary>
    public bool IsOpen => !IsPaused && Stop is null;

    internal static RelayState Read(NpgsqlDataReader row) => new(
        row.GetBoolean(0),
        row.GetInt64(1),
        row.IsDBNull(2)
            ? null
            : new(row.GetInt64(2), row.GetGuid(3), row.GetString(4), row.GetString(5), row.GetInt32(6), row.GetFieldValue<DateTimeOffset>(7)),
        row.IsDBNull(8) ? null : new(row.GetFieldValue<DateTimeOffset>(8), row.GetString(9)));
}

/// <summary>An event that could not be published, in spite of so many attempts.</summary>
public sealed record RelayStop(long Position, Guid EventId, string EventType, string Reason, int Attempts, DateTimeOffset At);

/// <summary>Since when the broker is waited for, and why.</summary>
public sealed record RelayWaiting(DateTimeOffset Since, string Reason);

/// <summary>What is still to be published.</summary>
/// <param name="Position">The position up to which everything is.</param>
/// <param name="Head">The log's last position.</param>
/// <param name="Depth">How many events are between.</param>
/// <param name="Since">When the first of them happened; null where there is none.</param>
public sealed record RelayBacklog(long Position, long Head, long Depth, DateTimeOffset? Since);
