namespace PasskeyLedger.EventStore;

/// <summary>How the event store commits.</summary>
public sealed record EventStoreOptions
{
    /// <summary>Connections that commit. Two let one pack while the other waits for the disk; more only contend.</summary>
    public int Writers { get; init; } = 2;

    /// <summary>The most appends that leave in one transaction.</summary>
    public int LargestGroup { get; init; } = 128;

    /// <summary>The most appends that may wait for a writer. One more is told <see cref="EventStoreBusyException"/>.</summary>
    public int LongestQueue { get; init; } = 4096;

    /// <summary>How long to look for the fate of a commit whose connection was lost.</summary>
    public TimeSpan FateTimeout { get; init; } = TimeSpan.FromSeconds(10);
}
