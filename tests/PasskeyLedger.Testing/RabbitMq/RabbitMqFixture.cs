using Xunit;

namespace PasskeyLedger.Testing;

/// <summary>
/// One private broker for a test process, started with the first test that asks for it, as an assembly fixture:
/// <c>[assembly: AssemblyFixture(typeof(RabbitMqFixture))]</c>. Tests share it, each with an exchange of its own; those that stop it
/// leave it running, and belong to one collection with all that use it.
/// </summary>
public sealed class RabbitMqFixture : IAsyncDisposable
{
    private readonly SemaphoreSlim gate = new(1, 1);
    private RabbitMqBroker? broker;

    /// <summary>The broker. Skips the test where RabbitMQ is not installed.</summary>
    public async Task<RabbitMqBroker> GetAsync()
    {
        if (RabbitMqBroker.WhyNot is { } whyNot)
            Assert.Skip(whyNot);
        await gate.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            return broker ??= await RabbitMqBroker.StartAsync(TestContext.Current.CancellationToken);
        }
        finally
        {
            gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (broker is not null)
            await broker.DisposeAsync();
        gate.Dispose();
    }
}
