using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using PasskeyLedger.Contracts;
using PasskeyLedger.Contracts.Audit;
using PasskeyLedger.EventStore;
using PasskeyLedger.EventStore.Subscribing;
using PasskeyLedger.ReadModels.Audit;
using PasskeyLedger.Service.Configuration;
using PasskeyLedger.Service.Ledger;
using PasskeyLedger.Service.Tests.Access;
using PasskeyLedger.Testing;
using PasskeyLedger.Testing.Authenticator.Attestation;

namespace PasskeyLedger.Service.Tests.Http;

/// <summary>The service as it is in Production, on a real web server and a real PostgreSQL, with the pools of <see cref="Pools"/>.</summary>
public sealed class RunningLedger(PostgresFixture postgres) : IAsyncLifetime
{
    public const string UserAgent = "passkey-ledger-tests";
    public const string LogOrigin = "ledger.example/log";

    private readonly ConcurrentQueue<string> log = new();
    private readonly TestIssuer issuer = new("https://issuer.example");
    private readonly string jwksFile = Path.GetTempFileName();
    private readonly string rootFile = Path.GetTempFileName();
    private PostgresDatabase? database;
    private WebApplication? app;

    public AdjustableClock Clock { get; } = new();

    /// <summary>How often an address may call; by default more often than any test does.</summary>
    public int PerAddressPerMinute { get; init; } = 100_000;

    /// <summary>The key that checkpoints are signed with, every second, for the log <see cref="LogOrigin"/>; null: none are.</summary>
    public string? SigningKeyFile { get; init; }

    /// <summary>How the event store commits and reads.</summary>
    public EventStoreOptions StoreOptions { get; init; } = new();

    public Uri Endpoint { get; private set; } = null!;

    public HttpClient Http { get; } = new() { DefaultRequestHeaders = { { "User-Agent", UserAgent } } };

    public AWSCognitoIdentityProviderServiceClient Client { get; private set; } = null!;

    /// <summary>The read side; its operators are of the issuer of <see cref="Pools.Plain"/>.</summary>
    public PasskeyLedgerAuditClient Audit { get; private set; } = null!;

    public PostgresDatabase Database => database!;

    public IEventStore Store => app!.Services.GetRequiredService<IEventStore>();

    /// <summary>Every line that was logged, exceptions and all.</summary>
    public IEnumerable<string> Log => log;

    public async ValueTask InitializeAsync()
    {
        await File.WriteAllBytesAsync(jwksFile, issuer.KeySet, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(rootFile, AttestationAuthority.Shared.Root.ExportCertificatePem(), TestContext.Current.CancellationToken);
        database = await postgres.CreateDatabaseAsync([.. LedgerSchema.Sources]);
        var builder = LedgerApplication.CreateBuilder([.. Settings().Select(setting => $"--{setting.Key}={setting.Value}")]);
        builder.Services.AddSingleton<TimeProvider>(Clock).AddSingleton(StoreOptions);
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Trace).AddProvider(new LogCapture(log.Enqueue));

        var reading = LedgerConfigurationReader.Read(builder.Configuration, isDevelopment: false);
        var configuration = reading is ConfigurationReading.Valid valid
            ? valid.Configuration
            : throw new InvalidOperationException(string.Join('\n', ((ConfigurationReading.Faulty)reading).Faults));

        app = LedgerApplication.Build(builder, configuration, database.DataSource, developmentIssuer: null);
        await app.StartAsync(TestContext.Current.CancellationToken);
        Endpoint = new Uri(app.Urls.Single());
        Client = new(Http, Endpoint);
        Audit = new(Http, Endpoint);
    }

    /// <summary>Stops the service. Its database stays.</summary>
    internal async Task StopAsync()
    {
        if (app is not null)
            await app.DisposeAsync();
        app = null;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await StopAsync();
        if (database is not null)
            await database.DisposeAsync();
        issuer.Dispose();
        File.Delete(jwksFile);
        File.Delete(rootFile);
    }

