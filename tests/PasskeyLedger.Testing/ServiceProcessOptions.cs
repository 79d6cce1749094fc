namespace PasskeyLedger.Testing;

/// <summary>How a <see cref="ServiceProcess"/> is started.</summary>
public sealed record ServiceProcessOptions
{
    /// <summary>The ledger's database; null: what the service makes of Development without one, a private PostgreSQL.</summary>
    public string? ConnectionString { get; init; }

    /// <summary>The port on localhost; null: a free one. Set it to start again where a killed service was.</summary>
    public int? Port { get; init; }

    /// <summary>
    /// Where the service keeps keys that it makes, in place of the user's local application data; null: a folder of its own, deleted
    /// when the process is disposed of. Only with <see cref="ConnectionString"/>: a private PostgreSQL keeps to the user's.
    /// </summary>
    public string? DataFolder { get; init; }

    public string Environment { get; init; } = "Development";

    /// <summary>Further environment variables, such as <c>UserPools__0__Id</c>; a null value removes the variable.</summary>
    public IReadOnlyDictionary<string, string?> Variables { get; init; } = new Dictionary<string, string?>(StringComparer.Ordinal);

    /// <summary>How long the service may take until it is ready.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromMinutes(2);
}
