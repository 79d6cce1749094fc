using PasskeyLedger.Benchmarks.Measuring;
using PasskeyLedger.EventStore;

namespace PasskeyLedger.Benchmarks.Appending;

/// <summary>A way to append, as <see cref="IEventStore.AppendAsync"/>.</summary>
internal delegate Task<AppendOutcome> AppendAsync(Append append, CancellationToken cancellationToken);

/// <summary>Callers that each register user after user: an append that starts a new stream, then one behind it, an event each.</summary>
internal static class AppendLoad
{
    public static Task<CallCost> RunAsync(
        AppendAsync append, int callers, TimeSpan length, ServerProcessorTime server, CancellationToken cancellationToken) =>
        CallerLoad.RunAsync(
            async timeAsync =>
            {
                var user = RegistrationAppends.NewUser();
                await timeAsync(() => AppendAsync(append, RegistrationAppends.Started(user, ExpectedVersion.NoStream), cancellationToken));
                await timeAsync(() => AppendAsync(append, RegistrationAppends.Completed(user), cancellationToken));
            },
            callers,
            length,
            server,
            cancellationToken);

    /// <summary>Appends where nobody else does.</summary>
    public static async Task AppendAsync(AppendAsync append, Append one, CancellationToken cancellationToken)
    {
        if (await append(one, cancellationToken) is not AppendOutcome.Committed)
            throw new InvalidOperationException($"An append to {one.Stream} was refused, although nobody else appends to it.");
    }
}
