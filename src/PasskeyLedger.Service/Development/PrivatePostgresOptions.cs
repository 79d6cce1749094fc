namespace PasskeyLedger.Service.Development;

/// <summary>Where a private PostgreSQL lives and how it may be had.</summary>
public sealed record PrivatePostgresOptions
{
    /// <summary>
    /// The folder that holds the server's data, log and password. By default <c>passkey-ledger/postgres</c> under the
    /// user's local application data, and <c>/var/lib/passkey-ledger/postgres</c> for root, whose home no other user may
    /// enter (PostgreSQL refuses to run as root). It must be empty, or have been made by this class.
    /// </summary>
    public string? Folder { get; init; }

    /// <summary>The database to connect to. It is created where it does not exist.</summary>
    public string Database { get; init; } = "passkey_ledger";

    /// <summary>Settings of the server beyond the port and address, as in postgresql.conf, such as <c>fsync</c>.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Folders to look for <c>postgres</c> in, instead of PATH and the usual places.</summary>
    public IReadOnlyList<string>? BinaryFolders { get; init; }

    /// <summary>Without binaries, a Docker engine that answers may run the server.</summary>
    public bool MayUseDocker { get; init; } = true;

    /// <summary>Without binaries and Docker, root on Debian or Ubuntu may install the package.</summary>
    public bool MayInstall { get; init; } = true;

    /// <summary>Is told, a line at a time, what is being done. No line holds the password.</summary>
    public Action<string> Report { get; init; } = static _ => { };
}
