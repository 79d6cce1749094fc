using PasskeyLedger.Contracts.Events;

namespace PasskeyLedger.Registration;

/// <summary>What a use case decides: events to append, or a refusal, which is an event too.</summary>
public abstract record Decision
{
    private Decision()
    {
    }

    /// <summary>The command is carried out by appending these events. None: it was carried out before.</summary>
    public sealed record Accepted(IReadOnlyList<IStoredEvent> Events) : Decision
    {
        public static Accepted AlreadyDone { get; } = new([]);
    }

    /// <summary>The command is refused; <paramref name="Event"/> is the record of that.</summary>
    public sealed record Refused(Refusal Refusal, RegistrationRejected Event) : Decision;
}
