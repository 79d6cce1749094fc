using PasskeyLedger.Contracts.Events;
using PasskeyLedger.EventStore;
using PasskeyLedger.Registration;

namespace PasskeyLedger.Service.Forensics.WhatIf;

/// <summary>
/// The starts whose completion may still come, as the ledger goes by. Those that expired long ago are forgotten, so that abandoned ones do
/// not pile up.
/// </summary>
internal sealed class PendingStarts
{
    private const int BetweenSweeps = 10_000;

    private readonly Dictionary<(StreamId Stream, string Registration), StartedRegistration> pending = [];
    private int added;

    public void Add(StoredEvent stored, RegistrationStarted started)
    {
        pending[(stored.Stream, started.RegistrationId)] = StartedRegistration.From(started);
        if (++added % BetweenSweeps != 0)
            return;

        // The clocks of nodes differ by less than the time that a state remembers a challenge.
        foreach (var expired in pending.Where(entry => entry.Value.ExpiresAt + UserPasskeys.ChallengeMemory < stored.Timestamp).Select(entry => entry.Key).ToList())
            pending.Remove(expired);
    }

    /// <summary>The start that a completion ends; null: the ledger has none.</summary>
    public StartedRegistration? Take(StoredEvent stored, RegistrationCompleted completed) =>
        pending.Remove((stored.Stream, completed.RegistrationId), out var started) && started.Challenge == completed.Challenge ? started : null;
}
