namespace PasskeyLedger.Benchmarks.Measuring;

/// <summary>Medians, quantiles and ratios of what was measured.</summary>
internal static class Statistics
{
    public static double Median(IEnumerable<double> values) => Quantile(values, 0.5);

    /// <summary>The value that a part of all values does not exceed (nearest rank; of an even number, the median is between the two).</summary>
    public static double Quantile(IEnumerable<double> values, double part)
    {
        var sorted = values.ToArray();
        Array.Sort(sorted);
        var rank = part * sorted.Length;
        var above = Math.Clamp((int)Math.Ceiling(rank) - 1, 0, sorted.Length - 1);
        return rank == above + 1 && part == 0.5 && above + 1 < sorted.Length
            ? (sorted[above] + sorted[above + 1]) / 2
            : sorted[above];
    }

    /// <summary>The median of the rounds' own ratios: each compares what ran side by side.</summary>
    public static double Ratio<T>(IReadOnlyList<T> ours, IReadOnlyList<T> theirs, Func<T, double> value) =>
        Median(ours.Zip(theirs, (one, other) => value(one) / value(other)));
}
