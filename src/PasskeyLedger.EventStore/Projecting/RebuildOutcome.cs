namespace PasskeyLedger.EventStore.Projecting;

/// <summary>How a rebuild ended.</summary>
public abstract record RebuildOutcome
{
    private RebuildOutcome()
    {
    }

    /// <summary>The rebuilt tables are in use. They hold the log up to the position, and whoever keeps the projection goes on from there.</summary>
    public sealed record Swapped(long Position) : RebuildOutcome;

    /// <summary>Another session rebuilds this projection.</summary>
    public sealed record AlreadyRunning : RebuildOutcome;
}
