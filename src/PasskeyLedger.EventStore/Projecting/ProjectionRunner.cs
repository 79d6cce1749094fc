namespace PasskeyLedger.EventStore.Projecting;

/// <summary>Keeps asynchronous projections up to date behind the log.</summary>
public static class ProjectionRunner
{
    // What commits meanwhile leaves in one transaction, which costs a fraction of one for each.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>Projects what is appended until it is cancelled, a moment behind it, on one node at a time. Rows commit with the checkpoint under the projection's name.</summary>
    /// <param name="interrupted">Told each time the database goes away. The projection goes on by itself.</param>
    /// <exception cref="ArgumentException">The projection is inline: its rows are there already.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static Task ProjectAsync(
        this IEventStore store, Projection projection, Action<Exception>? interrupted, CancellationToken cancellationToken)
    {
        if (projection.IsInline)
            throw new ArgumentException($"The projection {projection.Name} is inline.", nameof(projection));
        return store.SubscribeAsync(
            new()
            {
                Name = projection.Name,
                Interrupted = interrupted,
                Pause = Pause,
                CommitsLazily = true,
                Handle = (batch, cancellation) => ProjectionRows.WriteAsync(batch.Connection, projection, batch.Events, cancellation),
            },
            cancellationToken);
    }
}
