using PasskeyLedger.Contracts;

namespace PasskeyLedger.Service.Tests.Http;

/// <summary>Tokens that must not open the door. No user is known, so nothing is recorded but in the log.</summary>
public sealed class TokensTests(RunningLedger ledger) : IClassFixture<RunningLedger>
{
    [Fact]
    public Task a_token_signed_by_another_key_is_not_authorized() =>
        ShouldNotBeAuthorizedAsync(ledger.ForgedToken(Pools.Plain, "sub"));

    [Fact]
    public Task a_token_of_an_issuer_of_no_pool_is_not_authorized() =>
        ShouldNotBeAuthorizedAsync(ledger.Token(Pools.Plain, "sub", ("iss", "https://issuer.example/nobody")));

    [Fact]
    public Task a_token_that_has_expired_is_not_authorized() =>
        ShouldNotBeAuthorizedAsync(ledger.Token(Pools.Plain, "sub", ("exp", ledger.Clock.GetUtcNow().AddSeconds(-61).ToUnixTimeSeconds())));

    [Fact]
    public Task an_id_token_is_not_authorized() =>
        ShouldNotBeAuthorizedAsync(ledger.Token(Pools.Plain, "sub", ("token_use", "id")));

    [Fact]
    public Task a_token_without_the_scope_is_not_authorized() =>
        ShouldNotBeAuthorizedAsync(ledger.Token(Pools.Plain, "sub", ("scope", "openid")));

    [Fact]
    public Task a_token_of_a_client_that_the_pool_does_not_list_is_not_authorized() =>
        ShouldNotBeAuthorizedAsync(ledger.Token(Pools.OfOneClient, "sub", ("client_id", "client-2")));

    [Fact]
    public Task something_that_is_no_token_is_not_authorized() => ShouldNotBeAuthorizedAsync("a.b.c");

    [Fact]
    public async Task a_token_of_one_pool_sees_nothing_of_another()
    {
        var user = ledger.User(Pools.Plain);
        await user.RegisterAsync();

        (await new User(ledger, Pools.OfOneClient, user.Sub).ListAsync()).Credentials.ShouldBeEmpty();
    }

    [Fact]
    public async Task no_token_reaches_the_log_or_the_ledger()
    {
        var user = ledger.User(Pools.Plain);
        await user.RegisterAsync();
        await Should.ThrowAsync<ResourceNotFoundException>(() => user.DeleteAsync("AAAA"));
        var stranger = ledger.ForgedToken(Pools.Plain, "sub");
        await Should.ThrowAsync<NotAuthorizedException>(() => user.With(stranger).ListAsync());

        ledger.Log.ShouldNotBeEmpty();
        foreach (var token in new[] { user.Token, stranger })
        {
            ledger.Log.ShouldAllBe(line => !line.Contains(token));
            foreach (var stored in await user.EventsAsync())
            {
                System.Text.Encoding.UTF8.GetString(stored.Data.Span).ShouldNotContain(token);
                System.Text.Encoding.UTF8.GetString(stored.Headers.Span).ShouldNotContain(token);
            }
        }
    }

    private async Task ShouldNotBeAuthorizedAsync(string token)
    {
        var user = ledger.User(Pools.Plain).With(token);

        await Should.ThrowAsync<NotAuthorizedException>(user.StartAsync);
        await Should.ThrowAsync<NotAuthorizedException>(() => user.ListAsync());
        await Should.ThrowAsync<NotAuthorizedException>(() => user.DeleteAsync("AAAA"));
        (await user.EventsAsync()).ShouldBeEmpty();
    }
}
