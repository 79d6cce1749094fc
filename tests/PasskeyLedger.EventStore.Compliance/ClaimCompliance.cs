namespace PasskeyLedger.EventStore.Compliance;

/// <summary>What an implementation of <see cref="IEventStore"/> promises of claims. Derive from it, and pass how to make a host.</summary>
public abstract class ClaimCompliance(Func<Task<EventStoreHost>> host)
{
    private static readonly Claim Key = new("credential", "AAAA");
    private static readonly Claim Other = new("credential", "BBBB");

    [Fact]
    public async Task a_key_that_another_stream_holds_fails_the_append_and_leaves_nothing_of_it()
    {
        await using var events = await host();
        var store = events.Open();
        await ClaimAsync(store, "alice", ExpectedVersion.NoStream, Key);

        (await ClaimAsync(store, "bob", ExpectedVersion.NoStream, Other, Key)).ShouldBe(new AppendOutcome.ClaimConflict(Key));

        (await store.ReadAsync(Stream("bob"))).StreamVersion.ShouldBe(0);
        (await ClaimAsync(store, "carol", ExpectedVersion.NoStream, Other)).ShouldBeOfType<AppendOutcome.Committed>("the refused append keeps no key");
    }

    [Fact]
    public async Task a_stream_may_claim_again_what_it_holds_and_a_refused_append_does_not_lose_it()
    {
        await using var events = await host();
        var store = events.Open();
        await ClaimAsync(store, "alice", ExpectedVersion.NoStream, Key);

        (await ClaimAsync(store, "alice", ExpectedVersion.Exactly(1), Key)).ShouldBeOfType<AppendOutcome.Committed>();
        (await ClaimAsync(store, "alice", ExpectedVersion.Exactly(1), Key, Other)).ShouldBe(new AppendOutcome.VersionConflict(2));

        (await ClaimAsync(store, "eve", ExpectedVersion.NoStream, Key)).ShouldBe(new AppendOutcome.ClaimConflict(Key));
    }

    [Fact]
    public async Task who_is_wrong_about_the_version_is_told_that_before_anything_about_keys()
    {
        await using var events = await host();
        var store = events.Open();
        await ClaimAsync(store, "alice", ExpectedVersion.NoStream, Key);
        await store.AppendAsync(Stream("bob"), ExpectedVersion.NoStream);

        (await ClaimAsync(store, "bob", ExpectedVersion.NoStream, Key)).ShouldBe(new AppendOutcome.VersionConflict(1));
        (await ClaimAsync(store, "carol", ExpectedVersion.Exactly(3), Key)).ShouldBe(new AppendOutcome.VersionConflict(null));
        (await ClaimAsync(store, "bob", ExpectedVersion.Exactly(1), Key)).ShouldBe(new AppendOutcome.ClaimConflict(Key));
        (await ClaimAsync(store, "bob", ExpectedVersion.Any, Key)).ShouldBe(new AppendOutcome.ClaimConflict(Key));
    }

    [Fact]
    public async Task a_released_key_is_free_for_another_stream()
    {
        await using var events = await host();
        var store = events.Open();
        await ClaimAsync(store, "alice", ExpectedVersion.NoStream, Key);

        (await ReleaseAsync(store, "alice", ExpectedVersion.Exactly(1), Key)).ShouldBeOfType<AppendOutcome.Committed>();

        (await ClaimAsync(store, "bob", ExpectedVersion.NoStream, Key)).ShouldBeOfType<AppendOutcome.Committed>();
    }

    [Fact]
    public async Task only_the_holder_releases_a_key_and_only_with_a_committed_append()
    {
        await using var events = await host();
        var store = events.Open();
        await ClaimAsync(store, "alice", ExpectedVersion.NoStream, Key);

        (await ReleaseAsync(store, "bob", ExpectedVersion.NoStream, Key, Other)).ShouldBeOfType<AppendOutcome.Committed>();
        (await ReleaseAsync(store, "alice", ExpectedVersion.NoStream, Key)).ShouldBe(new AppendOutcome.VersionConflict(1));

        (await ClaimAsync(store, "eve", ExpectedVersion.NoStream, Key)).ShouldBe(new AppendOutcome.ClaimConflict(Key));
    }

    [Fact]
    public async Task the_same_key_is_another_one_in_another_kind_or_tenant()
    {
        await using var events = await host();
        var store = events.Open();

        (await ClaimAsync(store, "alice", ExpectedVersion.NoStream, Key)).ShouldBeOfType<AppendOutcome.Committed>();
        (await ClaimAsync(store, "bob", ExpectedVersion.NoStream, Key with { Kind = "name" })).ShouldBeOfType<AppendOutcome.Committed>();
        var elsewhere = Append(Stream("carol", "pool_b"), ExpectedVersion.NoStream) with { Claims = [Key] };
        (await store.AppendAsync(elsewhere, Cancellation)).ShouldBeOfType<AppendOutcome.Committed>();
    }

    private static Task<AppendOutcome> ClaimAsync(IEventStore store, string key, ExpectedVersion expected, params Claim[] claims) =>
        store.AppendAsync(Append(Stream(key), expected) with { Claims = claims }, Cancellation);

    private static Task<AppendOutcome> ReleaseAsync(IEventStore store, string key, ExpectedVersion expected, params Claim[] claims) =>
        store.AppendAsync(Append(Stream(key), expected) with { Releases = claims }, Cancellation);
}
