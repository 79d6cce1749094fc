using Npgsql;
using PasskeyLedger.Contracts.Events;
using PasskeyLedger.EventStore;
using PasskeyLedger.ReadModels;
using PasskeyLedger.Registration;
using PasskeyLedger.Service.Ledger;
using PasskeyLedger.WebAuthn;

namespace PasskeyLedger.Service.Forensics.WhatIf;

/// <summary>As of when registrations are decided again.</summary>
internal enum ReviewTime
{
    /// <summary>When each happened, under the settings that its pool then had.</summary>
    Then,

    /// <summary>Today, under the settings that its pool has now.</summary>
    Now,
}

/// <summary>
/// Decides every completed registration again under another policy, as the log goes by: what depends on order one after the other, and the
/// ceremonies of a page on all processors. Nothing is written.
/// </summary>
internal sealed class RegistrationReview(IEventStore store, NpgsqlDataSource database, SupposedPools pools, IAttestationVerifier verifier, TimeProvider clock)
{
    /// <exception cref="Trust.TrustFileException">A file that a pool's settings name cannot be used.</exception>
    /// <exception cref="UnreadableEventException">An event is not one that this version knows.</exception>
    /// <exception cref="EventStoreUnavailableException">The database cannot be reached.</exception>
    public async Task<ReviewReport> RunAsync(string? pool, ReviewTime time, IProgress<LogProgress>? progress, CancellationToken cancellationToken)
    {
        var report = new ReviewReport();
        var starts = new PendingStarts();
        var now = LedgerTime.Now(clock);
        await foreach (var page in new LogSpan(Moment.Any, Moment.Any, pool).ReadAsync(store, database, progress, cancellationToken))
        {
            var found = await CollectAsync(page, starts, time, now, cancellationToken);
            var refusals = new Refusal?[found.Count];
            Parallel.For(
                0,
                found.Count,
                new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount },
                index => refusals[index] = found[index] is Found.Decidable decidable ? DecideAgain.Decide(decidable.Question, verifier) : null);
            for (var index = 0; index < found.Count; index++)
                Report(report, found[index], refusals[index]);
        }

        return report;
    }

    private async Task<List<Found>> CollectAsync(
        IReadOnlyList<StoredEvent> page, PendingStarts starts, ReviewTime time, DateTimeOffset now, CancellationToken cancellationToken)
    {
        List<Found> found = [];
        foreach (var recorded in page.Where(stored => LedgerStreams.SubOf(stored.Stream) is not null).Select(RecordedEvent.Of))
        {
            switch (recorded.Event)
            {
                case RegistrationStarted started:
                    starts.Add(recorded.Stored, started);
                    break;
                case RegistrationCompleted completed:
                    var pool = await pools.FindAsync(
                        recorded.Stored.Stream.Tenant.Value, time == ReviewTime.Then ? completed.PoolVersion : null, cancellationToken);
                    found.Add(FoundOf(
                        recorded.Stored, completed, starts.Take(recorded.Stored, completed), pool, time == ReviewTime.Then ? recorded.Stored.Timestamp : now));
                    break;
                case CredentialDeleted deleted:
                    found.Add(new Found.Deletion(recorded.Stored.Stream, deleted));
                    break;
            }
        }

        return found;
    }

    private Found FoundOf(StoredEvent stored, RegistrationCompleted completed, StartedRegistration? started, SupposedPool? pool, DateTimeOffset at) =>
        DecideAgain.IsErased(completed) ? Unreadable(stored, completed)
        : started is null || pool is null ? new Found.Undecidable(stored, completed)
        : new Found.Decidable(stored, new(completed, pools.Over(started), pool.Settings, pool.Trust, at));

    // Evidence whose key is lost, or that was altered, is not erased: nobody wanted that.
    private static Found Unreadable(StoredEvent stored, RegistrationCompleted completed) =>
        stored.Unreadable.All(member => member.Reason == UnreadableReason.Erased) ? new Found.Erased() : new Found.Undecidable(stored, completed);

    private static void Report(ReviewReport report, Found found, Refusal? refusal)
    {
        switch (found)
        {
            case Found.Decidable when refusal is null:
                report.AddAccepted();
                break;
            case Found.Decidable decidable:
                report.AddRefused(decidable.Stored, decidable.Question.Completed, refusal);
                break;
            case Found.Erased:
                report.AddErased();
                break;
            case Found.Undecidable undecidable:
                report.AddUndecidable(undecidable.Stored, undecidable.Completed);
                break;
            case Found.Deletion deletion:
                report.AddDeletion(deletion.Stream, deletion.Deleted);
                break;
        }
    }

    /// <summary>What a page holds that the report is about, in the log's order.</summary>
    private abstract record Found
    {
        private Found()
        {
        }

        public sealed record Decidable(StoredEvent Stored, DecideAgain.Question Question) : Found;

        public sealed record Erased : Found;

        /// <summary>The ledger lacks what the registration was decided on, or it cannot be read.</summary>
        public sealed record Undecidable(StoredEvent Stored, RegistrationCompleted Completed) : Found;

        public sealed record Deletion(StreamId Stream, CredentialDeleted Deleted) : Found;
    }
}
