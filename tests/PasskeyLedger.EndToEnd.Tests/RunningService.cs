using PasskeyLedger.EndToEnd.Tests;
using PasskeyLedger.Testing;

[assembly: AssemblyFixture(typeof(PostgresFixture))]
[assembly: AssemblyFixture(typeof(RabbitMqFixture))]
[assembly: AssemblyFixture(typeof(RunningService))]

namespace PasskeyLedger.EndToEnd.Tests;

/// <summary>One service in Development for all tests that leave it as they found it. It starts with the first test that asks for it.</summary>
public sealed class RunningService : IAsyncDisposable
{
    private readonly SemaphoreSlim gate = new(1, 1);
    private ServiceProcess? process;

    /// <summary>The service, on a database of the fixture's. Skips the test where PostgreSQL cannot be had.</summary>
    public async Task<ServiceProcess> GetAsync(PostgresFixture postgres)
    {
        await gate.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            if (process is null)
            {
                var database = await postgres.CreateEmptyDatabaseAsync();
                process = await ServiceProcess.StartAsync(
                    new ServiceProcessOptions { ConnectionString = database.ConnectionString }, TestContext.Current.CancellationToken);
            }

            return process;
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>A name that no other test uses.</summary>
    public static string NewUsername() => $"user-{Guid.NewGuid():N}";

    public async ValueTask DisposeAsync()
    {
        if (process is not null)
            await process.DisposeAsync();
        gate.Dispose();
    }
}
