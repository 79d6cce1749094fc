using System.Text.Json;
using PasskeyLedger.Contracts.Audit;
using PasskeyLedger.EventStore;
using PasskeyLedger.ReadModels.Audit;

namespace PasskeyLedger.Service.Operations.Audit;

/// <summary>Events as the audit's contract has them.</summary>
internal static class AuditEvents
{
    /// <summary>An event as it is stored, and what of it cannot be read.</summary>
    public static AuditEvent Of(StoredEvent stored) => Of(AuditRow.Of(stored)) with
    {
        Data = JsonSerializer.Deserialize<JsonElement>(stored.Data.Span),
        Unreadable = stored.Unreadable.Count == 0 ? null : [.. stored.Unreadable.Select(Of)],
    };

    /// <summary>An event by what it can be searched by.</summary>
    public static AuditEvent Of(AuditRow row) => new()
    {
        Position = row.Position,
        Pool = row.Stream.Tenant.Value,
        Stream = row.Stream.Key.Value,
        Version = row.Version,
        EventId = row.EventId.ToString("D"),
        Type = row.Type,
        At = row.At,
        Outcome = new(row.Outcome),
        User = row.Sub,
        Operation = row.Operation,
        Reason = row.Reason,
        Exception = row.Exception,
        Step = row.Step,
        RegistrationId = row.RegistrationId,
        CredentialId = row.CredentialId,
        ClientId = row.ClientId,
        SourceAddress = row.SourceAddress,
        UserAgent = row.UserAgent,
        RequestId = row.RequestId,
        TraceId = row.TraceId,
    };

    private static Contracts.Audit.UnreadableMember Of(EventStore.UnreadableMember member) => new()
    {
        Path = member.Path,
        Reason = member.Reason switch
        {
            EventStore.UnreadableReason.Erased => Contracts.Audit.UnreadableReason.Erased,
            EventStore.UnreadableReason.KeyMissing => Contracts.Audit.UnreadableReason.KeyMissing,
            EventStore.UnreadableReason.Altered => Contracts.Audit.UnreadableReason.Altered,
            var other => throw new InvalidOperationException($"unknown reason {other}"),
        },
    };
}
