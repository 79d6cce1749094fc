using System.Threading.Channels;
using Npgsql;

namespace PasskeyLedger.EventStore.Subscribing;

/// <summary>
/// Tells subscribers on all nodes that the log has grown, after the commit and in a statement of its own: a NOTIFY within
/// the appends' transactions would let them commit only one after the other. A ring that is lost costs the time to the
/// subscribers' next look.
/// </summary>
internal sealed class LogBell(NpgsqlDataSource dataSource)
{
    public const string Channel = "ledger_log";
    private static readonly TimeSpan BetweenRings = TimeSpan.FromMilliseconds(20);

    private readonly Channel<bool> pulls = System.Threading.Channels.Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Rings soon. Pulls that come close together are one ring.</summary>
    public void Pull() => pulls.Writer.TryWrite(true);

    public void Close() => pulls.Writer.TryComplete();

    /// <summary>Rings until the bell is closed. No failure ends it.</summary>
    public async Task RunAsync()
    {
        while (await pulls.Reader.WaitToReadAsync())
        {
            pulls.Reader.TryRead(out _);
            try
            {
                await using var command = dataSource.CreateCommand($"NOTIFY {Channel}");
                await command.ExecuteNonQueryAsync();
            }
            catch (Exception failure) when (DatabaseFailure.IsUnavailable(failure))
            {
                // Subscribers look by themselves.
            }

            await Task.Delay(BetweenRings);
        }
    }
}
