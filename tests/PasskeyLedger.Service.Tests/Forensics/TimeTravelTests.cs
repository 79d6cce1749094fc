using System.Buffers.Text;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using PasskeyLedger.Contracts;
using PasskeyLedger.EventStore;
using PasskeyLedger.EventStore.Reading;
using PasskeyLedger.EventStore.Subscribing;
using PasskeyLedger.ReadModels;
using PasskeyLedger.Registration;
using PasskeyLedger.Service.Commands;
using PasskeyLedger.Service.Forensics;
using PasskeyLedger.Service.Tests.Http;
using PasskeyLedger.Testing.Authenticator;

namespace PasskeyLedger.Service.Tests.Forensics;

/// <summary>
/// Users do what they will with a service that is serving, and what each of them then sees of it is noted down, by the service's answers
/// alone. The ledger folded to any position must come to what was noted then.
/// </summary>
public sealed class TimeTravelTests(RunningLedger ledger) : IClassFixture<RunningLedger>
{
    private const string Pool = Pools.Plain;
    private const int Users = 50;
    private const int Deeds = 500;
    private const string SeedVariable = "PASSKEYLEDGER_SEED";

    private readonly Seen[] seen = [.. Enumerable.Repeat(Seen.Nothing, Users)];
    private readonly List<Noted> noted = [];
    private readonly List<(int User, MadeRegistration Answer)> accepted = [];
    private int refusals;

    [Fact]
    public async Task folded_to_any_position_the_ledger_comes_to_what_was_seen_then()
    {
        var seed = ulong.TryParse(Environment.GetEnvironmentVariable(SeedVariable), NumberStyles.None, CultureInfo.InvariantCulture, out var given)
            ? given
            : (ulong)System.Random.Shared.NextInt64(long.MaxValue);
        try
        {
            foreach (var deed in Gen.Sample(Deed.Any, Users, new Rnd(seed), Deeds))
                await DoAsync(deed);
            await CheckEveryPositionAsync();
            await CheckTotalsAsync();
        }
        catch (Exception failure)
        {
            throw new InvalidOperationException($"It failed with seed {seed}. To see it again: {SeedVariable}={seed}.", failure);
        }
    }

    private async Task DoAsync(Deed deed)
    {
        var user = deed.User;
        switch (deed.Kind)
        {
            case DeedKind.Start:
                await StartAsync(user);
                break;
            case DeedKind.Complete:
                await NoteAsync([user], () => TryCompleteAsync(user, new SoftwareAuthenticator().Register(Opened(user, deed.Pick))));
                break;
            case DeedKind.CompleteWrongly:
                var wrong = new SoftwareAuthenticator { Origin = "https://evil.example" };
                await NoteAsync([user], () => TryCompleteAsync(user, wrong.Register(Opened(user, deed.Pick))));
                break;
            case DeedKind.Repeat when accepted.Count > 0:
                var (who, answer) = accepted[deed.Pick % accepted.Count];
                await NoteAsync([who], () => TryAsync(() => Call(who).CompleteAsync(answer)));
                break;
            case DeedKind.Delete:
                var credential = seen[user].Credentials.ElementAtOrDefault(deed.Pick % Math.Max(1, seen[user].Credentials.Count)) ?? "AAAA";
                await NoteAsync([user], async () =>
                {
                    if (await TryAsync(() => Call(user).DeleteAsync(credential)))
                        seen[user] = seen[user].Without(credential);
                });
                break;
            case DeedKind.RaceForChallenge:
                await StartAsync(user);
                var contested = new SoftwareAuthenticator();
                var ceremony = CeremonyOf(seen[user].Challenges.MaxBy(challenge => challenge.Value.Number).Key);
                await NoteAsync([user], () => Task.WhenAll(
                    TryCompleteAsync(user, contested.Register(ceremony)), TryCompleteAsync(user, contested.Register(ceremony))));
                break;
            case DeedKind.RaceForCredential:
                var other = (user + 1 + (deed.Pick % (Users - 1))) % Users;
                await StartAsync(user);
                await StartAsync(other);
                var same = new SoftwareAuthenticator { CredentialId = Guid.NewGuid().ToByteArray() };
                var (one, two) = (Opened(user, deed.Pick), Opened(other, deed.Pick));
                await NoteAsync([user, other], () => Task.WhenAll(TryCompleteAsync(user, same.Register(one)), TryCompleteAsync(other, same.Register(two))));
                break;
            case DeedKind.Wait:
                ledger.Clock.Advance(TimeSpan.FromMinutes(6));
                break;
            case DeedKind.WaitLong:
                ledger.Clock.Advance(TimeSpan.FromHours(2));
                break;
        }
    }

