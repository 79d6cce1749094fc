namespace PasskeyLedger.Messaging.Relaying;

/// <summary>How the relay goes about its work.</summary>
public sealed record RelayOptions
{
    /// <summary>The most events of a batch, which are under way to the broker at once.</summary>
    public int LargestBatch { get; init; } = 1000;

    /// <summary>How often an event is tried that the broker refuses, before the relay stops at it.</summary>
    public int MaximumAttempts { get; init; } = 20;

    /// <summary>The wait after a first failure. It doubles with each one that follows.</summary>
    public TimeSpan ShortestWait { get; init; } = TimeSpan.FromMilliseconds(100);

    public TimeSpan LongestWait { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often it looks for what operators tell it.</summary>
    public TimeSpan ControlInterval { get; init; } = TimeSpan.FromSeconds(1);
}
