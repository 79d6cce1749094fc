using System.Runtime.Versioning;
using Npgsql;

namespace PasskeyLedger.Service.Development;

/// <summary>
/// A PostgreSQL server of the service's own, for development: started from binaries on the machine, else in Docker, else
/// from a package it installs. It listens on 127.0.0.1 at a free port with a random password, keeps its data from one run
/// to the next, and stops with the service, also when that is killed.
/// </summary>
/// <remarks>
/// Where another living process owns the folder, its server is shared and left running. A server whose owner was killed
/// together with its keeper is stopped and started anew.
/// </remarks>
public sealed class PrivatePostgres : IAsyncDisposable
{
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(100);

    private readonly FileStream? ownership;
    private readonly IAsyncDisposable? keeper;
    private readonly Action? forgetPort;

    private PrivatePostgres(string connectionString, int port, string folder, FileStream? ownership, IAsyncDisposable? keeper, Action? forgetPort)
    {
        ConnectionString = connectionString;
        Port = port;
        Folder = folder;
        this.ownership = ownership;
        this.keeper = keeper;
        this.forgetPort = forgetPort;
    }

    /// <summary>How to connect as the server's superuser. It holds the password.</summary>
    public string ConnectionString { get; }

    public int Port { get; }

    /// <summary>The folder of the data, the log (<c>server.log</c>) and the password (<c>password</c>, for its owner only).</summary>
    public string Folder { get; }

    /// <summary>This process started the server and will stop it.</summary>
    public bool IsOwner => ownership is not null;

    /// <summary>Starts the server, or joins the one that another process runs in the same folder.</summary>
    /// <exception cref="PrivatePostgresException">It cannot be had. The message says what a person can do.</exception>
    public static async Task<PrivatePostgres> StartAsync(PrivatePostgresOptions options, CancellationToken cancellationToken)
    {
        if (OperatingSystem.IsWindows())
            throw new PrivatePostgresException("A private PostgreSQL is not made on Windows. Install PostgreSQL and configure its connection string.");

        var folder = PrivatePostgresFolder.Open(options.Folder);
        using var timeout = new CancellationTokenSource(LongestStart);
        while (true)
        {
            if (folder.TryOwn() is { } ownership)
                return await StartAsOwnerAsync(folder, ownership, options, cancellationToken);
            if (folder.Port is { } port && await TryJoinAsync(folder, port, options, cancellationToken) is { } guest)
                return guest;
            if (timeout.IsCancellationRequested)
                throw new PrivatePostgresException($"Another process uses {folder.Root}, but its server does not answer. End that process, or choose another folder.");
            await Task.Delay(BetweenLooks, cancellationToken);
        }
    }

    /// <summary>Stops the server where this process owns it.</summary>
    public async ValueTask DisposeAsync()
    {
        if (keeper is not null)
            await keeper.DisposeAsync();
        forgetPort?.Invoke();
        if (ownership is not null)
            await ownership.DisposeAsync();
    }

    [UnsupportedOSPlatform("windows")]
    private static async Task<PrivatePostgres> StartAsOwnerAsync(
        PrivatePostgresFolder folder, FileStream ownership, PrivatePostgresOptions options, CancellationToken cancellationToken)
    {
        PrivatePostgresKeeper? started = null;
        try
        {
            folder.Port = null;
            var password = folder.Password(isOwner: true);
            started = await StartServerAsync(folder, password, options, cancellationToken);
            var port = folder.Port!.Value;
            var connectionString = PrivatePostgresConnection.StringFor(port, password, options.Database);
            await PrivatePostgresConnection.WaitAsync(connectionString, cancellationToken);
            await PrivatePostgresConnection.EnsureDatabaseAsync(connectionString, cancellationToken);
            return new(connectionString, port, folder.Root, ownership, started, () => folder.Port = null);
        }
        catch
        {
            if (started is not null)
                await started.DisposeAsync();
            await ownership.DisposeAsync();
            throw;
        }
    }

    [UnsupportedOSPlatform("windows")]
    private static async Task<PrivatePostgresKeeper> StartServerAsync(
        PrivatePostgresFolder folder, string password, PrivatePostgresOptions options, CancellationToken cancellationToken)
    {
        if (await FindAsync() is { } binaries)
            return await PrivatePostgresCluster.StartAsync(binaries, folder, options, cancellationToken);
        if (options.MayUseDocker && await PrivatePostgresDocker.IsThereAsync(cancellationToken))
            return await PrivatePostgresDocker.StartAsync(folder, password, options, cancellationToken);
        if (options.MayInstall && PrivatePostgresPackages.CanInstall)
        {
            await PrivatePostgresPackages.InstallAsync(options.Report, cancellationToken);
            if (await FindAsync() is { } installed)
                return await PrivatePostgresCluster.StartAsync(installed, folder, options, cancellationToken);
        }

        throw new PrivatePostgresException(
            "PostgreSQL is not on this machine, and no Docker engine answers. Install it ("
            + (OperatingSystem.IsMacOS() ? "brew install postgresql@17" : "sudo apt-get install postgresql, or your distribution's package")
            + "), start Docker, or configure a connection string.");

        Task<PrivatePostgresBinaries?> FindAsync() =>
            PrivatePostgresBinaries.FindAsync(options.BinaryFolders, folder.DataVersion, cancellationToken);
    }

    [UnsupportedOSPlatform("windows")]
    private static async Task<PrivatePostgres?> TryJoinAsync(
        PrivatePostgresFolder folder, int port, PrivatePostgresOptions options, CancellationToken cancellationToken)
    {
        var connectionString = PrivatePostgresConnection.StringFor(port, folder.Password(isOwner: false), options.Database);
        try
        {
            await PrivatePostgresConnection.EnsureDatabaseAsync(connectionString, cancellationToken);
            return new(connectionString, port, folder.Root, ownership: null, keeper: null, forgetPort: null);
        }
        catch (NpgsqlException)
        {
            return null;
        }
    }
}
