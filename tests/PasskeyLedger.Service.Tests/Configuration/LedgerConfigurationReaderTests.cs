using System.Net;
using Microsoft.Extensions.Configuration;
using PasskeyLedger.Contracts.Events;
using PasskeyLedger.Service.Configuration;

namespace PasskeyLedger.Service.Tests.Configuration;

public sealed class LedgerConfigurationReaderTests
{
    [Fact]
    public void what_is_left_out_has_its_default()
    {
        var read = Valid(Settings.Least);

        read.Pools.ShouldHaveSingleItem().ShouldBe(read.Pools[0] with { Id = "eu_one", Issuer = "https://issuer.example" });
        var webAuthn = read.Pools[0].WebAuthn;
        webAuthn.Enabled.ShouldBeTrue();
        webAuthn.RelyingPartyId.ShouldBeNull();
        webAuthn.AllowCrossOrigin.ShouldBeFalse();
        webAuthn.TopOrigins.ShouldBeNull("so that a pool's stream gains no event by it");
        webAuthn.UserVerification.ShouldBe(UserVerification.Preferred);
        webAuthn.Algorithms.ShouldBe([-7, -257]);
        webAuthn.Attestation.Conveyance.ShouldBe(AttestationConveyance.None);
        webAuthn.CredentialLimit.ShouldBe(20);
        webAuthn.ChallengeLifetimeSeconds.ShouldBe(300);
        read.Pools[0].RateLimits.PerUserPerMinute.ShouldBeNull();
        read.Pools[0].Messaging.ShouldBeNull("so that a pool's stream gains no event by it");
        read.RateLimits.ShouldBe(new ServiceRateLimits(600, 60));
        read.KnownProxies.ShouldBeEmpty();
        read.Operators.ShouldBe(new OperatorSettings(null, "passkey-ledger/audit.read"));
        read.Transparency.ShouldBe(new TransparencySettings(null, null, TimeSpan.FromMinutes(1)));
        read.RabbitMq.ShouldBe(new RabbitMqSettings(null, null, "passkey-ledger", 20));
        read.Subscriptions.ShouldBe(new SubscriptionSettings(TimeSpan.FromMinutes(1)));
        read.UserCache.ShouldBe(new UserCacheSettings(100_000, 128));
        read.DevelopmentIssuer.ShouldBeNull();
    }

    [Fact]
    public void every_setting_is_read()
    {
        using var files = new TemporaryFiles();
        var read = Valid(Settings.Json($$"""
            {
              "ConnectionStrings": { "Ledger": "Host=db;Database=ledger;Username=ledger;Password=hidden" },
              "UserPools": [{
                "Id": "eu_one", "Issuer": "https://issuer.example", "JwksUri": null, "JwksFile": "{{files.KeySet()}}",
                "Clients": ["web", "app"], "Domain": "login.example.com",
                "WebAuthn": {
                  "Enabled": false,
                  "RelyingPartyId": "example.com", "RelyingPartyName": "Example", "AllowCrossOrigin": true,
                  "TopOrigins": ["https://partner.example"],
                  "Origins": ["https://app.example.com:8443", "http://localhost:3000", "android:apk-key-hash:{{new string('a', 43)}}"],
                  "UserVerification": "required",
                  "Algorithms": [-257],
                  "Attestation": {
                    "Conveyance": "direct", "Formats": ["packed"], "TrustAnchors": ["{{files.Certificate()}}"],
                    "AllowedAaguids": ["08987058-CADC-4B81-B6E1-30DE50DCBE96"], "DeniedAaguids": ["00000000-0000-0000-0000-000000000001"]
                  },
                  "CredentialLimit": 3, "ChallengeLifetime": "00:01:30"
                },
                "NetworkRules": [{ "Action": "deny", "Cidr": "203.0.113.0/24" }, { "Action": "Allow", "Header": "User-Agent", "Contains": "curl" }],
                "RateLimits": { "PerUserPerMinute": 7 },
                "Messaging": { "IncludePersonalData": true }
              }],
              "NetworkRules": [{ "Action": "Allow", "Cidr": "2001:db8::1" }],
              "RateLimits": { "PerAddressPerMinute": 100, "PerUserPerMinute": 10 },
              "ForwardedHeaders": { "KnownProxies": ["10.0.0.1", "192.168.0.0/16"] },
              "Operators": { "Issuer": "operators", "JwksFile": "{{files.KeySet()}}", "Scope": "audit" },
              "Transparency": { "Origin": "ledger.example/log", "SigningKeyFile": "{{files.SigningKey()}}", "CheckpointInterval": "00:00:30" },
              "RabbitMq": { "Uri": "amqps://user:hidden@broker/ledger", "CaFile": "{{files.Certificate()}}", "Exchange": "events", "MaxAttempts": 5 },
              "PersonalData": { "KeyFile": "{{files.Text("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")}}" },
              "Subscriptions": { "DegradedAfter": "00:10:00" },
              "UserCache": { "MostUsers": 0, "MostMegabytes": 16 }
            }
            """));

        read.ConnectionString.ShouldNotBeNull().Reveal().ShouldContain("Password=hidden");
        var pool = read.Pools.ShouldHaveSingleItem();
        pool.JwksFile.ShouldBe(files.KeySet());
        pool.Clients.ShouldBe(["web", "app"]);
        pool.Domain.ShouldBe("login.example.com");
        pool.WebAuthn.Enabled.ShouldBeFalse();
        pool.WebAuthn.RelyingPartyId.ShouldBe("example.com");
        pool.WebAuthn.RelyingPartyName.ShouldBe("Example");
        pool.WebAuthn.Origins.Count.ShouldBe(3);
        pool.WebAuthn.AllowCrossOrigin.ShouldBeTrue();
        pool.WebAuthn.TopOrigins.ShouldBe(["https://partner.example"]);
        pool.WebAuthn.UserVerification.ShouldBe(UserVerification.Required);
        pool.WebAuthn.Algorithms.ShouldBe([-257]);
        pool.WebAuthn.Attestation.Conveyance.ShouldBe(AttestationConveyance.Direct);
        pool.WebAuthn.Attestation.Formats.ShouldBe(["packed"]);
        pool.WebAuthn.Attestation.TrustAnchors.ShouldBe([files.Certificate()]);
        pool.WebAuthn.Attestation.AllowedAaguids.ShouldBe(["08987058-cadc-4b81-b6e1-30de50dcbe96"]);
        pool.WebAuthn.Attestation.DeniedAaguids.ShouldBe(["00000000-0000-0000-0000-000000000001"]);
        pool.WebAuthn.CredentialLimit.ShouldBe(3);
        pool.WebAuthn.ChallengeLifetimeSeconds.ShouldBe(90);
        pool.NetworkRules.ShouldBe([
            new NetworkRule { Action = NetworkAction.Deny, Cidr = "203.0.113.0/24" },
            new NetworkRule { Action = NetworkAction.Allow, Header = "User-Agent", Contains = "curl" },
        ]);
        pool.RateLimits.PerUserPerMinute.ShouldBe(7);
        read.NetworkRules.ShouldBe([new NetworkRule { Action = NetworkAction.Allow, Cidr = "2001:db8::1/128" }]);
        read.RateLimits.ShouldBe(new ServiceRateLimits(100, 10));
        read.KnownProxies.ShouldBe([IPNetwork.Parse("10.0.0.1/32"), IPNetwork.Parse("192.168.0.0/16")]);
        read.Operators.ShouldBe(new OperatorSettings("operators", "audit") { JwksFile = files.KeySet() });
        read.Transparency.ShouldBe(new TransparencySettings("ledger.example/log", files.SigningKey(), TimeSpan.FromSeconds(30)));
        read.RabbitMq.Uri.ShouldNotBeNull().Reveal().ShouldBe("amqps://user:hidden@broker/ledger");
        read.RabbitMq.CaFile.ShouldBe(files.Certificate());
        read.RabbitMq.Exchange.ShouldBe("events");
        read.RabbitMq.MaxAttempts.ShouldBe(5);
        pool.Messaging.ShouldBe(new MessagingSettings { IncludePersonalData = true });
        read.Subscriptions.DegradedAfter.ShouldBe(TimeSpan.FromMinutes(10));
        read.PersonalData.KeyEncryptionKey.ShouldNotBeNull().Fingerprint.Length.ShouldBe(16);
        read.UserCache.ShouldBe(new UserCacheSettings(0, 16));
        read.ToString().ShouldNotContain("hidden");
    }

