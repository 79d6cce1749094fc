using PasskeyLedger.Contracts;
using PasskeyLedger.Contracts.Events;
using PasskeyLedger.EventStore;

namespace PasskeyLedger.ReadModels.Audit;

/// <summary>An event by what it can be searched by: its envelope, where the call came from, and the facts that events share.</summary>
public sealed record AuditRow
{
    /// <summary>The outcome of what was done.</summary>
    public const string Accepted = "accepted";

    /// <summary>The outcome of what was refused.</summary>
    public const string Refused = "refused";

    public required long Position { get; init; }

    public required StreamId Stream { get; init; }

    public required long Version { get; init; }

    public required Guid EventId { get; init; }

    public required string Type { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary><see cref="Accepted"/> or <see cref="Refused"/>.</summary>
    public required string Outcome { get; init; }

    /// <summary>The user, or the operator, whose stream it is; null on a pool's own.</summary>
    public string? Sub { get; init; }

    public string? Operation { get; init; }

    public string? Reason { get; init; }

    public string? Exception { get; init; }

    public string? Step { get; init; }

    public string? RegistrationId { get; init; }

    /// <summary>What was registered or deleted; in a refusal, what the evidence names, which is personal.</summary>
    public string? CredentialId { get; init; }

    public string? ClientId { get; init; }

    /// <summary>Personal.</summary>
    public string? SourceAddress { get; init; }

    /// <summary>Personal.</summary>
    public string? UserAgent { get; init; }

    public string? RequestId { get; init; }

    public string? TraceId { get; init; }

    /// <summary>
    /// The row of an event. Of an event that this version does not know, or that is not what its type says, there is the envelope: an
    /// audit that stops at such an event would hide all that follow.
    /// </summary>
    public static AuditRow Of(StoredEvent stored)
    {
        var headers = EventHeaders.TryRead(stored.Headers.Span, out var read, out _) ? read : null;
        return WithFacts(Read(stored), new()
        {
            Position = stored.Position,
            Stream = stored.Stream,
            Version = stored.Version,
            EventId = stored.Id,
            Type = stored.Type,
            At = stored.Timestamp,
            Outcome = Accepted,
            Sub = LedgerStreams.SubOf(stored.Stream) ?? LedgerStreams.OperatorOf(stored.Stream),
            ClientId = headers?.ClientId,
            SourceAddress = Readable(stored, "headers.sourceAddress", headers?.SourceAddress),
            UserAgent = Readable(stored, "headers.userAgent", headers?.UserAgent),
            RequestId = headers?.RequestId,
            TraceId = headers?.TraceId,
        });
    }

    // What was erased reads as a word that says so, which nobody should find as an address.
    private static string? Readable(StoredEvent stored, string path, string? value) =>
        stored.Unreadable.Any(member => member.Path == path) ? null : value;

    private static AuditRow WithFacts(IStoredEvent? @event, AuditRow row) => @event switch
    {
        RegistrationStarted started => row with { RegistrationId = started.RegistrationId },
        RegistrationCompleted completed => row with { RegistrationId = completed.RegistrationId, CredentialId = completed.CredentialId },
        RegistrationRejected rejected => row with
        {
            Outcome = Refused,
            RegistrationId = rejected.RegistrationId,
            Operation = rejected.Operation,
            Reason = rejected.Reason.Value,
            Exception = rejected.Exception,
            Step = rejected.Step,
            CredentialId = EvidenceCredential.IdIn(rejected),
        },
        CredentialDeleted deleted => row with { CredentialId = deleted.CredentialId },
        AuditRead reading => row with { Operation = reading.Operation },
        _ => row,
    };

    private static IStoredEvent? Read(StoredEvent stored)
    {
        if (!StoredEvents.Names.Contains(stored.Type))
            return null;
        try
        {
            return StoredEvents.Read(stored.Type, stored.Data.Span);
        }
        catch (ContractViolationException)
        {
            return null;
        }
    }
}
