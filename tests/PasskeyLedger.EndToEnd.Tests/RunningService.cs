using PasskeyLedger.EndToEnd.Tests;
using PasskeyLedger.Testing;

[assembly: AssemblyFixture(typeof(RunningService))]

namespace PasskeyLedger.EndToEnd.Tests;

/// <summary>One service in Development for all tests that leave it as they found it. It starts with the first test that asks for it.</summary>
public sealed class RunningService : IAsyncDisposable
{
    private readonly Lazy<Task<ServiceProcess>> process = new(() => ServiceProcess.StartAsync(new ServiceProcessOptions()));

    public Task<ServiceProcess> GetAsync() => process.Value;

    /// <summary>A name that no other test uses.</summary>
    public static string NewUsername() => $"user-{Guid.NewGuid():N}";

    public async ValueTask DisposeAsync()
    {
        if (process.IsValueCreated && process.Value.IsCompletedSuccessfully)
            await (await process.Value).DisposeAsync();
    }
}
