using PasskeyLedger.Contracts.Events;

namespace PasskeyLedger.Registration;

/// <summary>What every decision is made under: who calls, on whose settings, and when.</summary>
/// <param name="Operation">The operation's name as the wire has it.</param>
/// <param name="PoolVersion">The version of the pool's stream that holds <paramref name="Pool"/>.</param>
public sealed record CallContext(string Operation, Caller Caller, UserPoolSettings Pool, long PoolVersion, DateTimeOffset Now)
{
    /// <summary>The call is refused, with the event that records it.</summary>
    public Decision.Refused Refuse(Refusal refusal, Evidence? evidence = null, RegistrationId? registration = null) => new(
        refusal,
        new RegistrationRejected
        {
            RegistrationId = registration?.Value,
            Operation = Operation,
            Reason = refusal.Reason,
            Exception = refusal.Exception,
            Detail = refusal.Detail,
            Step = refusal.Step,
            Evidence = evidence,
            PoolVersion = PoolVersion,
        });
}