    [Fact]
    public void lists_are_given_wholly_by_the_environment()
    {
        const string Prefix = "PASSKEYLEDGER_TEST_LISTS_";
        Dictionary<string, string> variables = new()
        {
            ["ConnectionStrings__Ledger"] = "Host=db",
            ["UserPools__0__Id"] = "eu_one",
            ["UserPools__0__Issuer"] = "https://one.example",
            ["UserPools__0__Clients__0"] = "web",
            ["UserPools__0__Clients__1"] = "app",
            ["UserPools__0__WebAuthn__Algorithms__0"] = "-257",
            ["UserPools__0__NetworkRules__0__Action"] = "Deny",
            ["UserPools__0__NetworkRules__0__Cidr"] = "203.0.113.0/24",
            ["UserPools__1__Id"] = "eu_two",
            ["UserPools__1__Issuer"] = "https://two.example",
        };
        foreach (var (name, value) in variables)
            Environment.SetEnvironmentVariable(Prefix + name, value);
        try
        {
            var read = Valid(new ConfigurationBuilder().AddEnvironmentVariables(Prefix).Build());

            read.Pools.Select(pool => pool.Id).ShouldBe(["eu_one", "eu_two"]);
            read.Pools[0].Clients.ShouldBe(["web", "app"]);
            read.Pools[0].WebAuthn.Algorithms.ShouldBe([-257]);
            read.Pools[0].NetworkRules.ShouldHaveSingleItem().Cidr.ShouldBe("203.0.113.0/24");
        }
        finally
        {
            foreach (var name in variables.Keys)
                Environment.SetEnvironmentVariable(Prefix + name, null);
        }
    }

    [Fact]
    public void more_than_ten_items_stay_in_order()
    {
        var clients = Enumerable.Range(0, 12).Select(index => ($"UserPools:0:Clients:{index}", $"client-{index}"));

        Valid(Settings.With([.. clients!])).Pools[0].Clients.ShouldBe([.. Enumerable.Range(0, 12).Select(index => $"client-{index}")]);
    }

    [Fact]
    public void an_empty_value_is_none() =>
        Valid(Settings.With(("RabbitMq:Uri", ""), ("UserPools:0:Domain", " "), ("RateLimits:PerUserPerMinute", ""))).RabbitMq.Uri
            .ShouldBeNull();

    private static LedgerConfiguration Valid(IConfiguration configuration)
    {
        var reading = LedgerConfigurationReader.Read(configuration, isDevelopment: false);
        var faults = reading is ConfigurationReading.Faulty faulty ? string.Join('\n', faulty.Faults) : "";
        return reading.ShouldBeOfType<ConfigurationReading.Valid>(faults).Configuration;
    }
}
