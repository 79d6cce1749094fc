using System.Globalization;
using System.Text.RegularExpressions;

namespace PasskeyLedger.Service.Development;

/// <summary>A folder with PostgreSQL's server programs, of one major version.</summary>
internal sealed partial record PrivatePostgresBinaries(string Folder, int MajorVersion)
{
    // Oldest version whose functions the event store uses (pg_current_xact_id and its kin came with 13).
    private const int OldestVersion = 13;

    public string Initdb => Path.Combine(Folder, "initdb");

    public string PgCtl => Path.Combine(Folder, "pg_ctl");

    /// <summary>
    /// The newest binaries in the given folders, or in PATH and the usual places; those of the data's version where there
    /// is data already, as no other version can read it.
    /// </summary>
    /// <exception cref="PrivatePostgresException">There is data, and binaries of other versions only.</exception>
    public static async Task<PrivatePostgresBinaries?> FindAsync(
        IReadOnlyList<string>? folders, int? dataVersion, CancellationToken cancellationToken)
    {
        List<PrivatePostgresBinaries> found = [];
        foreach (var folder in (folders ?? [.. UsualFolders()]).Distinct(StringComparer.Ordinal))
        {
            if (await AskAsync(folder, cancellationToken) is { } binaries)
                found.Add(binaries);
        }

        var usable = found.Where(binaries => binaries.MajorVersion >= OldestVersion).OrderByDescending(binaries => binaries.MajorVersion);
        if (dataVersion is not { } version || !usable.Any())
            return usable.FirstOrDefault();
        return usable.FirstOrDefault(binaries => binaries.MajorVersion == version)
            ?? throw new PrivatePostgresException(
                $"The private database was made by PostgreSQL {version}, and this machine has {string.Join(", ", usable.Select(one => one.MajorVersion))}. "
                + $"Install version {version}, or delete the folder of its data.");
    }

    private static IEnumerable<string> UsualFolders()
    {
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return path.Concat(
        [
            .. Below("/usr/lib/postgresql", "bin"),                             // Debian, Ubuntu
            .. Below("/usr", "bin", "pgsql-*"),                                 // PostgreSQL's own RPMs
            "/usr/libexec/postgresql", .. Below("/usr/libexec", "", "postgresql*"), // Alpine
            .. Below("/opt/homebrew/opt", "bin", "postgresql*"),                // Homebrew on Apple silicon
            .. Below("/usr/local/opt", "bin", "postgresql*"),                   // Homebrew on Intel
            .. Below("/home/linuxbrew/.linuxbrew/opt", "bin", "postgresql*"),
            .. Below("/Applications/Postgres.app/Contents/Versions", "bin"),
            .. Below("/Library/PostgreSQL", "bin"),                             // EnterpriseDB's installer
            "/usr/local/pgsql/bin", "/usr/bin",
        ]);
    }

    private static IEnumerable<string> Below(string parent, string child, string pattern = "*") =>
        Directory.Exists(parent) ? Directory.EnumerateDirectories(parent, pattern).Select(folder => Path.Combine(folder, child)) : [];

    private static async Task<PrivatePostgresBinaries?> AskAsync(string folder, CancellationToken cancellationToken)
    {
        var postgres = Path.Combine(folder, "postgres");
        if (!File.Exists(postgres) || !File.Exists(Path.Combine(folder, "initdb")) || !File.Exists(Path.Combine(folder, "pg_ctl")))
            return null;
        var result = await PrivatePostgresCommand.RunAsync([postgres, "--version"], cancellationToken);
        var version = Version().Match(result.Output);
        return result.Succeeded && version.Success
            ? new(folder, int.Parse(version.Groups["major"].ValueSpan, CultureInfo.InvariantCulture))
            : null;
    }

    [GeneratedRegex(@"^postgres \(PostgreSQL\) (?<major>[0-9]+)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Version();
}
