using System.Threading.Channels;
using Npgsql;
using PasskeyLedger.EventStore.Connections;

namespace PasskeyLedger.EventStore.Subscribing;

/// <summary>
/// Tells subscribers on all nodes that the log has grown, after the commit and in a statement of its own: a NOTIFY within
/// the appends' transactions would let them commit only one after the other. A ring that is lost costs the time to the
/// subscribers' next look.
/// </summary>
internal sealed class LogBell(NpgsqlDataSource dataSource)
{
    public const string Channel = "ledger_log";

    // Each ring wakes every subscriber's session on every node, and those that follow closely most often have just looked.
    private static readonly TimeSpan BetweenRings = TimeSpan.FromMilliseconds(100);

    private readonly Channel<bool> pulls = System.Threading.Channels.Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Rings soon. Pulls that come close together are one ring.</summary>
    public void Pull() => pulls.Writer.TryWrite(true);

    public void Close() => pulls.Writer.TryComplete();

    /// <summary>Rings until the bell is closed. No failure ends it.</summary>
    public async Task RunAsync()
    {
        // Kept, because to lend and reset a connection costs more than to ring.
        await using var connection = new KeptConnection(dataSource, opened: null);
        while (await pulls.Reader.WaitToReadAsync())
        {
            pulls.Reader.TryRead(out _);
            try
            {
                await using var command = new NpgsqlCommand($"NOTIFY {Channel}", await connection.OpenAsync(CancellationToken.None));
                await command.ExecuteNonQueryAsync();
            }
            catch (Exception)
            {
                // Whatever it is, a full queue of notifications too: subscribers look by themselves.
                await connection.DropAsync();
            }

            await Task.Delay(BetweenRings);
        }
    }
}
