using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using PasskeyLedger.Benchmarks.Measuring;
using PasskeyLedger.Testing.Authenticator;

namespace PasskeyLedger.Benchmarks.Registrations;

/// <summary>What registering cost in one round.</summary>
/// <param name="PerSecond">Registrations, each two calls.</param>
/// <param name="Median">Half of the registrations took no longer, in milliseconds.</param>
/// <param name="NinetyNinth">99 of 100 took no longer, in milliseconds.</param>
/// <param name="ServiceTime">Processor time of the contestant's process for each, in milliseconds.</param>
/// <param name="DatabaseTime">Processor time of PostgreSQL for each, in milliseconds.</param>
internal sealed record RegistrationCost(double PerSecond, double Median, double NinetyNinth, double ServiceTime, double DatabaseTime)
{
    public double Processor => ServiceTime + DatabaseTime;
}

/// <summary>Browsers that register, each on a connection of its own and for one new user after the other.</summary>
internal sealed class RegistrationLoad(AccessTokens tokens, ServerProcessorTime database)
{
    private const int Keys = 64;
    private static readonly AuthenticatorKey[] KeyPool = [.. Enumerable.Range(0, Keys).Select(_ => AuthenticatorKey.Create(CoseAlgorithm.ES256))];

    /// <summary>Registers users from a number on, until the time or the users are used up.</summary>
    /// <exception cref="InvalidOperationException">A registration was refused, or none came to its end.</exception>
    public async Task<RegistrationCost> RunAsync(
        Contestant contestant, SoftwareAuthenticator authenticator, int connections, Range users, TimeSpan length, CancellationToken cancellationToken)
    {
        GC.Collect();
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = connections, UseCookies = false }) { BaseAddress = contestant.Address };
        var next = users.Start.Value - 1;
        var durations = new ConcurrentBag<List<double>>();
        var databaseTime = database.Read();
        var serviceTime = contestant.ProcessorTime();
        var start = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(RegisterAsync, cancellationToken)));
        var elapsed = Stopwatch.GetElapsedTime(start);
        serviceTime = contestant.ProcessorTime() - serviceTime;
        databaseTime = database.Read() - databaseTime;

        var all = durations.SelectMany(one => one).ToArray();
        if (all.Length == 0)
            throw new InvalidOperationException($"{contestant.Name} completed no registration within {length}.");
        return new(
            all.Length / elapsed.TotalSeconds,
            Statistics.Median(all),
            Statistics.Quantile(all, 0.99),
            serviceTime.TotalMilliseconds / all.Length,
            databaseTime.TotalMilliseconds / all.Length);

        async Task RegisterAsync()
        {
            var own = new List<double>();
            while (Stopwatch.GetElapsedTime(start) < length && Interlocked.Increment(ref next) is var user && user < users.End.Value)
            {
                var token = tokens[user];
                var begun = Stopwatch.GetTimestamp();
                var (challenge, cookies) = await StartAsync(http, contestant, token, cancellationToken);
                var waiting = Stopwatch.GetElapsedTime(begun);

                // Making the answer is the authenticator's work, which nobody waits for here.
                var made = (authenticator with { Key = KeyPool[user % Keys] }).Register(new()
                {
                    Challenge = Base64Url.DecodeFromChars(challenge),
                    RpId = Contestant.RelyingPartyId,
                    Origin = Contestant.Origin,
                });

                begun = Stopwatch.GetTimestamp();
                await CompleteAsync(http, contestant, token, cookies, made.Json, cancellationToken);
                own.Add((waiting + Stopwatch.GetElapsedTime(begun)).TotalMilliseconds);
            }

            durations.Add(own);
        }
    }

    private static async Task<(string Challenge, string? Cookies)> StartAsync(
        HttpClient http, Contestant contestant, string token, CancellationToken cancellationToken)
    {
        using var request = contestant.Protocol.Start(token);
        using var response = await http.SendAsync(request, cancellationToken);
        await ExpectSuccessAsync(contestant, response, cancellationToken);
        using var answer = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(cancellationToken));
        var cookies = response.Headers.TryGetValues("Set-Cookie", out var set)
            ? string.Join("; ", set.Select(cookie => cookie[..cookie.IndexOf(';', StringComparison.Ordinal)]))
            : null;
        return (contestant.Protocol.ReadChallenge(answer.RootElement), cookies);
    }

    private static async Task CompleteAsync(
        HttpClient http, Contestant contestant, string token, string? cookies, string credential, CancellationToken cancellationToken)
    {
        using var request = contestant.Protocol.Complete(token, cookies, credential);
        using var response = await http.SendAsync(request, cancellationToken);
        await ExpectSuccessAsync(contestant, response, cancellationToken);
        await response.Content.ReadAsByteArrayAsync(cancellationToken);
    }

    private static async Task ExpectSuccessAsync(Contestant contestant, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (!response.IsSuccessStatusCode)
        {
            throw new InvalidOperationException(
                $"{contestant.Name} answered {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync(cancellationToken)}");
        }
    }
}
