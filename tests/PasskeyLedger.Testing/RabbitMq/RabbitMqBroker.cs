using System.Diagnostics;
using System.Globalization;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace PasskeyLedger.Testing;

/// <summary>
/// A RabbitMQ node of the tests' own: its name, ports, port mapper, data, cookie and home are apart from any other broker of the
/// machine. It can be stopped, killed and started again with its data. A shell keeps it, and ends it when this process is gone in
/// whatever way.
/// </summary>
public sealed class RabbitMqBroker : IAsyncDisposable
{
    /// <summary>The largest message that the broker takes, in bytes.</summary>
    public const int LargestMessage = 256 * 1024;

    private const string UserName = "ledger";
    private const string Password = "broker-secret";
    private static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(200);

    // The shell answers "down" when the node has ended. It traps signals and does not ignore them: what is ignored stays so in the node.
    private const string Script = """
        exec 2>/dev/null
        trap : INT HUP TERM
        "$EPMD" -port "$ERL_EPMD_PORT" -address 127.0.0.1 >/dev/null 2>&1 &
        epmd=$!
        node=
        while read -r order; do
          case $order in
            start) "$SERVER" </dev/null >>"$HOME/server.log" 2>&1 & node=$! ;;
            stop) kill -TERM $node; while kill -0 $node 2>/dev/null; do wait $node; done; echo down ;;
            kill) kill -KILL $node; while kill -0 $node 2>/dev/null; do wait $node; done; echo down ;;
          esac
        done
        [ -n "$node" ] && kill -KILL $node
        kill -KILL $epmd
        wait
        rm -rf "$HOME"
        """;

    private readonly Process keeper;
    private readonly string folder;

    private readonly int[] ports;

    private RabbitMqBroker(Process keeper, string folder, int[] ports)
    {
        this.keeper = keeper;
        this.folder = folder;
        this.ports = ports;
    }

    public int Port => ports[0];

    /// <summary>The broker behind TLS, with a certificate for <c>127.0.0.1</c> and no other host, of an authority of its own.</summary>
    public Uri TlsUri => TlsUriFor("127.0.0.1");

    /// <summary>The authority of the certificate, in PEM form.</summary>
    public string CaFile => BrokerCertificates.CaFile(folder);

    public Uri Uri => UriFor(Port);

    /// <summary>The password within <see cref="Uri"/>, which must not be found anywhere else.</summary>
    public static string Secret => Password;

    /// <summary>Why there can be no broker here; null where there can.</summary>
    public static string? WhyNot { get; } = RabbitMqBinaries.Server is null || RabbitMqBinaries.PortMapper is null || RabbitMqBinaries.Control is null
        ? "RabbitMQ is not installed (on Debian: apt-get install rabbitmq-server)."
        : OperatingSystem.IsWindows() ? "The tests' RabbitMQ is kept by a shell, which Windows does not have." : null;

    /// <summary>The broker behind a proxy's port.</summary>
    public static Uri UriFor(int port) => new($"amqp://{UserName}:{Password}@127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}/");

    /// <summary>The broker behind TLS under a name of its host.</summary>
    public Uri TlsUriFor(string host) => new($"amqps://{UserName}:{Password}@{host}:{ports[3].ToString(CultureInfo.InvariantCulture)}/");

