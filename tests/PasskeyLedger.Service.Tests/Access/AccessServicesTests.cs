using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using PasskeyLedger.Service.Access;
using PasskeyLedger.Service.Configuration;
using PasskeyLedger.Service.Development;
using PasskeyLedger.Service.Telemetry;
using PasskeyLedger.Service.Tests.Configuration;

namespace PasskeyLedger.Service.Tests.Access;

public sealed class AccessServicesTests : IDisposable
{
    private readonly TemporaryFiles files = new();

    public void Dispose() => files.Dispose();

    [Fact]
    public async Task the_development_issuers_keys_are_known_without_asking_over_http()
    {
        var configuration = Read(isDevelopment: true, ("urls", "http://localhost:1"));
        var issuer = DevelopmentIssuer.Open(configuration.DevelopmentIssuer!, files.Place, configuration.Operators.Scope, TimeProvider.System);

        (await AdmitAsync(configuration, issuer, issuer.IssueToken("alice", isOperator: false)))
            .ShouldBeOfType<Admission.Admitted>().Pool.Id.ShouldBe("local_dev");
    }

    [Fact]
    public async Task a_configured_pools_keys_are_read_from_where_it_says()
    {
        using var issuer = new TestIssuer("unused");
        var configuration = Read(isDevelopment: false, ("UserPools:0:Issuer", "issuer"), ("UserPools:0:JwksFile", files.KeySet()));

        // The key set's EC key is of another run: the RSA key is the one that both share.
        var token = issuer.Rs256(issuer.Claims(TimeProvider.System.GetUtcNow(), ("iss", "issuer")));

        (await AdmitAsync(configuration, developmentIssuer: null, token)).ShouldBeOfType<Admission.Admitted>().Pool.Id.ShouldBe("eu_one");
    }

    [Fact]
    public async Task the_development_issuer_makes_operators_of_whom_it_gives_the_scope()
    {
        var configuration = Read(isDevelopment: true, ("urls", "http://localhost:1"));
        var issuer = DevelopmentIssuer.Open(configuration.DevelopmentIssuer!, files.Place, configuration.Operators.Scope, TimeProvider.System);

        await using var services = Services(configuration, issuer);
        var access = services.GetRequiredService<OperatorAccess>();

        (await access.AdmitAsync(issuer.IssueToken("olivia", isOperator: true), Origin, TestContext.Current.CancellationToken))
            .ShouldBeOfType<OperatorAdmission.Admitted>().Operator.Issuer.ShouldBe(issuer.Issuer);
        (await access.AdmitAsync(issuer.IssueToken("alice", isOperator: false), Origin, TestContext.Current.CancellationToken))
            .ShouldBe(new OperatorAdmission.NotAuthorized(TokenRefusal.ScopeMissing));
    }

    private static LedgerConfiguration Read(bool isDevelopment, params (string, string?)[] settings) =>
        LedgerConfigurationReader.Read(Settings.With(settings), isDevelopment).ShouldBeOfType<ConfigurationReading.Valid>().Configuration;

    private static async Task<Admission> AdmitAsync(LedgerConfiguration configuration, DevelopmentIssuer? developmentIssuer, string token)
    {
        await using var services = Services(configuration, developmentIssuer);
        return await services.GetRequiredService<CallerAccess>().AdmitAsync(token, Origin, TestContext.Current.CancellationToken);
    }

    private static CallOrigin Origin => new() { Address = IPAddress.Loopback, Headers = new HeaderDictionary(), RequestId = "request" };

    private static ServiceProvider Services(LedgerConfiguration configuration, DevelopmentIssuer? developmentIssuer) => new ServiceCollection()
        .AddLogging()
        .AddServiceTelemetry(Settings.Least)
        .AddCallerAccess(configuration, developmentIssuer)
        .BuildServiceProvider();
}
