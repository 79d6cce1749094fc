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
    public static NewEvent Of(IStoredEvent @event, CallContext context, CallOrigin origin) => Of(@event, context.Now) with
    {
        Headers = new EventHeaders
        {
            RequestId = origin.RequestId,
            SourceAddress = origin.Address?.ToString(),
            UserAgent = origin.UserAgent,
            ClientId = context.Caller.ClientId.Value,
            TraceId = origin.TraceId,
            SpanId = origin.SpanId,
        }.ToJson(),
        CorrelationId = origin.RequestId,
        UserName = context.Caller.Sub.Value,
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