    private Task StartAsync(int user) => NoteAsync([user], async () =>
    {
        RegistrationCeremony? ceremony = null;
        if (await TryAsync(async () => ceremony = await Call(user).StartAsync()))
            seen[user] = seen[user].With(Base64Url.EncodeToString(ceremony!.Challenge), ledger.Clock.GetUtcNow());
    });

    private async Task TryCompleteAsync(int user, MadeRegistration answer)
    {
        if (!await TryAsync(() => Call(user).CompleteAsync(answer)))
            return;
        var challenge = JsonElement.Parse(answer.ClientDataJson).GetProperty("challenge").GetString()!;
        lock (accepted)
        {
            seen[user] = seen[user].Registered(challenge, answer.CredentialIdText);
            accepted.Add((user, answer));
        }
    }

    private async Task<bool> TryAsync(Func<Task> call)
    {
        try
        {
            await call();
            return true;
        }
        catch (ServiceException refused) when (refused is not InternalErrorException)
        {
            Interlocked.Increment(ref refusals);
            return false;
        }
    }

    /// <summary>What an authenticator answers: one of the user's challenges, used and expired ones too, or one that nobody gave.</summary>
    private RegistrationCeremony Opened(int user, int pick)
    {
        var challenges = seen[user].Challenges;
        return challenges.Count == 0
            ? RegistrationCeremony.Example()
            : CeremonyOf(challenges.OrderBy(challenge => challenge.Value.IsUsed)
                .ThenByDescending(challenge => challenge.Value.Number)
                .ElementAt(pick % 4 % challenges.Count).Key);
    }

    private static RegistrationCeremony CeremonyOf(string challenge) => new()
    {
        Challenge = Base64Url.DecodeFromChars(challenge),
        RpId = "example.com",
        Origin = Http.User.Origin,
    };

    // Tokens live for an hour, and hours pass.
    private User Call(int user) => new(ledger, Pool, SubOf(user));

    private static string SubOf(int user) => $"user-{user}";

    /// <summary>Notes what the users see before and after something is done, and between which positions of the log that was.</summary>
    private async Task NoteAsync(int[] users, Func<Task> deed)
    {
        var before = users.ToDictionary(SubOf, user => seen[user].Text, StringComparer.Ordinal);
        var from = await HeadAsync();
        await deed();
        noted.Add(new(from, await HeadAsync(), before, users.ToDictionary(SubOf, user => seen[user].Text, StringComparer.Ordinal)));
    }

    private Task<long> HeadAsync() => SubscriptionProgress.ReadHeadAsync(ledger.Database.DataSource, TestContext.Current.CancellationToken);

    private async Task CheckEveryPositionAsync()
    {
        var fold = new LedgerFold();
        var expected = Enumerable.Range(0, Users).ToDictionary(SubOf, _ => Seen.Nothing.Text, StringComparer.Ordinal);
        var deeds = new Queue<Noted>(noted);
        await foreach (var page in ledger.Store.ReadPagesAsync(0, await HeadAsync(), TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken))
        {
            foreach (var stored in page)
            {
                fold.Add(stored);
                while (deeds.Count > 0 && deeds.Peek().Through < stored.Position)
                    deeds.Dequeue().After.ToList().ForEach(one => expected[one.Key] = one.Value);
                var current = deeds.Count > 0 && deeds.Peek().From < stored.Position ? deeds.Peek() : null;
                foreach (var (sub, text) in expected)
                    CheckOne(sub, text, current, stored.Position, TextOf(fold.Users.GetValueOrDefault(LedgerStreams.User(Pool, sub), UserPasskeys.None)));

                if (LedgerStreams.SubOf(stored.Stream) is { } acting)
                {
                    var history = await UserHistory.ReadAsync(ledger.Store, Pool, acting, Moment.At(stored.Position), TestContext.Current.CancellationToken);
                    TextOf(history.State).ShouldBe(TextOf(fold.Users[stored.Stream]), $"the history of {acting} until position {stored.Position}");
                }
            }
        }

        fold.Position.ShouldBe(noted[^1].Through, "every position was folded to");
    }

