using Npgsql;
using PasskeyLedger.Benchmarks.Measuring;
using PasskeyLedger.Service.Development;
using PasskeyLedger.Testing.Authenticator;
using PasskeyLedger.Testing.Authenticator.Attestation;

namespace PasskeyLedger.Benchmarks.Registrations;

/// <summary>
/// Whole registrations over HTTP, a new user each: the service against what a team would run instead, on one PostgreSQL that commits
/// to disk.
/// </summary>
internal static class RegistrationsBenchmark
{
    private const int WarmUpUsers = 3000;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(4);

    // The most users a second that a turn may use up, by connections: more than any contestant gets done.
    private static readonly (int Connections, int UsersPerSecond)[] Widths = [(1, 1500), (16, 6000), (64, 8000)];

    private static readonly (string Name, SoftwareAuthenticator Authenticator)[] Attestations =
    [
        ("none", new SoftwareAuthenticator { Aaguid = Guid.Empty }),
        ("packed self", new SoftwareAuthenticator { Attestation = new PackedSelfAttestation() }),
    ];

    // As the folder of peers sets up its own server.
    private static readonly (string Name, string Value)[] ServerSettings =
    [
        ("shared_buffers", "512MB"),
        ("max_wal_size", "4GB"),
        ("checkpoint_timeout", "15min"),
        ("max_connections", "200"),
    ];

    /// <param name="options">How often and how long.</param>
    /// <param name="peersFolder">Holds the others, built; see <see cref="Contestants"/>.</param>
    /// <param name="cancellationToken">Ends the benchmark.</param>
    /// <exception cref="PrivatePostgresException">PostgreSQL is not on this machine.</exception>
    public static async Task RunAsync(RoundOptions options, string? peersFolder, CancellationToken cancellationToken)
    {
        await using var server = await BenchmarkServer.StartAsync(cancellationToken, ServerSettings);
        using var tokens = new AccessTokens();
        var contestants = new Contestants(server.ConnectionString, tokens, server.Folder, peersFolder);
        var started = await contestants.StartAsync(cancellationToken);
        try
        {
            var load = new RegistrationLoad(tokens, await ServerProcessorTime.OfAsync(server.Administration, cancellationToken));
            var users = new UserRanges(tokens, (range, cancellation) => contestants.AddUsersAsync(started, range, cancellation));
            await WarmUpAsync(load, started, users, cancellationToken);
            foreach (var (attestation, authenticator) in Attestations)
            {
                foreach (var (connections, usersPerSecond) in Widths)
                {
                    var costs = started.Select(_ => new List<RegistrationCost>()).ToArray();
                    for (var round = 0; round < options.Rounds; round++)
                    {
                        var range = await users.TakeAsync((int)(usersPerSecond * options.Length.TotalSeconds), cancellationToken);
                        foreach (var index in Turns.Of(round, started.Count))
                        {
                            // Nobody is to write out another's pages.
                            await server.CheckpointAsync(cancellationToken);
                            costs[index].Add(await load.RunAsync(started[index], authenticator, connections, range, options.Length, cancellationToken));
                        }
                    }

                    RegistrationsReport.Print(attestation, connections, [.. started.Select(contestant => contestant.Name).Zip(costs)]);
                }
            }
        }
        finally
        {
            foreach (var contestant in started)
                await contestant.DisposeAsync();
        }
    }

    private static async Task WarmUpAsync(
        RegistrationLoad load, IReadOnlyList<Contestant> contestants, UserRanges users, CancellationToken cancellationToken)
    {
        foreach (var (_, authenticator) in Attestations)
        {
            var range = await users.TakeAsync(WarmUpUsers * (int)WarmUp.TotalSeconds, cancellationToken);
            foreach (var contestant in contestants)
                await load.RunAsync(contestant, authenticator, connections: 16, range, WarmUp, cancellationToken);
        }
    }

    /// <summary>Users that nobody has registered before, with their tokens made and known to all.</summary>
    private sealed class UserRanges(AccessTokens tokens, Func<Range, CancellationToken, Task> addAsync)
    {
        private int next;

        public async Task<Range> TakeAsync(int count, CancellationToken cancellationToken)
        {
            var range = next..(next + count);
            next += count;
            tokens.Prepare(next);
            await addAsync(range, cancellationToken);
            return range;
        }
    }
}
