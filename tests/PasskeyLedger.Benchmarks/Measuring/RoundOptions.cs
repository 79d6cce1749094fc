namespace PasskeyLedger.Benchmarks.Measuring;

/// <param name="Rounds">How often each contestant is measured, in turns.</param>
/// <param name="Length">How long a contestant is measured in one round.</param>
internal sealed record RoundOptions(int Rounds, TimeSpan Length);