    private static void CheckOne(string sub, string text, Noted? current, long position, string folded)
    {
        if (current is null || !current.Before.ContainsKey(sub))
            folded.ShouldBe(text, $"{sub} at position {position}");
        else if (position == current.Through)
            folded.ShouldBe(current.After[sub], $"{sub} at position {position}");
        else
            folded.ShouldBeOneOf(current.Before[sub], current.After[sub]);
    }

    private async Task CheckTotalsAsync()
    {
        var said = await new LedgerShell(ledger).RunAsync("replay", "--pool", Pool, "--compare", "--json");

        said.ExitCode.ShouldBe(ExitCode.Done, said.Output + said.Error);
        said.Json.GetProperty("passkeys").GetInt64().ShouldBe(seen.Sum(user => user.Credentials.Count));
        said.Json.GetProperty("rejected").EnumerateObject().Sum(reason => reason.Value.GetInt64()).ShouldBe(refusals);
    }

    private static string TextOf(UserPasskeys state) => Seen.Format(
        state.Started.Values.Select(started => (started.Challenge, started.IsUsed)), state.Passkeys.Keys.Select(id => id.Value));

    /// <summary>What was done between two positions, the second included, and what the users who did it saw before and after.</summary>
    private sealed record Noted(long From, long Through, IReadOnlyDictionary<string, string> Before, IReadOnlyDictionary<string, string> After);

    private enum DeedKind
    {
        Start,
        Complete,
        CompleteWrongly,
        Repeat,
        Delete,
        RaceForChallenge,
        RaceForCredential,
        Wait,
        WaitLong,
    }

    private sealed record Deed(int User, DeedKind Kind, int Pick)
    {
        public static Gen<Deed> Any { get; } =
            from user in Gen.Choose(0, Users - 1)
            from kind in Gen.Frequency(
                (30, Gen.Constant(DeedKind.Start)),
                (35, Gen.Constant(DeedKind.Complete)),
                (7, Gen.Constant(DeedKind.CompleteWrongly)),
                (5, Gen.Constant(DeedKind.Repeat)),
                (10, Gen.Constant(DeedKind.Delete)),
                (6, Gen.Constant(DeedKind.RaceForChallenge)),
                (4, Gen.Constant(DeedKind.RaceForCredential)),
                (2, Gen.Constant(DeedKind.Wait)),
                (1, Gen.Constant(DeedKind.WaitLong)))
            from pick in Gen.Choose(0, 1000)
            select new Deed(user, kind, pick);
    }

    /// <summary>What a user knows by the service's answers: the challenges that were given out and not forgotten since, and the passkeys.</summary>
    private sealed record Seen(ImmutableDictionary<string, (int Number, DateTimeOffset GivenAt, bool IsUsed)> Challenges, ImmutableSortedSet<string> Credentials)
    {
        // A challenge of the pool lives for 5 minutes and is remembered for an hour: no user is that slow, but when hours pass at once.
        private static readonly TimeSpan Memory = TimeSpan.FromMinutes(65);

        public static Seen Nothing { get; } = new(
            ImmutableDictionary.Create<string, (int, DateTimeOffset, bool)>(StringComparer.Ordinal), ImmutableSortedSet.Create<string>(StringComparer.Ordinal));

        public string Text => Format(Challenges.Select(challenge => (challenge.Key, challenge.Value.IsUsed)), Credentials);

        public Seen With(string challenge, DateTimeOffset now) => this with
        {
            Challenges = Challenges.RemoveRange(Challenges.Where(known => known.Value.GivenAt + Memory < now).Select(known => known.Key))
                .Add(challenge, (Challenges.Values.Select(known => known.Number).DefaultIfEmpty().Max() + 1, now, false)),
        };

        public Seen Registered(string challenge, string credential) => new(
            Challenges.SetItem(challenge, Challenges[challenge] with { IsUsed = true }), Credentials.Add(credential));

        public Seen Without(string credential) => this with { Credentials = Credentials.Remove(credential) };

        public static string Format(IEnumerable<(string Challenge, bool IsUsed)> challenges, IEnumerable<string> credentials) => string.Join(
            ' ',
            [
                .. challenges.Select(challenge => $"{challenge.Challenge}:{(challenge.IsUsed ? "used" : "open")}").Order(StringComparer.Ordinal),
                "|",
                .. credentials.Order(StringComparer.Ordinal),
            ]);
    }
}
