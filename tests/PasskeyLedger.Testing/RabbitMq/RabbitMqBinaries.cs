namespace PasskeyLedger.Testing;

/// <summary>Where the broker's programs are. Debian's commands on PATH insist on the machine's own broker, so those behind them are used.</summary>
internal static class RabbitMqBinaries
{
    /// <summary>The full path, or null where RabbitMQ is not installed.</summary>
    public static string? Server { get; } = Find("rabbitmq-server", "/usr/lib/rabbitmq/bin");

    public static string? Control { get; } = Find("rabbitmqctl", "/usr/lib/rabbitmq/bin");

    public static string? PortMapper { get; } = Find("epmd");

    private static string? Find(string program, params string[] before) =>
        before.Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
            .Concat(["/usr/sbin", "/usr/local/sbin", "/opt/homebrew/sbin"])
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists);
}
