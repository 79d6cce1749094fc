namespace PasskeyLedger.Messaging.RabbitMq;

/// <summary>Which broker events are published to, and how long it is waited for. Not a record: nothing here shows the password.</summary>
public sealed class RabbitMqOptions
{
    /// <summary>An amqp or amqps URI, as <see cref="BrokerAddress"/> has it. It may hold a password.</summary>
    public required Uri Uri { get; init; }

    /// <summary>A file with the authorities of an amqps broker, in PEM form; null: those that the machine trusts. It is read for each connection.</summary>
    public string? CaFile { get; init; }

    /// <summary>The topic exchange. What no queue is bound for goes to the exchange of that name with <c>.unrouted</c> behind it.</summary>
    public required string Exchange { get; init; }

    /// <summary>How long connecting, or one answer of the broker's, may take.</summary>
    public TimeSpan AnswerTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long one call may wait for confirms. It bounds the time that a batch's transaction is open.</summary>
    public TimeSpan PublishTimeout { get; init; } = TimeSpan.FromSeconds(10);
}
