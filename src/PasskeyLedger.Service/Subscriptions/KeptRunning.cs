namespace PasskeyLedger.Service.Subscriptions;

/// <summary>
/// Keeps a follower of the log running. One that fails is logged and started again, after a wait that doubles while it goes on failing:
/// the service goes on without it meanwhile.
/// </summary>
internal sealed class KeptRunning(TimeProvider clock, ILogger<KeptRunning> logger)
{
    public static TimeSpan ShortestWait { get; } = TimeSpan.FromSeconds(1);

    public static TimeSpan LongestWait { get; } = TimeSpan.FromMinutes(1);

    // A database that is away is reported with every attempt to reach it, twice a second.
    private static readonly TimeSpan OneOutage = TimeSpan.FromSeconds(10);

    /// <summary>Runs until it is cancelled, and then returns. Nothing that the follower does makes it throw.</summary>
    /// <param name="name">The follower's name in the log, that of its subscription.</param>
    /// <param name="follow">Follows until it is cancelled, and reports each time that the database goes away.</param>
    public async Task RunAsync(string name, Func<Action<Exception>, CancellationToken, Task> follow, CancellationToken cancellationToken)
    {
        var wait = ShortestWait;
        var interrupted = default(long?);
        while (!cancellationToken.IsCancellationRequested)
        {
            var started = clock.GetTimestamp();
            try
            {
                await follow(Report, cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                wait = clock.GetElapsedTime(started) > LongestWait ? ShortestWait : wait;
                SubscriptionLog.Failed(logger, name, wait, failure);
            }

            await Task.Delay(wait, clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            wait = wait * 2 < LongestWait ? wait * 2 : LongestWait;
        }

        void Report(Exception failure)
        {
            if (interrupted is null || clock.GetElapsedTime(interrupted.Value) > OneOutage)
                SubscriptionLog.Interrupted(logger, name, failure.GetType().Name);
            interrupted = clock.GetTimestamp();
        }
    }
}
