using System.Collections.Concurrent;
using System.Diagnostics;

namespace PasskeyLedger.Benchmarks.Measuring;

/// <summary>What calls cost in one round.</summary>
/// <param name="PerSecond">Calls a second, of all callers together.</param>
/// <param name="Median">Half of the calls took no longer, in milliseconds.</param>
/// <param name="NinetyNinth">99 of 100 calls took no longer, in milliseconds.</param>
/// <param name="ProgramPerCall">Processor time of this process, its callers included, in microseconds.</param>
/// <param name="ServerPerCall">Processor time of PostgreSQL in microseconds.</param>
internal sealed record CallCost(double PerSecond, double Median, double NinetyNinth, double ProgramPerCall, double ServerPerCall)
{
    public double ProcessorPerCall => ProgramPerCall + ServerPerCall;
}

/// <summary>Callers that each make call after call for a while.</summary>
internal static class CallerLoad
{
    /// <param name="callAsync">Makes some calls, each through what it is given, which times it.</param>
    /// <param name="callers">How many call at a time.</param>
    /// <param name="length">How long no call is begun anew.</param>
    /// <param name="server">Whose processor time counts beside that of this process.</param>
    /// <param name="cancellationToken">Ends the calls.</param>
    public static async Task<CallCost> RunAsync(
        Func<Func<Func<Task>, Task>, Task> callAsync, int callers, TimeSpan length, ServerProcessorTime server, CancellationToken cancellationToken)
    {
        GC.Collect();
        var durations = new ConcurrentBag<List<double>>();
        var serverTime = server.Read();
        var programTime = Environment.CpuUsage.TotalTime;
        var start = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(RepeatAsync, cancellationToken)));
        var elapsed = Stopwatch.GetElapsedTime(start);
        programTime = Environment.CpuUsage.TotalTime - programTime;
        serverTime = server.Read() - serverTime;

        var all = durations.SelectMany(one => one).ToArray();
        return new(
            all.Length / elapsed.TotalSeconds,
            Statistics.Median(all),
            Statistics.Quantile(all, 0.99),
            programTime.TotalMicroseconds / all.Length,
            serverTime.TotalMicroseconds / all.Length);

        async Task RepeatAsync()
        {
            var own = new List<double>();
            while (Stopwatch.GetElapsedTime(start) < length)
                await callAsync(TimeAsync);
            durations.Add(own);

            async Task TimeAsync(Func<Task> call)
            {
                var begun = Stopwatch.GetTimestamp();
                await call();
                own.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            }
        }
    }
}
