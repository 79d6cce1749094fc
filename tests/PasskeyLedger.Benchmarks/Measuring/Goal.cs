using System.Globalization;

namespace PasskeyLedger.Benchmarks.Measuring;

/// <summary>What a number is to reach.</summary>
internal abstract record Goal
{
    private Goal()
    {
    }

    public sealed record AtLeast(double Value) : Goal;

    public sealed record AtMost(double Value) : Goal;

    public sealed record Below(double Value) : Goal;

    /// <summary>The goal, and whether the number reaches it.</summary>
    public string Judge(double number)
    {
        var (text, isMet) = this switch
        {
            AtLeast goal => ($">= {Format(goal.Value)}", number >= goal.Value),
            AtMost goal => ($"<= {Format(goal.Value)}", number <= goal.Value),
            Below goal => ($"< {Format(goal.Value)}", number < goal.Value),
            _ => throw new InvalidOperationException($"Unknown goal {this}."),
        };
        return $"{text} {(isMet ? "met" : "MISSED")}";
    }

    private static string Format(double value) => value.ToString("#,0.##", CultureInfo.InvariantCulture);
}
