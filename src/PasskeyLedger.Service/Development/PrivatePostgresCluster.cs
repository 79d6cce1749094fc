using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;

namespace PasskeyLedger.Service.Development;

/// <summary>A server run from binaries on this machine.</summary>
[UnsupportedOSPlatform("windows")]
internal static class PrivatePostgresCluster
{
    private const int MostPorts = 5;
    private static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(30);

    /// <summary>Makes the data where there is none, ends a server that a killed owner left, and starts one on a free port.</summary>
    /// <exception cref="PrivatePostgresException">It does not start.</exception>
    public static async Task<PrivatePostgresKeeper> StartAsync(
        PrivatePostgresBinaries binaries, PrivatePostgresFolder folder, PrivatePostgresOptions options, CancellationToken cancellationToken)
    {
        var account = await PrivatePostgresAccount.ChooseAsync(cancellationToken);
        await account.OwnAsync(folder.Root, cancellationToken);
        if (folder.DataVersion is null)
            await CreateAsync(binaries, folder, options, account, cancellationToken);
        else
            await EndLeftoverAsync(binaries, folder, account, cancellationToken);

        for (var attempt = 1; ; attempt++)
        {
            var port = FreePort();
            WriteSettings(folder, options, port);
            try
            {
                var keeper = await PrivatePostgresKeeper.StartAsync(
                    account,
                    folder.Root,
                    """
                    "$1" start -D "$2" -l "$3" -w -s >&2
                    """,
                    """
                    "$1" stop -D "$2" -m fast -w -s
                    """,
                    [binaries.PgCtl, folder.Data, folder.Log],
                    environment: null,
                    cancellationToken);
                folder.Port = port;
                return keeper;
            }
            catch (PrivatePostgresException failure)
            {
                var log = LogEnd(folder);

                // Between asking for a free port and using it somebody else may have come.
                if (attempt == MostPorts || !log.Contains("could not bind", StringComparison.Ordinal))
                    throw new PrivatePostgresException($"{failure.Message}\nThe end of {folder.Log}:\n{log}", failure);
            }
        }
    }

    private static async Task CreateAsync(
        PrivatePostgresBinaries binaries,
        PrivatePostgresFolder folder,
        PrivatePostgresOptions options,
        PrivatePostgresAccount account,
        CancellationToken cancellationToken)
    {
        options.Report($"Creating a private database with PostgreSQL {binaries.MajorVersion} in {folder.Root}.");

        // A first start that was killed half way leaves data without a version.
        if (Directory.Exists(folder.Data))
            Directory.Delete(folder.Data, recursive: true);
        string[] noSync = options.Settings.GetValueOrDefault("fsync") == "off" ? ["--no-sync"] : [];
        var created = await PrivatePostgresCommand.RunAsync(
            account.Wrap(
            [
                binaries.Initdb, "-D", folder.Data, "-U", PrivatePostgresConnection.Role, $"--pwfile={folder.PasswordFile}",
                "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C", "--data-checksums", .. noSync,
            ]),
            cancellationToken,
            folder.Root);
        if (!created.Succeeded)
            throw new PrivatePostgresException($"The private database cannot be created: {created.Said}");
        await File.AppendAllTextAsync(
            Path.Combine(folder.Data, "postgresql.conf"), "\ninclude 'private.conf'\n", cancellationToken);
    }

    private static void WriteSettings(PrivatePostgresFolder folder, PrivatePostgresOptions options, int port)
    {
        var settings = new Dictionary<string, string>(options.Settings, StringComparer.Ordinal)
        {
            ["listen_addresses"] = "127.0.0.1",
            ["port"] = port.ToString(CultureInfo.InvariantCulture),
            ["unix_socket_directories"] = "",
        };
        File.WriteAllLines(
            Path.Combine(folder.Data, "private.conf"),
            settings.Select(setting => $"{setting.Key} = '{setting.Value.Replace("'", "''", StringComparison.Ordinal)}'"));
    }

    /// <summary>A server without its keeper is stopped rather than taken as it is: nobody would stop it afterwards.</summary>
    private static async Task EndLeftoverAsync(
        PrivatePostgresBinaries binaries, PrivatePostgresFolder folder, PrivatePostgresAccount account, CancellationToken cancellationToken)
    {
        var pidFile = Path.Combine(folder.Data, "postmaster.pid");
        if (!File.Exists(pidFile))
            return;

        // The number may belong to another program by now, after a restart of the machine or of a container.
        if (!IsServer(pidFile))
        {
            File.Delete(pidFile);
            return;
        }

        // Where its keeper still lives, it is stopping already; pg_ctl's signal does no harm then.
        foreach (var mode in (string[])["fast", "immediate"])
        {
            var seconds = LongestEnd.TotalSeconds.ToString(CultureInfo.InvariantCulture);
            await PrivatePostgresCommand.RunAsync(
                account.Wrap(binaries.PgCtl, "stop", "-D", folder.Data, "-m", mode, "-w", "-t", seconds, "-s"), cancellationToken, folder.Root);
            if (!File.Exists(pidFile) || !IsServer(pidFile))
                return;
        }

        throw new PrivatePostgresException($"A PostgreSQL server that an earlier run left in {folder.Data} does not stop. End it by hand.");
    }

    private static bool IsServer(string pidFile)
    {
        try
        {
            var pid = int.Parse(File.ReadLines(pidFile).FirstOrDefault() ?? "", NumberStyles.None, CultureInfo.InvariantCulture);
            if (OperatingSystem.IsLinux())
            {
                // "pid (name) state …": a container whose first process does not collect the dead keeps them in state Z.
                var status = File.ReadAllText($"/proc/{pid.ToString(CultureInfo.InvariantCulture)}/stat");
                return status.Contains(" (postgres) ", StringComparison.Ordinal) && !status.Contains(") Z ", StringComparison.Ordinal);
            }

            using var process = Process.GetProcessById(pid);
            return process.ProcessName.StartsWith("postgres", StringComparison.Ordinal);
        }
        catch (Exception failure) when (failure is ArgumentException or InvalidOperationException or FormatException or IOException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string LogEnd(PrivatePostgresFolder folder) =>
        File.Exists(folder.Log) ? string.Join('\n', File.ReadLines(folder.Log).TakeLast(15)) : "";
}
