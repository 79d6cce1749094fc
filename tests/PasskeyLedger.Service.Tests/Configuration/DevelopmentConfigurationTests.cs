using Microsoft.Extensions.Configuration;
using PasskeyLedger.Contracts.Events;
using PasskeyLedger.Service.Configuration;

namespace PasskeyLedger.Service.Tests.Configuration;

public sealed class DevelopmentConfigurationTests
{
    [Fact]
    public void development_needs_no_configuration()
    {
        var read = Development(Settings.Of());

        read.ConnectionString.ShouldBeNull();
        var pool = read.Pools.ShouldHaveSingleItem();
        pool.Id.ShouldBe("local_dev");
        pool.Issuer.ShouldBe("http://localhost:5080");
        pool.WebAuthn.Enabled.ShouldBeTrue();
        pool.WebAuthn.RelyingPartyId.ShouldBe("localhost");
        read.DevelopmentIssuer.ShouldBe("http://localhost:5080");
        read.Transparency.CheckpointInterval.ShouldBe(TimeSpan.FromSeconds(5));
    }

    [Theory]
    [InlineData("http://localhost:5099", "http://localhost:5099")]
    [InlineData("http://127.0.0.1:5099", "http://localhost:5099")]
    [InlineData("http://*:8080", "http://localhost:8080")]
    [InlineData("https://localhost:5443;http://0.0.0.0:5081", "http://localhost:5081")]
    [InlineData("https://localhost:5443", "http://localhost:5080")]
    public void the_issuer_is_where_the_service_listens(string urls, string issuer) =>
        Development(Settings.Of(("urls", urls))).DevelopmentIssuer.ShouldBe(issuer);

    [Fact]
    public void the_issuers_port_must_be_known() =>
        ConfigurationFaultTests.Faults(Settings.Of(("urls", "http://127.0.0.1:0")), isDevelopment: true)
            .ShouldBe(["urls is \"http://127.0.0.1:0\". Expected: an address with a port: it is part of the development issuer's name."]);

    [Fact]
    public void the_pool_is_added_to_those_that_are_configured() =>
        Development(Settings.Least).Pools.Select(pool => pool.Id).ShouldBe(["eu_one", "local_dev"]);

    [Fact]
    public void the_pool_can_be_configured_in_part()
    {
        var read = Development(Settings.Of(("UserPools:0:Id", "local_dev"), ("UserPools:0:WebAuthn:UserVerification", "required")));

        var pool = read.Pools.ShouldHaveSingleItem();
        pool.Issuer.ShouldBe("http://localhost:5080");
        pool.WebAuthn.RelyingPartyId.ShouldBe("localhost");
        pool.WebAuthn.UserVerification.ShouldBe(UserVerification.Required);
    }

    [Fact]
    public void a_pool_of_its_name_with_an_issuer_of_its_own_takes_its_place()
    {
        var read = Development(Settings.Of(("UserPools:0:Id", "local_dev"), ("UserPools:0:Issuer", "https://issuer.example")));

        read.Pools.ShouldHaveSingleItem().Issuer.ShouldBe("https://issuer.example");
        read.DevelopmentIssuer.ShouldBeNull();
    }

    [Fact]
    public void an_issuer_may_be_asked_over_http() =>
        Development(Settings.With(("UserPools:0:Issuer", "http://issuer.example"))).Pools[0].Issuer.ShouldBe("http://issuer.example");

    [Fact]
    public void a_connection_string_wins_over_what_development_would_make() =>
        Development(Settings.Of(("ConnectionStrings:Ledger", "Host=db"))).ConnectionString.ShouldNotBeNull().Reveal().ShouldBe("Host=db");

    [Fact]
    public void production_refuses_the_development_pool() =>
        ConfigurationFaultTests.Faults(Settings.With(("UserPools:0:Id", "local_dev")))
            .ShouldBe(["UserPools:0:Id is local_dev. Expected: another id: this pool exists in Development alone."]);

    [Fact]
    public void production_refuses_the_development_issuer()
    {
        using var files = new TemporaryFiles();

        ConfigurationFaultTests.Faults(Settings.With(("UserPools:0:Issuer", "http://localhost:5080"), ("UserPools:0:JwksFile", files.KeySet())))
            .ShouldHaveSingleItem().ShouldStartWith("UserPools:0:Issuer is \"http://localhost:5080\". Expected: an https URL");
        ConfigurationFaultTests.Faults(Settings.With(("UserPools:0:Issuer", "http://localhost:5080")))
            .ShouldHaveSingleItem().ShouldStartWith("UserPools:0:Issuer is \"http://localhost:5080\". Expected: an https URL");
    }

    private static LedgerConfiguration Development(IConfiguration configuration) =>
        LedgerConfigurationReader.Read(configuration, isDevelopment: true).ShouldBeOfType<ConfigurationReading.Valid>().Configuration;
}
