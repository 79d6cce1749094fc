using System.Text.Json;
using PasskeyLedger.Contracts.Events;
using PasskeyLedger.EventStore;
using PasskeyLedger.ReadModels;
using PasskeyLedger.Service.Commands;
using PasskeyLedger.Service.Ledger;
using PasskeyLedger.Service.Tests.Http;
using PasskeyLedger.Testing;
using PasskeyLedger.Transparency.Notes;

namespace PasskeyLedger.Service.Tests.TransparencyLog;

/// <summary>A service that signs checkpoints, some users who have registered, and the commands that its operators run against its database.</summary>
internal sealed class SignedLedger : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly DirectoryInfo directory;

    private SignedLedger(PostgresFixture postgres)
    {
        directory = Directory.CreateTempSubdirectory("passkey-ledger-tests-");
        KeyFile = Place("checkpoints.pem");
        var key = SigningKey.Create(RunningLedger.LogOrigin);
        SigningKeyFile.TryCreate(KeyFile, key);
        Verifier = key.Verifier.ToString();
        Running = new(postgres) { SigningKeyFile = KeyFile };
    }

    public RunningLedger Running { get; }

    public PostgresDatabase Database => Running.Database;

    public string KeyFile { get; }

    /// <summary>The key as others verify with it.</summary>
    public string Verifier { get; }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static async Task<SignedLedger> StartAsync(PostgresFixture postgres)
    {
        var ledger = new SignedLedger(postgres);
        await ledger.Running.InitializeAsync();
        return ledger;
    }

    /// <summary>A path in the test's own folder.</summary>
    public string Place(string name) => Path.Combine(directory.FullName, name);

    /// <summary>Registers users and waits until a checkpoint covers all of their events.</summary>
    public async Task RegisterAsync(int users)
    {
        for (var number = 0; number < users; number++)
            await Running.User(Pools.Plain).RegisterAsync();
        await UntilSettledAsync();
    }

    /// <summary>Appends so many refusals to one user's stream and waits until a checkpoint covers them.</summary>
    public async Task AppendAsync(int events)
    {
        var rejected = new RegistrationRejected
        {
            Operation = "CompleteWebAuthnRegistration",
            Reason = RejectionReason.OriginNotAllowed,
            Exception = "WebAuthnOriginNotAllowedException",
            Detail = "no",
            PoolVersion = 1,
        };
        await Running.Store.AppendAsync(
            new Append
            {
                Stream = LedgerStreams.User(Pools.Plain, Guid.NewGuid().ToString("D")),
                Expected = ExpectedVersion.NoStream,
                Events = [.. Enumerable.Range(0, events).Select(_ => EventEnvelope.Of(rejected, LedgerTime.Now(Running.Clock)))],
            },
            Cancelled);
        await UntilSettledAsync();
    }

    private async Task UntilSettledAsync()
    {
        await UntilAsync("SELECT (SELECT max(tree_size) FROM ledger_tree_checkpoints) = (SELECT count(*) FROM mt_events)");
        await UntilAsync("SELECT (SELECT count(*) FROM ledger_audit) = (SELECT count(*) FROM mt_events)");
    }

    public async Task UntilAsync(string condition)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (await Database.ScalarAsync(condition) is not true)
        {
            TimeProvider.System.GetElapsedTime(started).ShouldBeLessThan(Patience, condition + "\n" + string.Join('\n', Running.Log.TakeLast(20)));
            await Task.Delay(50, Cancelled);
        }
    }

    /// <summary>The latest checkpoint as anybody gets it, in a file.</summary>
    public async Task<string> KeepCheckpointAsync(string name = "kept.checkpoint")
    {
        await File.WriteAllTextAsync(Place(name), await Running.Http.GetStringAsync(new Uri(Running.Endpoint, "/tlog/checkpoint"), Cancelled), Cancelled);
        return Place(name);
    }

    /// <summary>A command as the shell runs it, with the service's configuration.</summary>
    public async Task<(int ExitCode, string Said)> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        var exitCode = await CommandLine.RunAsync(
            [
                .. arguments, $"--ConnectionStrings:Ledger={Database.ConnectionString}", $"--Transparency:Origin={RunningLedger.LogOrigin}",
                $"--Transparency:SigningKeyFile={KeyFile}",
            ],
            new CommandHandlers((_, _) => Task.FromResult(0), LedgerSchema.MigrateAsync),
            output,
            output,
            Cancelled);
        return (exitCode, output.ToString());
    }

    /// <summary>Verifies, and gives the kind and the position of each finding on the log, those on keys with their stream and those on read models with their columns after them.</summary>
    public async Task<(int ExitCode, IReadOnlyList<string> Findings, string Said)> VerifyAsync(params string[] options)
    {
        var (exitCode, said) = await RunAsync(["verify", "--json", .. options]);
        JsonElement report;
        try
        {
            report = JsonDocument.Parse(said).RootElement;
        }
        catch (JsonException fault)
        {
            throw new InvalidOperationException(said, fault);
        }

        return (
            exitCode,
            [
                .. report.GetProperty("findings").EnumerateArray().Select(finding => $"{finding.GetProperty("kind").GetString()} {finding.GetProperty("position").GetRawText()}"),
                .. report.GetProperty("keys").GetProperty("findings").EnumerateArray().Select(finding => $"key {finding.GetProperty("kind").GetString()} {finding.GetProperty("stream").GetString()}"),
                .. report.GetProperty("readModels").EnumerateArray().SelectMany(model => model.GetProperty("differences").EnumerateArray())
                    .Select(difference => $"{difference.GetProperty("table").GetString()} {difference.GetProperty("difference").GetString()} {difference.GetProperty("columns").GetRawText()}"),
            ],
            said);
    }

    public async ValueTask DisposeAsync()
    {
        await Running.DisposeAsync();
        directory.Delete(recursive: true);
    }
}
