using System.Collections.Concurrent;
using System.Diagnostics;
using PasskeyLedger.Benchmarks.Measuring;
using PasskeyLedger.EventStore;

namespace PasskeyLedger.Benchmarks.Appending;

/// <summary>A way to append, as <see cref="IEventStore.AppendAsync"/>.</summary>
internal delegate Task<AppendOutcome> AppendAsync(Append append, CancellationToken cancellationToken);

/// <summary>What appending cost in one round.</summary>
/// <param name="EventsPerSecond">Of all callers together.</param>
/// <param name="Median">Half of the appends took no longer, in milliseconds.</param>
/// <param name="NinetyNinth">99 of 100 appends took no longer, in milliseconds.</param>
/// <param name="ProgramPerEvent">Processor time of this process, its callers included, in microseconds.</param>
/// <param name="ServerPerEvent">Processor time of PostgreSQL in microseconds.</param>
internal sealed record AppendCost(double EventsPerSecond, double Median, double NinetyNinth, double ProgramPerEvent, double ServerPerEvent)
{
    public double ProcessorPerEvent => ProgramPerEvent + ServerPerEvent;
}

/// <summary>Callers that each register user after user: an append that starts a new stream, then one behind it, an event each.</summary>
internal static class AppendLoad
{
    public static async Task<AppendCost> RunAsync(
        AppendAsync append, int callers, TimeSpan length, ServerProcessorTime server, CancellationToken cancellationToken)
    {
        GC.Collect();
        var durations = new ConcurrentBag<List<double>>();
        var serverTime = server.Read();
        var programTime = Environment.CpuUsage.TotalTime;
        var start = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(CallAsync, cancellationToken)));
        var elapsed = Stopwatch.GetElapsedTime(start);
        programTime = Environment.CpuUsage.TotalTime - programTime;
        serverTime = server.Read() - serverTime;

        var all = durations.SelectMany(one => one).ToArray();
        return new AppendCost(
            all.Length / elapsed.TotalSeconds,
            Statistics.Median(all),
            Statistics.Quantile(all, 0.99),
            programTime.TotalMicroseconds / all.Length,
            serverTime.TotalMicroseconds / all.Length);

        async Task CallAsync()
        {
            var own = new List<double>();
            while (Stopwatch.GetElapsedTime(start) < length)
            {
                var user = RegistrationAppends.NewUser();
                await TimeAsync(own, RegistrationAppends.Started(user));
                await TimeAsync(own, RegistrationAppends.Completed(user));
            }

            durations.Add(own);
        }

        async Task TimeAsync(List<double> own, Append one)
        {
            var begun = Stopwatch.GetTimestamp();
            if (await append(one, cancellationToken) is not AppendOutcome.Committed)
                throw new InvalidOperationException($"An append to {one.Stream} was refused, although nobody else appends to it.");
            own.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
        }
    }
}
