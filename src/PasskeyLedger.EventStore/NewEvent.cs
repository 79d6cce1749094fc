namespace PasskeyLedger.EventStore;

/// <summary>An event on its way into a stream.</summary>
public sealed record NewEvent
{
    /// <summary>The event's own id, a UUID version 7 made by the appender.</summary>
    public required Guid Id { get; init; }

    /// <summary>The snake_case name it is stored under.</summary>
    public required string Type { get; init; }

    /// <summary>The CLR type's full name and assembly (<c>Name.Space.Type, Assembly</c>), for readers that resolve types by it.</summary>
    public required string ClrType { get; init; }

    /// <summary>
    /// The event, as UTF-8 JSON. No object in it has two members of one name: of those jsonb would keep the last alone. The memory is the
    /// store's from now on, which hands it to who follows the log.
    /// </summary>
    public required ReadOnlyMemory<byte> Data { get; init; }

    /// <summary>When it happened. Precise to the microsecond in storage.</summary>
    public required DateTimeOffset Timestamp { get; init; }

    /// <summary>
    /// Where it came from, as a UTF-8 JSON object, or empty. No object in it has two members of one name: of those jsonb would keep the last alone.
    /// </summary>
    public ReadOnlyMemory<byte> Headers { get; init; }

    public string? CorrelationId { get; init; }

    public string? CausationId { get; init; }

    public string? UserName { get; init; }
}
