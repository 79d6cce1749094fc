using PasskeyLedger.Contracts.Events;
using PasskeyLedger.EventStore;
using PasskeyLedger.ReadModels;
using PasskeyLedger.Registration;

namespace PasskeyLedger.Service.Forensics;

/// <summary>The ledger folded event by event: every user's state, and what there was on the way. It holds the states of all users.</summary>
internal sealed class LedgerFold
{
    private readonly Dictionary<StreamId, UserPasskeys> users = [];
    private readonly SortedDictionary<string, long> types = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, long> rejections = new(StringComparer.Ordinal);

    /// <summary>The position of the last event; zero where there was none.</summary>
    public long Position { get; private set; }

    public long Events { get; private set; }

    /// <summary>How many events there were of each type.</summary>
    public IReadOnlyDictionary<string, long> Types => types;

    /// <summary>How many calls were refused for each reason.</summary>
    public IReadOnlyDictionary<string, long> Rejections => rejections;

    /// <summary>The state of every user of whom there was an event, by the user's stream.</summary>
    public IReadOnlyDictionary<StreamId, UserPasskeys> Users => users;

    /// <summary>How many passkeys all users together have.</summary>
    public long Passkeys => users.Values.Sum(state => (long)state.Passkeys.Count);

    /// <summary>Takes the next event.</summary>
    /// <exception cref="UnreadableEventException">It is not one that this version knows.</exception>
    public void Add(StoredEvent stored)
    {
        var recorded = RecordedEvent.Of(stored);
        Position = stored.Position;
        Events++;
        Count(types, stored.Type);
        if (recorded.Event is RegistrationRejected rejected)
            Count(rejections, rejected.Reason.Value);
        if (LedgerStreams.SubOf(stored.Stream) is not null)
            users[stored.Stream] = users.GetValueOrDefault(stored.Stream, UserPasskeys.None).Evolve(recorded.Event, stored.Timestamp);
    }

    private static void Count(SortedDictionary<string, long> counts, string name) => counts[name] = counts.GetValueOrDefault(name) + 1;
}
