using PasskeyLedger.Contracts;
using PasskeyLedger.Testing;
using PasskeyLedger.Testing.Authenticator;

namespace PasskeyLedger.EndToEnd.Tests.TransparencyLog;

/// <summary>A running service with a signing key of its own, which outlives both the service and its database.</summary>
internal sealed class LedgerWithKey : IAsyncDisposable
{
    public const string Origin = "ledger.example/log";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly DirectoryInfo folder;
    private readonly bool ownsFolder;

    private LedgerWithKey(PostgresDatabase database, DirectoryInfo folder, bool ownsFolder)
    {
        (Database, this.folder, this.ownsFolder) = (database, folder, ownsFolder);
        Variables = new(StringComparer.Ordinal)
        {
            ["Transparency__Origin"] = Origin,
            ["Transparency__SigningKeyFile"] = Place("checkpoints.pem"),
            ["Transparency__CheckpointInterval"] = "00:00:01",
            ["RateLimits__PerAddressPerMinute"] = "100000",
        };
    }

    public PostgresDatabase Database { get; }

    public string Verifier { get; private set; } = "";

    private ServiceProcess Service { get; set; } = null!;

    private Dictionary<string, string?> Variables { get; }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>Makes a key and starts the service.</summary>
    public static async Task<LedgerWithKey> StartAsync(PostgresDatabase database)
    {
        var ledger = new LedgerWithKey(database, Directory.CreateTempSubdirectory("passkey-ledger-test-"), ownsFolder: true);
        var (exitCode, said) = await new ServiceCommand("Development", database.ConnectionString, new Dictionary<string, string?>(StringComparer.Ordinal))
            .RunAsync("keys", "new", "--name", Origin, "--out", ledger.Place("checkpoints.pem"));
        exitCode.ShouldBe(0, said);
        ledger.Verifier = said.Split('\n')[0].Trim();
        await ledger.StartServiceAsync();
        return ledger;
    }

    /// <summary>Starts a service with the same key on another database.</summary>
    public async Task<LedgerWithKey> MoveToAsync(PostgresDatabase other)
    {
        var moved = new LedgerWithKey(other, folder, ownsFolder: false) { Verifier = Verifier };
        await moved.StartServiceAsync();
        return moved;
    }

    public string Place(string name) => Path.Combine(folder.FullName, name);

    /// <summary>Registers users and waits until a checkpoint covers all of their events.</summary>
    public async Task RegisterAsync(int users)
    {
        var client = new AWSCognitoIdentityProviderServiceClient(Service.Http, Service.Address);
        for (var number = 0; number < users; number++)
        {
            var token = await Service.IssueDevelopmentTokenAsync(RunningService.NewUsername(), Cancelled);
            var started = await client.StartWebAuthnRegistrationAsync(new() { AccessToken = token }, Cancelled);
            var answer = new SoftwareAuthenticator { Key = AuthenticatorKey.Shared(CoseAlgorithm.ES256) }.Register(
                RegistrationCeremony.FromOptions(started.CredentialCreationOptions, Service.Address.GetLeftPart(UriPartial.Authority)));
            await client.CompleteWebAuthnRegistrationAsync(new() { AccessToken = token, Credential = answer.ToJsonElement() }, Cancelled);
        }

        var waited = TimeProvider.System.GetTimestamp();
        while (await Database.ScalarAsync("SELECT (SELECT max(tree_size) FROM ledger_tree_checkpoints) = (SELECT count(*) FROM mt_events)") is not true)
        {
            TimeProvider.System.GetElapsedTime(waited).ShouldBeLessThan(Patience, Service.Output);
            await Task.Delay(100, Cancelled);
        }
    }

    /// <summary>The latest checkpoint as anybody gets it.</summary>
    public Task<string> CheckpointAsync() => Service.Http.GetStringAsync(new Uri("tlog/checkpoint", UriKind.Relative), Cancelled);

    /// <summary>A command on this database, or on another, with the same key.</summary>
    public Task<(int ExitCode, string Output)> RunAsync(params string[] arguments) => RunOnAsync(Database.ConnectionString, arguments);

    /// <inheritdoc cref="RunAsync"/>
    public Task<(int ExitCode, string Output)> RunOnAsync(string connectionString, params string[] arguments) =>
        new ServiceCommand("Development", connectionString, Variables).RunAsync(arguments);

    public Task StopAsync() => Service.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await Service.DisposeAsync();
        await Database.DisposeAsync();
        if (ownsFolder)
            folder.Delete(recursive: true);
    }

    private async Task StartServiceAsync() => Service = await ServiceProcess.StartAsync(
        new ServiceProcessOptions { ConnectionString = Database.ConnectionString, Variables = Variables }, Cancelled);
}