    /// <summary>A token signed with the key that every pool of <see cref="Pools"/> trusts.</summary>
    /// <param name="changes">Claims that are to differ from those of a good token; null takes one out.</param>
    public string Token(string pool, string sub, params (string Name, object? Value)[] changes) => Token(issuer, pool, sub, changes);

    /// <summary>A token that opens the audit.</summary>
    /// <param name="changes">Claims that are to differ from those of a good token; null takes one out.</param>
    public string OperatorToken(string sub, params (string Name, object? Value)[] changes) =>
        Token(issuer, Pools.Plain, sub, [("scope", ConfigurationDefaults.OperatorScope), ("client_id", "audit-desk"), .. changes]);

    /// <summary>Waits until the audit has all that is in the log now.</summary>
    public async Task AuditCaughtUpAsync()
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        timeout.CancelAfter(TimeSpan.FromSeconds(60));
        var head = await SubscriptionProgress.ReadHeadAsync(Database.DataSource, timeout.Token);
        while (!(await SubscriptionProgress.ReadAsync(Database.DataSource, timeout.Token))
            .Any(one => one.Name == AuditProjection.Definition.Name && one.Position >= head))
            await Task.Delay(20, timeout.Token);
    }

    /// <summary>A token that says the same, signed with a key of somebody else.</summary>
    public string ForgedToken(string pool, string sub)
    {
        using var forger = new TestIssuer("https://forger.example");
        return Token(forger, pool, sub);
    }

    private string Token(TestIssuer signer, string pool, string sub, params (string Name, object? Value)[] changes) => signer.Rs256(
        signer.Claims(Clock.GetUtcNow(), [("iss", Pools.IssuerOf(pool)), ("sub", sub), ("client_id", "client-1"), .. changes]));

    /// <summary>A user whom nobody has met yet.</summary>
    internal User User(string pool) => new(this, pool, Guid.NewGuid().ToString("D"));

    /// <summary>A client that sends one header more.</summary>
    internal HeaderedClient WithHeader(string name, string value) => new(Endpoint, name, value);

    /// <summary>The database goes away, and comes back after the action.</summary>
    internal async Task WithoutDatabaseAsync(Func<Task> action)
    {
        var name = new NpgsqlConnectionStringBuilder(database!.ConnectionString).Database;
        var elsewhere = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Database = "postgres", Pooling = false };
        await using var server = NpgsqlDataSource.Create(elsewhere);
        await ExecuteAsync($"alter database {name} allow_connections false");
        await ExecuteAsync($"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{name}'");
        try
        {
            await action();
        }
        finally
        {
            await ExecuteAsync($"alter database {name} allow_connections true");
        }

        async Task ExecuteAsync(string sql)
        {
            await using var command = server.CreateCommand(sql);
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }
    }

    private IEnumerable<(string Key, string Value)> LogSettings() => SigningKeyFile is { } file
        ? [("Transparency:Origin", LogOrigin), ("Transparency:SigningKeyFile", file), ("Transparency:CheckpointInterval", "00:00:01")]
        : [];

    private IEnumerable<(string Key, string Value)> Settings() =>
    [
        ("environment", "Production"),
        ("urls", "http://127.0.0.1:0"),
        ("ConnectionStrings:Ledger", database!.ConnectionString),
        .. LogSettings(),
        ("RateLimits:PerAddressPerMinute", PerAddressPerMinute.ToString(CultureInfo.InvariantCulture)),
        ("ForwardedHeaders:KnownProxies:0", "127.0.0.1"),
        ("Operators:Issuer", Pools.IssuerOf(Pools.Plain)),
        ("NetworkRules:0:Action", "Deny"),
        ("NetworkRules:0:Header", "X-Forbidden"),
        ("NetworkRules:0:Contains", "service"),
        .. Pools.Settings(jwksFile, rootFile),
    ];
}
