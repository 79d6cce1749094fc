using PasskeyLedger.Registration;
using PasskeyLedger.Service.Access;

namespace PasskeyLedger.Service.Tests.Access;

public sealed class VerifiedTokensTests
{
    private const int Capacity = 100;

    private readonly VerifiedTokens tokens = new(Capacity);

    [Fact]
    public void no_more_tokens_are_remembered_than_there_is_room_for()
    {
        for (var number = 0; number < 10 * Capacity; number++)
            tokens.Add(TokenHash.Of($"token {number}"), Remembered());

        var kept = Enumerable.Range(0, 10 * Capacity).Count(number => tokens.TryGet(TokenHash.Of($"token {number}"), out _));

        kept.ShouldBeInRange(1, Capacity + 1);
    }

    [Fact]
    public void a_token_in_use_outlives_those_that_are_not()
    {
        var used = TokenHash.Of("used");
        tokens.Add(used, Remembered());
        tokens.Add(TokenHash.Of("unused"), Remembered());

        for (var number = 0; number < 2 * Capacity; number++)
        {
            tokens.TryGet(used, out _).ShouldBeTrue();
            tokens.Add(TokenHash.Of($"token {number}"), Remembered());
        }

        tokens.TryGet(TokenHash.Of("unused"), out _).ShouldBeFalse();
    }

    [Fact]
    public void a_token_that_was_removed_is_forgotten()
    {
        tokens.Add(TokenHash.Of("token"), Remembered());
        tokens.Remove(TokenHash.Of("token"));

        tokens.TryGet(TokenHash.Of("token"), out _).ShouldBeFalse();
    }

    private static RememberedToken Remembered()
    {
        var pool = TestPools.Pool("pool", "https://issuer.example");
        var caller = new Caller(new UserPoolId(pool.Id), new Sub("sub"), new ClientId("app"), "alice");
        return new(new TokenVerdict.Verified(caller, pool), Expiry: 0, Issuer: null!, Keys: null!);
    }
}
