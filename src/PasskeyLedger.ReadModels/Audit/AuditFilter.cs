namespace PasskeyLedger.ReadModels.Audit;

/// <summary>What events are searched by. All that is given must hold; what is null does not count.</summary>
public sealed record AuditFilter
{
    /// <summary>The tenant.</summary>
    public string? Pool { get; init; }

    public string? Sub { get; init; }

    public string? Type { get; init; }

    /// <summary><see cref="AuditRow.Accepted"/> or <see cref="AuditRow.Refused"/>.</summary>
    public string? Outcome { get; init; }

    public string? Reason { get; init; }

    public string? CredentialId { get; init; }

    /// <summary>In the notation of <see cref="System.Net.IPAddress.ToString()"/>.</summary>
    public string? SourceAddress { get; init; }

    public string? ClientId { get; init; }

    public string? RequestId { get; init; }

    /// <summary>Inclusive.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Exclusive.</summary>
    public DateTimeOffset? To { get; init; }
}