    public static async Task<RabbitMqBroker> StartAsync(CancellationToken cancellationToken)
    {
        var home = Directory.CreateTempSubdirectory("passkey-ledger-rabbitmq-").FullName;
        int[] listening = FreePorts.Find(4);
        BrokerCertificates.Write(home);
        await File.WriteAllTextAsync(
            Path.Combine(home, "rabbitmq.conf"),
            string.Create(CultureInfo.InvariantCulture, $"""
                listeners.tcp.default = 127.0.0.1:{listening[0]}
                listeners.ssl.default = 127.0.0.1:{listening[3]}
                ssl_options.cacertfile = {BrokerCertificates.CaFile(home)}
                ssl_options.certfile = {BrokerCertificates.ServerFile(home)}
                ssl_options.keyfile = {BrokerCertificates.ServerKeyFile(home)}
                default_user = {UserName}
                default_pass = {Password}
                max_message_size = {LargestMessage}
                disk_free_limit.absolute = 1MB
                log.file.level = warning

                """),
            cancellationToken);
        await File.WriteAllTextAsync(Path.Combine(home, "enabled_plugins"), "[].", cancellationToken);

        var broker = new RabbitMqBroker(Process.Start(Keeper(home, listening))!, home, listening);
        try
        {
            await broker.StartAgainAsync(cancellationToken);
            return broker;
        }
        catch
        {
            await broker.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts the node that was stopped or killed, and waits until it takes connections.</summary>
    public async Task StartAgainAsync(CancellationToken cancellationToken)
    {
        await OrderAsync("start");
        var waited = Stopwatch.StartNew();
        while (!await AnswersAsync(cancellationToken))
        {
            if (waited.Elapsed > LongestStart)
                throw new InvalidOperationException($"RabbitMQ did not start within {LongestStart}:{Environment.NewLine}{await ReadLogAsync()}");
            await Task.Delay(BetweenLooks, cancellationToken);
        }
    }

    /// <summary>Stops the node as an administrator does.</summary>
    public Task StopAsync() => EndAsync("stop");

    /// <summary>Ends the node where it stands.</summary>
    public Task KillAsync() => EndAsync("kill");

    /// <summary>Has the node run out of memory, as it sees it, or takes that back: it then takes nothing from publishers.</summary>
    public async Task SetMemoryAlarmAsync(bool isOn, CancellationToken cancellationToken)
    {
        using var control = Process.Start(Configured(new(RabbitMqBinaries.Control!, ["set_vm_memory_high_watermark", isOn ? "0" : "0.6"]), folder, ports))!;
        var said = await control.StandardOutput.ReadToEndAsync(cancellationToken);
        await control.WaitForExitAsync(cancellationToken);
        if (control.ExitCode != 0)
            throw new InvalidOperationException($"rabbitmqctl ended with {control.ExitCode}: {said}");
    }

    /// <summary>A connection of a test's own.</summary>
    public Task<IConnection> ConnectAsync(CancellationToken cancellationToken) =>
        new ConnectionFactory { Uri = Uri, AutomaticRecoveryEnabled = true, TopologyRecoveryEnabled = true, NetworkRecoveryInterval = BetweenLooks }
            .CreateConnectionAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        keeper.StandardInput.Close();
        await keeper.WaitForExitAsync();
        keeper.Dispose();
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }

    private static ProcessStartInfo Keeper(string home, int[] ports)
    {
        var start = Configured(new("/bin/sh", ["-c", Script, "passkey-ledger-broker-keeper"]), home, ports);
        start.RedirectStandardInput = true;
        return start;
    }

    /// <summary>A program that is to know this node and no other.</summary>
    private static ProcessStartInfo Configured(ProcessStartInfo start, string home, int[] ports)
    {
        start.UseShellExecute = false;
        start.RedirectStandardOutput = true;
        start.WorkingDirectory = home;
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("RABBITMQ_", StringComparison.Ordinal) || name.StartsWith("ERL_", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        foreach (var (name, value) in new (string, string)[]
        {
            ("SERVER", RabbitMqBinaries.Server!),
            ("EPMD", RabbitMqBinaries.PortMapper!),
            ("HOME", home),
            ("ERL_EPMD_PORT", Text(ports[1])),
            ("ERL_EPMD_ADDRESS", "127.0.0.1"),
            ("RABBITMQ_NODENAME", $"passkey-ledger-{Text(ports[0])}@localhost"),
            ("RABBITMQ_DIST_PORT", Text(ports[2])),
            ("RABBITMQ_MNESIA_BASE", Path.Combine(home, "data")),
            ("RABBITMQ_LOG_BASE", Path.Combine(home, "log")),
            ("RABBITMQ_CONFIG_FILE", Path.Combine(home, "rabbitmq.conf")),
            ("RABBITMQ_CONF_ENV_FILE", Path.Combine(home, "rabbitmq-env.conf")),
            ("RABBITMQ_ADVANCED_CONFIG_FILE", Path.Combine(home, "advanced.config")),
            ("RABBITMQ_GENERATED_CONFIG_DIR", Path.Combine(home, "generated")),
            ("RABBITMQ_ENABLED_PLUGINS_FILE", Path.Combine(home, "enabled_plugins")),
            ("RABBITMQ_PID_FILE", Path.Combine(home, "pid")),

            // The script then becomes the node, so that the keeper's signals reach it.
            ("RUNNING_UNDER_SYSTEMD", "true"),
        })
        {
            start.Environment[name] = value;
        }

        return start;

        static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
    }

    private async Task OrderAsync(string order)
    {
        await keeper.StandardInput.WriteLineAsync(order);
        await keeper.StandardInput.FlushAsync();
    }

    private async Task EndAsync(string order)
    {
        await OrderAsync(order);
        using var patience = new CancellationTokenSource(LongestStart);
        while (await keeper.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            if (line == "down")
                return;
        }
    }

    private async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await new ConnectionFactory { Uri = Uri }.CreateConnectionAsync(cancellationToken);
            return true;
        }
        catch (Exception failure) when (failure is BrokerUnreachableException or OperationInterruptedException or IOException)
        {
            return false;
        }
    }

    private async Task<string> ReadLogAsync() =>
        Path.Combine(folder, "server.log") is var log && File.Exists(log) ? await File.ReadAllTextAsync(log) : "It has written nothing.";
}
