using PasskeyLedger.Contracts;
using PasskeyLedger.Testing;
using PasskeyLedger.Testing.Authenticator;
using PasskeyLedger.Testing.Authenticator.Attestation;

namespace PasskeyLedger.EndToEnd.Tests.Trust;

/// <summary>A pool that trusts one manufacturer, and then another, while the service runs.</summary>
public sealed class TrustFileTests(PostgresFixture postgres) : IDisposable
{
    private static readonly AttestationAuthority One = new("One");
    private static readonly AttestationAuthority Other = new("Other");

    private readonly string anchors = Path.GetTempFileName();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task sighup_puts_the_trust_anchors_that_a_file_holds_now_in_force()
    {
        if (OperatingSystem.IsWindows())
            Assert.Skip("Windows has no SIGHUP");
        await WriteAsync(One);
        var writtenAt = File.GetLastWriteTimeUtc(anchors);
        await using var database = await postgres.CreateEmptyDatabaseAsync();
        await using var service = await ServiceProcess.StartAsync(
            new ServiceProcessOptions
            {
                ConnectionString = database.ConnectionString,
                Variables = new Dictionary<string, string?>(StringComparer.Ordinal)
                {
                    ["UserPools__0__Id"] = "local_dev",
                    ["UserPools__0__WebAuthn__Attestation__Conveyance"] = "direct",
                    ["UserPools__0__WebAuthn__Attestation__TrustAnchors__0"] = anchors,
                },
            },
            Cancelled);
        await RegisterAsync(service, One);
        await Should.ThrowAsync<ServiceException>(() => RegisterAsync(service, Other));

        // The file looks as it did, so that nothing but the signal has it read.
        await WriteAsync(Other);
        File.SetLastWriteTimeUtc(anchors, writtenAt);
        service.HangUp();
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        timeout.CancelAfter(TimeSpan.FromSeconds(60));
        while (!service.Output.Contains("was read again", StringComparison.Ordinal))
            await Task.Delay(20, timeout.Token);

        await RegisterAsync(service, Other);
        await Should.ThrowAsync<ServiceException>(() => RegisterAsync(service, One));
    }

    public void Dispose() => File.Delete(anchors);

    private Task WriteAsync(AttestationAuthority authority) =>
        File.WriteAllTextAsync(anchors, authority.Root.ExportCertificatePem().PadRight(4096), Cancelled);

    private static async Task RegisterAsync(ServiceProcess service, AttestationAuthority authority)
    {
        var client = new AWSCognitoIdentityProviderServiceClient(service.Http, service.Address);
        var token = await service.IssueDevelopmentTokenAsync(RunningService.NewUsername(), Cancelled);
        var started = await client.StartWebAuthnRegistrationAsync(new() { AccessToken = token }, Cancelled);
        var made = new SoftwareAuthenticator { Attestation = new PackedAttestation { Authority = authority } }.Register(
            RegistrationCeremony.FromOptions(started.CredentialCreationOptions, service.Address.GetLeftPart(UriPartial.Authority)));
        await client.CompleteWebAuthnRegistrationAsync(new() { AccessToken = token, Credential = made.ToJsonElement() }, Cancelled);
    }
}
