using PasskeyLedger.Service.Access;

namespace PasskeyLedger.Service.Tests.Access;

public sealed class IssuerKeysTests : IDisposable
{
    private readonly ManualTime time = new();
    private readonly TestIssuer issuer = new("https://issuer.example");
    private readonly TestIssuer successor = new("https://issuer.example") { RsaKeyId = "rsa-2" };
    private readonly IssuerKeys keys;
    private Func<Task<KeyFetch>> publish;
    private int fetches;

    public IssuerKeysTests()
    {
        publish = () => Publish(issuer);
        keys = TestPools.Keys(issuer.Name, _ => { fetches++; return publish(); }, time);
    }

    public void Dispose()
    {
        keys.Dispose();
        issuer.Dispose();
        successor.Dispose();
    }

    [Fact]
    public async Task the_issuer_is_asked_once_for_keys_that_it_has()
    {
        (await FindAsync("rsa-1")).ShouldBeOfType<KeyLookup.Found>();
        (await FindAsync("rsa-1")).ShouldBeOfType<KeyLookup.Found>();

        fetches.ShouldBe(1);
    }

    [Fact]
    public async Task an_unknown_key_is_asked_for_at_once_but_not_over_and_over()
    {
        await FindAsync("rsa-1");
        time.Advance(IssuerKeys.MinimumInterval);
        publish = () => Publish(successor);

        (await FindAsync("rsa-2")).ShouldBeOfType<KeyLookup.Found>();
        (await FindAsync("rsa-3")).ShouldBeOfType<KeyLookup.Unknown>();
        (await FindAsync("rsa-4")).ShouldBeOfType<KeyLookup.Unknown>();
        fetches.ShouldBe(2);

        time.Advance(IssuerKeys.MinimumInterval);
        (await FindAsync("rsa-3")).ShouldBeOfType<KeyLookup.Unknown>();
        fetches.ShouldBe(3);
    }

    [Fact]
    public async Task a_key_that_was_withdrawn_is_dropped_in_time()
    {
        await FindAsync("rsa-1");
        publish = () => Publish(successor);

        time.Advance(IssuerKeys.RefreshPeriod);

        (await FindAsync("rsa-1")).ShouldBeOfType<KeyLookup.Unknown>();
        (await FindAsync("rsa-2")).ShouldBeOfType<KeyLookup.Found>();
    }

    [Fact]
    public async Task keys_stay_while_the_issuer_is_away()
    {
        await FindAsync("rsa-1");
        publish = () => Task.FromResult<KeyFetch>(new KeyFetch.Failed("away"));

        time.Advance(IssuerKeys.RefreshPeriod);

        fetches.ShouldBe(2);
        (await FindAsync("rsa-1")).ShouldBeOfType<KeyLookup.Found>();
    }

    [Fact]
    public async Task an_issuer_that_was_away_is_asked_again()
    {
        publish = () => Task.FromResult<KeyFetch>(new KeyFetch.Failed("away"));
        (await FindAsync("rsa-1")).ShouldBeOfType<KeyLookup.Unavailable>();
        publish = () => Publish(issuer);

        (await FindAsync("rsa-1")).ShouldBeOfType<KeyLookup.Unavailable>();
        time.Advance(IssuerKeys.MinimumInterval);
        (await FindAsync("rsa-1")).ShouldBeOfType<KeyLookup.Found>();
    }

    [Fact]
    public async Task what_was_decided_by_a_set_holds_while_the_issuer_publishes_the_same()
    {
        var found = (await FindAsync("rsa-1")).ShouldBeOfType<KeyLookup.Found>();

        time.Advance(IssuerKeys.RefreshPeriod);
        fetches.ShouldBe(2);
        keys.IsCurrent(found.Within).ShouldBeTrue();

        publish = () => Publish(successor);
        time.Advance(IssuerKeys.RefreshPeriod);
        keys.IsCurrent(found.Within).ShouldBeFalse();
    }

    [Fact]
    public async Task callers_that_come_at_once_share_one_fetch_and_the_one_that_leaves_does_not_end_it()
    {
        var answer = new TaskCompletionSource<KeyFetch>();
        publish = () => answer.Task;
        using var leaving = new CancellationTokenSource();

        var first = keys.FindAsync("rsa-1", "RS256", leaving.Token).AsTask();
        var second = FindAsync("rsa-1");
        await leaving.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(first);
        answer.SetResult(new KeyFetch.Fetched(issuer.Keys));

        (await second).ShouldBeOfType<KeyLookup.Found>();
        fetches.ShouldBe(1);
    }

    private static Task<KeyFetch> Publish(TestIssuer issuer) => Task.FromResult<KeyFetch>(new KeyFetch.Fetched(issuer.Keys));

    private Task<KeyLookup> FindAsync(string keyId) => keys.FindAsync(keyId, "RS256", TestContext.Current.CancellationToken).AsTask();
}
