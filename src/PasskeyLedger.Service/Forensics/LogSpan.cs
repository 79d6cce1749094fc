using System.Globalization;
using System.Runtime.CompilerServices;
using Npgsql;
using PasskeyLedger.EventStore;
using PasskeyLedger.EventStore.Reading;
using PasskeyLedger.EventStore.Subscribing;

namespace PasskeyLedger.Service.Forensics;

/// <summary>A part of the ledger.</summary>
/// <param name="From">The first moment that counts.</param>
/// <param name="To">The last moment that counts.</param>
/// <param name="Pool">The user pool whose events count; null: all.</param>
internal sealed record LogSpan(Moment From, Moment To, string? Pool)
{
    // A call's transaction takes milliseconds. One that takes longer than this may take hours.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <summary>
    /// Reads the part as it was when the reading began, so that it ends on a ledger that grows. A page may be empty. Times of events do not
    /// follow their positions exactly, so a span between times reads the log to its end.
    /// </summary>
    /// <param name="progress">Told after each page that was handled.</param>
    /// <exception cref="UnsettledLedgerException">All pages up to there were handed out.</exception>
    /// <exception cref="EventStoreUnavailableException">The database cannot be reached.</exception>
    public async IAsyncEnumerable<IReadOnlyList<StoredEvent>> ReadAsync(
        IEventStore store, NpgsqlDataSource database, IProgress<LogProgress>? progress, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var head = await SubscriptionProgress.ReadHeadAsync(database, cancellationToken);
        var through = Math.Min(head, To.Position ?? head);
        var reached = Math.Max(0, (From.Position ?? 1) - 1);
        await foreach (var page in store.ReadPagesAsync(reached, through, Patience, cancellationToken))
        {
            reached = page[^1].Position;
            yield return [.. page.Where(stored => stored.Position <= through && Holds(stored))];
            progress?.Report(new(Math.Min(reached, through), through));
        }

        if (reached < through)
            throw new UnsettledLedgerException(reached, through);
    }

    private bool Holds(StoredEvent stored) =>
        From.Precedes(stored) && To.Reaches(stored) && (Pool is null || stored.Stream.Tenant.Value == Pool);
}

/// <summary>The ledger could not be read to where it should be: an event may still appear before that.</summary>
internal sealed class UnsettledLedgerException(long reached, long through)
    : Exception(string.Create(
        CultureInfo.InvariantCulture,
        $"The ledger is settled up to position {reached} and goes on to {through}: a transaction has been under way for some time, and its events may still appear in between. Try again later, or ask for what is up to position {reached}."));
