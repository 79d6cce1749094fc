using PasskeyLedger.Contracts.Events;
using PasskeyLedger.EventStore;
using PasskeyLedger.ReadModels;
using PasskeyLedger.Registration;

namespace PasskeyLedger.Service.Forensics.WhatIf;

/// <summary>What came of deciding registrations again. Each is counted as one of accepted, refused, erased and undecidable.</summary>
internal sealed class ReviewReport
{
    private readonly List<RefusedRegistration> refused = [];
    private readonly Dictionary<(string Pool, string CredentialId), RefusedRegistration> refusedNow = [];
    private readonly SortedDictionary<string, long> reasons = new(StringComparer.Ordinal);
    private readonly List<UndecidableRegistration> undecidable = [];

    public long Accepted { get; private set; }

    /// <summary>Those whose evidence was erased with the user's personal data.</summary>
    public long Erased { get; private set; }

    public long Registrations => Accepted + refused.Count + Erased + undecidable.Count;

    /// <summary>Those that would be refused, in the log's order.</summary>
    public IReadOnlyList<RefusedRegistration> Refused => refused;

    /// <summary>How many would be refused for each reason.</summary>
    public IReadOnlyDictionary<string, long> Reasons => reasons;

    /// <summary>Those of which the ledger lacks the start or the pool's settings, or whose evidence cannot be read and was not erased.</summary>
    public IReadOnlyList<UndecidableRegistration> Undecidable => undecidable;

    /// <summary>How many users would be affected.</summary>
    public int Users => refused.DistinctBy(one => (one.Pool, one.Sub)).Count();

    /// <summary>How many of the refused are passkeys that are deleted by now.</summary>
    public int Deleted => refused.Count(one => one.IsDeleted);

    public void AddAccepted() => Accepted++;

    public void AddErased() => Erased++;

    public void AddUndecidable(StoredEvent stored, RegistrationCompleted completed) =>
        undecidable.Add(new(stored.Stream.Tenant.Value, LedgerStreams.SubOf(stored.Stream)!, completed.CredentialId, stored.Position));

    public void AddRefused(StoredEvent stored, RegistrationCompleted completed, Refusal refusal)
    {
        var one = new RefusedRegistration
        {
            Pool = stored.Stream.Tenant.Value,
            Sub = LedgerStreams.SubOf(stored.Stream)!,
            CredentialId = completed.CredentialId,
            FriendlyName = completed.FriendlyName,
            Aaguid = completed.Aaguid,
            Format = completed.Format,
            Algorithm = completed.Algorithm,
            Position = stored.Position,
            RegisteredAt = stored.Timestamp,
            Reason = refusal.Reason.Value,
            Step = refusal.Step,
            Detail = refusal.Detail,
        };
        refused.Add(one);
        refusedNow[(one.Pool, one.CredentialId)] = one;
        reasons[one.Reason] = reasons.GetValueOrDefault(one.Reason) + 1;
    }

    /// <summary>A passkey was deleted; one that was registered before, and is not counted again.</summary>
    public void AddDeletion(StreamId stream, CredentialDeleted deleted)
    {
        if (refusedNow.Remove((stream.Tenant.Value, deleted.CredentialId), out var one))
            one.IsDeleted = true;
    }
}

/// <summary>A registration that would be refused.</summary>
internal sealed record RefusedRegistration
{
    public required string Pool { get; init; }

    public required string Sub { get; init; }

    public required string CredentialId { get; init; }

    public required string FriendlyName { get; init; }

    public required string Aaguid { get; init; }

    public required string Format { get; init; }

    public required int Algorithm { get; init; }

    public required long Position { get; init; }

    public required DateTimeOffset RegisteredAt { get; init; }

    public required string Reason { get; init; }

    public required string? Step { get; init; }

    public required string Detail { get; init; }

    /// <summary>The user has deleted the passkey since.</summary>
    public bool IsDeleted { get; set; }
}

/// <summary>A registration of which the ledger lacks what it was decided on.</summary>
internal sealed record UndecidableRegistration(string Pool, string Sub, string CredentialId, long Position);
