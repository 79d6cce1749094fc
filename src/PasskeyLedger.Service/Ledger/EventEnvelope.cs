using System.Diagnostics;
using PasskeyLedger.Contracts.Events;
using PasskeyLedger.EventStore;
using PasskeyLedger.Registration;
using PasskeyLedger.Service.Access;

namespace PasskeyLedger.Service.Ledger;

/// <summary>Puts an event into the form that the store keeps: JSON, its stored name, and where the call came from.</summary>
internal static class EventEnvelope
{
    /// <summary>An event that a call of a user caused.</summary>
    public static NewEvent Of(IStoredEvent @event, CallContext context, CallOrigin origin) =>
        Of(@event, context.Caller.Sub, context.Caller.ClientId, origin, context.Now);

    /// <summary>An event that a call of somebody caused, a user or an operator.</summary>
    public static NewEvent Of(IStoredEvent @event, Sub sub, ClientId client, CallOrigin origin, DateTimeOffset at) => new()
    {
        Id = Guid.CreateVersion7(at),
        Type = @event.StoredName,
        ClrType = StoredEvents.ClrTypeName(@event),
        Data = @event.ToJson(),
        Timestamp = at,
        Headers = new EventHeaders
        {
            RequestId = origin.RequestId,
            SourceAddress = origin.Address?.ToString(),
            UserAgent = origin.UserAgent,
            ClientId = client.Value,
            TraceId = origin.TraceId,
            SpanId = origin.SpanId,
        }.ToJson(),
        CorrelationId = origin.RequestId,
        UserName = sub.Value,
    };

    /// <summary>An event that the service itself caused.</summary>
    public static NewEvent Of(IStoredEvent @event, DateTimeOffset at) => new()
    {
        Id = Guid.CreateVersion7(at),
        Type = @event.StoredName,
        ClrType = StoredEvents.ClrTypeName(@event),
        Data = @event.ToJson(),
        Timestamp = at,
        CorrelationId = Activity.Current?.TraceId.ToString(),
    };
}
