using Npgsql;

namespace PasskeyLedger.EventStore.Reading;

/// <summary>
/// Reads the log over a connection of its own, a page ahead of who handles the pages: one backend of the database reads while another
/// writes. Only behind a full page is there more to be read at once.
/// </summary>
internal sealed class ReadAhead(NpgsqlConnection connection, LogReader log, int most) : IAsyncDisposable
{
    private Task<LogPage>? ahead;

    /// <summary>The page above a position: where the page before was full, the position of its last event.</summary>
    public async Task<LogPage> ReadAsync(long position, CancellationToken cancellationToken)
    {
        var reading = ahead ?? log.ReadAsync(connection, position, most, cancellationToken);
        ahead = null;
        var page = await reading;
        if (page.Events.Count == most)
            ahead = log.ReadAsync(connection, page.Events[^1].Position, most, cancellationToken);
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        // Who stops in the middle leaves a page behind that is being read.
        if (ahead is not null)
            await ((Task)ahead).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await connection.DisposeAsync();
    }
}
