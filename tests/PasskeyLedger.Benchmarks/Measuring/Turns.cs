namespace PasskeyLedger.Benchmarks.Measuring;

/// <summary>Who is measured when: every other round goes backward, so that nobody always comes after the same one.</summary>
internal static class Turns
{
    public static IEnumerable<int> Of(int round, int contestants)
    {
        var forward = Enumerable.Range(0, contestants);
        return round % 2 == 0 ? forward : forward.Reverse();
    }
}
