namespace PasskeyLedger.EventStore;

/// <summary>How the event store commits and reads, and how its subscribers look for news.</summary>
public sealed record EventStoreOptions
{
    /// <summary>
    /// What connections should read at once, in bytes (Npgsql's Read Buffer Size): at its own 8 KiB who reads the log is woken every few events.
    /// </summary>
    public const int ReadBufferSize = 64 * 1024;

    /// <summary>
    /// Connections that commit. One does as long as few wait for it; a second one joins when a group's worth waits, or when a commit takes
    /// long. More only contend.
    /// </summary>
    public int Writers { get; init; } = 2;

    /// <summary>Connections that read streams.</summary>
    public int Readers { get; init; } = 2;

    /// <summary>The most appends that leave in one transaction, or reads that leave in one query.</summary>
    public int LargestGroup { get; init; } = 128;

    /// <summary>The most appends that may wait for a writer, or reads for a reader. One more is told <see cref="EventStoreBusyException"/>.</summary>
    public int LongestQueue { get; init; } = 4096;

    /// <summary>How long to look for the fate of a commit whose connection was lost.</summary>
    public TimeSpan FateTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Told each time that a connection is opened to commit or to read streams, before it is used. The server may be another than before,
    /// one that lacks the last commits: whatever was remembered of streams is to be forgotten. Connections stay open, so that
    /// otherwise this happens at the beginning alone. It may not throw.
    /// </summary>
    public Action? ConnectionOpened { get; init; }

    /// <summary>Commits are told to subscribers on all nodes at once. Else they come upon them when they look next.</summary>
    public bool TellsSubscribers { get; init; } = true;

    /// <summary>How long a subscriber goes without looking at the log when nothing tells it that there is something new.</summary>
    public TimeSpan PollingInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How often a subscriber that is not the active one of its name tries to become it.</summary>
    public TimeSpan TakeoverInterval { get; init; } = TimeSpan.FromMilliseconds(500);
}
