using Npgsql;
using NpgsqlTypes;
using PasskeyLedger.EventStore.Appending;

namespace PasskeyLedger.EventStore.Reading;

/// <summary>Reads the log as far as it is settled.</summary>
/// <param name="skipped">The types of events of which the envelope is enough: their data comes empty. Null: none.</param>
internal sealed class LogReader(SettledLog settled, IReadOnlyList<string>? skipped = null)
{
    private static readonly string ReadSql = EmbeddedSql.Read("Reading.ReadLog.sql");
    private static readonly string DrawSql = EmbeddedSql.Read("Reading.DrawTransactionId.sql");

    private readonly RecentEvents recent = new();

    /// <summary>
    /// As <see cref="ReadAsync"/>, for one who follows the log: what this node has appended or another follower has read a moment ago is
    /// handed out from memory. Such a page may be shorter than there is more.
    /// </summary>
    /// <param name="server">When the server at the connection's other end was started.</param>
    public async Task<LogPage> FollowAsync(
        NpgsqlConnection connection, DateTimeOffset server, long afterPosition, int most, CancellationToken cancellationToken)
    {
        if (recent.After(server, afterPosition, most) is { Count: > 0 } known)
            return new(known, null);
        var page = await ReadAsync(connection, afterPosition, most, cancellationToken);
        if (page.Events.Count > 0)
            recent.Keep(server, afterPosition, page.Events);
        return page;
    }

    /// <summary>Keeps what has been appended from this node for those who follow the log here.</summary>
    /// <param name="server">When the server was started that has it.</param>
    public void Keep(DateTimeOffset server, IReadOnlyList<AppendedEvent> appended) => recent.Keep(server, appended);

    /// <summary>Reads at most so many events above a position. A page that stops at a gap says so: it may go on at any time.</summary>
    public async Task<LogPage> ReadAsync(NpgsqlConnection connection, long afterPosition, int most, CancellationToken cancellationToken)
    {
        try
        {
            var page = await ReadSettledAsync(connection, afterPosition, most, cancellationToken);
            if (page.Events.Count > 0 || page.Gap is not { } gap || settled.IsMarked(gap.Server, gap.After))
                return page;

            // Nothing can be handed out before the gap: it is looked into. Where nobody is writing, the second look settles it.
            settled.Mark(gap.Server, gap.SeenThrough, await DrawTransactionIdAsync(connection, cancellationToken));
            return await ReadSettledAsync(connection, afterPosition, most, cancellationToken);
        }
        catch (Exception failure) when (DatabaseFailure.IsUnavailable(failure))
        {
            Forget();
            throw;
        }
    }

    /// <summary>Reads what is visible above a position, gaps or not: for one who knows by other means what may still appear.</summary>
    public async Task<IReadOnlyList<StoredEvent>> ReadVisibleAsync(
        NpgsqlConnection connection, long afterPosition, int most, CancellationToken cancellationToken) =>
        (await QueryAsync(connection, afterPosition, most, cancellationToken)).Events;

    /// <summary>The database was away, and what comes back may be another one: nothing is known of it.</summary>
    public void Forget()
    {
        settled.Forget();
        recent.Forget();
    }

    private async Task<LogPage> ReadSettledAsync(NpgsqlConnection connection, long afterPosition, int most, CancellationToken cancellationToken)
    {
        // Asked before the snapshot is taken: what another reader settles while this one reads is not known to hold for it.
        var (of, known) = settled.Through;
        var (events, server, horizon) = await QueryAsync(connection, afterPosition, most, cancellationToken);
        if (events.Count == 0)
            return new(events, null);
        var through = Math.Max(of == server ? known : 0, settled.Settle(server, horizon));
        var count = SettledLog.CountSettled(events, afterPosition, through);
        if (count == events.Count)
            return new(events, null);

        var gap = new LogGap(count == 0 ? afterPosition : events[count - 1].Position, events[^1].Position, server);
        events.RemoveRange(count, events.Count - count);
        return new(events, gap);
    }

    private async Task<(List<StoredEvent> Events, DateTimeOffset Server, ulong Horizon)> QueryAsync(
        NpgsqlConnection connection, long afterPosition, int most, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(ReadSql, connection)
        {
            Parameters =
            {
                new NpgsqlParameter<long> { NpgsqlDbType = NpgsqlDbType.Bigint, TypedValue = afterPosition },
                new NpgsqlParameter<int> { NpgsqlDbType = NpgsqlDbType.Integer, TypedValue = most },
                new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Varchar, Value = (skipped ?? []).ToArray() },
            },
        };
        await command.PrepareAsync(cancellationToken);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        List<StoredEvent> events = [];

        // Where there is no event nothing is to be settled either.
        var server = default(DateTimeOffset);
        var horizon = 0UL;
        while (await reader.ReadAsync(cancellationToken))
        {
            if (events.Count == 0)
                (horizon, server) = (reader.GetFieldValue<ulong>(0), reader.GetFieldValue<DateTimeOffset>(1));
            events.Add(StoredEventRow.Read(reader, first: 2, new(new(reader.GetString(12)), new(reader.GetString(13)))));
        }

        return (events, server, horizon);
    }

    private static async Task<ulong> DrawTransactionIdAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(DrawSql, connection);
        return (ulong)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}

/// <summary>Events that follow each other in the log, and what stands in the way of more.</summary>
internal sealed record LogPage(IReadOnlyList<StoredEvent> Events, LogGap? Gap);

/// <summary>A gap after a position that may still be filled, and the greatest position seen beyond it.</summary>
/// <param name="Server">When the server was started that it was seen on.</param>
internal readonly record struct LogGap(long After, long SeenThrough, DateTimeOffset Server);
