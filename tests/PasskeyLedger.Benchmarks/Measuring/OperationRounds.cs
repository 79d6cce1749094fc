using System.Diagnostics;

namespace PasskeyLedger.Benchmarks.Measuring;

/// <summary>What one operation cost in one round.</summary>
/// <param name="Processor">Processor time of the whole process, garbage collection included, in nanoseconds.</param>
/// <param name="Median">Half of the operations took no longer than this, in nanoseconds on the clock.</param>
/// <param name="Allocated">Bytes.</param>
internal readonly record struct OperationCost(double Processor, double Median, double Allocated);

/// <summary>
/// Measures operations of one thread in interleaved rounds: each is run for a while, then the next, and again. What disturbs
/// the machine for a second disturbs one round of each, and the medians pass over it.
/// </summary>
/// <remarks>
/// Not BenchmarkDotNet: it runs each benchmark to its end in a process of its own before the next, so that a ratio would
/// compare minutes in which the machine did different things.
/// </remarks>
internal static class OperationRounds
{
    private const int WarmUps = 2;
    private static readonly TimeSpan WarmUp = TimeSpan.FromMilliseconds(400);

    // The clock at the end of each operation; a longer slice writes over its beginning.
    private static readonly long[] Ends = new long[1 << 20];
    private static object? last;

    /// <param name="options">How often and how long.</param>
    /// <param name="operations">Each returns what it made, so that nothing of it can be left out as unused.</param>
    /// <param name="cancellationToken">Looked at before an operation's turn.</param>
    /// <returns>By operation, its costs by round.</returns>
    public static IReadOnlyList<OperationCost>[] Measure(
        RoundOptions options, IReadOnlyList<Func<object>> operations, CancellationToken cancellationToken)
    {
        for (var time = 0; time < WarmUps; time++)
        {
            foreach (var operation in operations)
                Run(operation, WarmUp, cancellationToken);
        }

        var costs = operations.Select(_ => new List<OperationCost>()).ToArray();
        for (var round = 0; round < options.Rounds; round++)
        {
            foreach (var index in Turns.Of(round, operations.Count))
                costs[index].Add(Run(operations[index], options.Length, cancellationToken));
        }

        return costs;
    }

    private static OperationCost Run(Func<object> operation, TimeSpan length, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        GC.Collect();
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var processor = Environment.CpuUsage.TotalTime;
        var start = Stopwatch.GetTimestamp();
        var until = start + (long)(length.TotalSeconds * Stopwatch.Frequency);
        var count = 0;
        long now;
        do
        {
            last = operation();
            now = Stopwatch.GetTimestamp();
            Ends[count++ & (Ends.Length - 1)] = now;
        }
        while (now < until);
        processor = Environment.CpuUsage.TotalTime - processor;
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        return new(processor.TotalNanoseconds / count, MedianOf(count, start), (double)allocated / count);
    }

    private static double MedianOf(int count, long start)
    {
        double[] durations;
        if (count <= Ends.Length)
        {
            durations = new double[count];
            for (var index = 0; index < count; index++)
                durations[index] = Ends[index] - (index == 0 ? start : Ends[index - 1]);
        }
        else
        {
            // All but the oldest, whose beginning was written over.
            durations = new double[Ends.Length - 1];
            for (var index = 0; index < durations.Length; index++)
                durations[index] = Ends[(count + index + 1) & (Ends.Length - 1)] - Ends[(count + index) & (Ends.Length - 1)];
        }

        return Statistics.Median(durations) * 1e9 / Stopwatch.Frequency;
    }
}
