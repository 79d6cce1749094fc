using System.Diagnostics.Metrics;

namespace PasskeyLedger.Service.Telemetry;

/// <summary>What the service counts. ASP.NET Core and Npgsql measure requests and commands under names of their own.</summary>
public sealed class ServiceMetrics
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "PasskeyLedger";

    private readonly Counter<long> calls;
    private readonly Counter<long> turnedAway;

    public ServiceMetrics(IMeterFactory factory)
    {
        var meter = factory.Create(MeterName);
        calls = meter.CreateCounter<long>("passkey_ledger.calls", "{call}", "Calls of an operation, by how they ended.");
        turnedAway = meter.CreateCounter<long>(
            "passkey_ledger.calls.turned_away", "{call}", "Calls that were refused before their user was known, by why.");
    }

    /// <summary>Counts a call.</summary>
    /// <param name="operation">The operation's name as the contract has it.</param>
    /// <param name="error">The exception's name that the caller got, or null where the call succeeded.</param>
    public void CallEnded(string operation, string? error)
    {
        if (error is null)
            calls.Add(1, new KeyValuePair<string, object?>("rpc.method", operation));
        else
            calls.Add(1, new("rpc.method", operation), new("error.type", error));
    }

    /// <summary>Counts a call of nobody in particular.</summary>
    /// <param name="reason">One of a few snake_case names.</param>
    public void CallTurnedAway(string reason) =>
        turnedAway.Add(1, new KeyValuePair<string, object?>("passkey_ledger.reason", reason));
}
