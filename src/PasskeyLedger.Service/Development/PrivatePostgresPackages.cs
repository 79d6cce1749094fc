namespace PasskeyLedger.Service.Development;

/// <summary>PostgreSQL from the packages of Debian or Ubuntu.</summary>
internal static class PrivatePostgresPackages
{
    // Keeps the package from making and starting a server of its own, which nobody asked for.
    private const string ClusterSettings = "/etc/postgresql-common/createcluster.conf";

    /// <summary>We are root on Debian, Ubuntu or one of their kin.</summary>
    public static bool CanInstall =>
        Environment.IsPrivilegedProcess
        && PrivatePostgresCommand.Find("apt-get") is not null
        && File.Exists("/etc/os-release")
        && IsDebian(File.ReadLines("/etc/os-release"));

    /// <summary>Installs the package, telling each step.</summary>
    /// <exception cref="PrivatePostgresException">A step failed.</exception>
    public static async Task InstallAsync(Action<string> report, CancellationToken cancellationToken)
    {
        report("PostgreSQL is not on this machine: installing the package postgresql.");
        if (!File.Exists(ClusterSettings))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(ClusterSettings)!);
            await File.WriteAllTextAsync(ClusterSettings, "create_main_cluster = false\n", cancellationToken);
        }

        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["DEBIAN_FRONTEND"] = "noninteractive" };
        string[][] commands =
        [
            ["apt-get", "update"],
            ["apt-get", "install", "-y", "--no-install-recommends", "-o", "Dpkg::Options::=--force-confold", "postgresql"],
        ];
        foreach (var command in commands)
        {
            report($"$ {string.Join(' ', command)}");
            var result = await PrivatePostgresCommand.RunAsync(command, cancellationToken, report: report, environment: environment);
            if (!result.Succeeded)
                throw new PrivatePostgresException($"{string.Join(' ', command)} failed: {result.Said}");
        }
    }

    /// <summary>Reads the distribution from the lines of os-release.</summary>
    public static bool IsDebian(IEnumerable<string> osRelease) =>
        osRelease.Select(line => line.Split('=', 2))
            .Where(parts => parts is ["ID" or "ID_LIKE", _])
            .SelectMany(parts => parts[1].Trim('"').Split(' '))
            .Any(id => id is "debian" or "ubuntu");
}
