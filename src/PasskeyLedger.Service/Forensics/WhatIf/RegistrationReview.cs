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
            Parallel.For(
                0,
                found.Count,
                new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount },
                index => found[index].Decide(verifier));
            foreach (var one in found)
                one.Report(report);
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
                    found.Add(new Found.Registration(
                        recorded.Stored, completed, Ask(completed, starts.Take(recorded.Stored, completed), pool, time == ReviewTime.Then ? recorded.Stored.Timestamp : now)));
                    break;
                case CredentialDeleted deleted:
                    found.Add(new Found.Deletion(recorded.Stored.Stream, deleted));
                    break;
            }
        }

        return found;
    }

    private DecideAgain.Question? Ask(RegistrationCompleted completed, StartedRegistration? started, SupposedPool? pool, DateTimeOffset at) =>
        started is null || pool is null ? null : new(completed, pools.Over(started), pool.Settings, pool.Trust, at);

    /// <summary>What a page holds that the report is about, in the log's order.</summary>
    private abstract class Found
    {
        public virtual void Decide(IAttestationVerifier verifier)
        {
        }

        public abstract void Report(ReviewReport report);

        /// <param name="question">Null: the ledger lacks what the registration was decided on.</param>
        public sealed class Registration(StoredEvent stored, RegistrationCompleted completed, DecideAgain.Question? question) : Found
        {
            private Refusal? refusal;

            private bool CanBeDecided => question is not null && !DecideAgain.IsErased(completed);

            public override void Decide(IAttestationVerifier verifier)
            {
                if (CanBeDecided)
                    refusal = DecideAgain.Decide(question!, verifier);
            }

            public override void Report(ReviewReport report)
            {
                if (DecideAgain.IsErased(completed))
                    report.AddErased();
                else if (question is null)
                    report.AddUndecidable(stored, completed);
                else if (refusal is null)
                    report.AddAccepted();
                else
                    report.AddRefused(stored, completed, refusal);
            }
        }

        public sealed class Deletion(StreamId stream, CredentialDeleted deleted) : Found
        {
            public override void Report(ReviewReport report) => report.AddDeletion(stream, deleted);
        }
    }
}
