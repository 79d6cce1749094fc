using PasskeyLedger.Service.Development;

namespace PasskeyLedger.Benchmarks.Measuring;

/// <summary>A private PostgreSQL of the benchmark's own, which commits to disk and is gone with its data afterwards.</summary>
internal sealed class BenchmarkServer : IAsyncDisposable
{
    private readonly PrivatePostgres server;

    private BenchmarkServer(string folder, PrivatePostgres server)
    {
        Folder = folder;
        this.server = server;
    }

    public string ConnectionString => server.ConnectionString;

    /// <summary>A folder for the benchmark's other files. It goes with the server.</summary>
    public string Folder { get; }

    /// <exception cref="PrivatePostgresException">PostgreSQL is not on this machine.</exception>
    public static async Task<BenchmarkServer> StartAsync(IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken)
    {
        // Not the folder for temporary files, which may be in memory: a commit must cost what it costs.
        var folder = Path.Combine("/var/tmp", $"passkey-ledger-benchmarks-{Guid.NewGuid():N}");
        try
        {
            var started = await PrivatePostgres.StartAsync(
                new PrivatePostgresOptions { Folder = Path.Combine(folder, "postgres"), Settings = settings, MayUseDocker = false, MayInstall = false },
                cancellationToken);
            return new(folder, started);
        }
        catch
        {
            Delete(folder);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        Delete(Folder);
    }

    private static void Delete(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }
}
