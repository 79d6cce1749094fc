using PasskeyLedger.Contracts.Events;
using PasskeyLedger.Service.Configuration;

namespace PasskeyLedger.Service.Tests.Configuration;

/// <summary>The reader's limits are the contract's: what is let in can be stored, and what could be stored is not kept out.</summary>
public sealed class ConfigurationLimitsTests
{
    [Theory]
    [InlineData("UserPools:0:WebAuthn:CredentialLimit", "1", "1000")]
    [InlineData("UserPools:0:WebAuthn:ChallengeLifetime", "00:00:10", "01:00:00")]
    [InlineData("UserPools:0:RateLimits:PerUserPerMinute", "1", "1000000")]
    public void what_is_let_in_can_be_stored(string key, string lowest, string highest)
    {
        foreach (var value in new[] { lowest, highest })
            Pool((key, value)).Validate().ShouldBeEmpty($"{key} = {value}");
    }

    [Fact]
    public void what_could_be_stored_is_not_kept_out()
    {
        var pool = Pool();
        WebAuthnSettings[] outside =
        [
            pool.WebAuthn with { CredentialLimit = ConfigurationLimits.MinimumCredentialLimit - 1 },
            pool.WebAuthn with { CredentialLimit = ConfigurationLimits.MaximumCredentialLimit + 1 },
            pool.WebAuthn with { ChallengeLifetimeSeconds = (int)ConfigurationLimits.MinimumChallengeLifetime.TotalSeconds - 1 },
            pool.WebAuthn with { ChallengeLifetimeSeconds = (int)ConfigurationLimits.MaximumChallengeLifetime.TotalSeconds + 1 },
        ];

        outside.ShouldAllBe(settings => settings.Validate().Count == 1);
        (pool with { Id = "" }).Validate().Count.ShouldBe(1);
        (pool with { Id = new string('a', 129) }).Validate().Count.ShouldBe(1);
    }

    private static UserPoolSettings Pool(params (string, string?)[] settings) =>
        LedgerConfigurationReader.Read(Settings.With(settings), isDevelopment: false)
            .ShouldBeOfType<ConfigurationReading.Valid>().Configuration.Pools[0];
}
