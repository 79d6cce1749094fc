using Microsoft.Extensions.Configuration;
using PasskeyLedger.Service.Configuration;
using PasskeyLedger.Service.Tests.Trust;

namespace PasskeyLedger.Service.Tests.Configuration;

public sealed class ConfigurationFaultTests
{
    [Theory]
    [InlineData("UserPools:0:Id", null, "UserPools:0:Id is missing. Expected: 1 to 128 letters, digits, '_', '-' or '.'.")]
    [InlineData("UserPools:0:Id", "a b", "UserPools:0:Id is \"a b\". Expected: 1 to 128 letters, digits, '_', '-' or '.'.")]
    [InlineData("UserPools:0:Issuer", null, "UserPools:0:Issuer is missing. Expected: an https URL without user, query or fragment.")]
    [InlineData("UserPools:0:Issuer", "http://issuer.example", "UserPools:0:Issuer is \"http://issuer.example\". Expected: an https URL")]
    [InlineData("UserPools:0:Issuer", "issuer", "UserPools:0:Issuer is \"issuer\". Expected: an https URL")]
    [InlineData("UserPools:0:JwksUri", "http://issuer.example/jwks", "UserPools:0:JwksUri is \"http://issuer.example/jwks\". Expected: an https URL")]
    [InlineData("UserPools:0:JwksFile", "/nowhere/jwks.json", "UserPools:0:JwksFile names \"/nowhere/jwks.json\", which does not exist. Expected: the path of a JWK set.")]
    [InlineData("UserPools:0:Domain", "https://example.com", "UserPools:0:Domain is \"https://example.com\". Expected: a domain in lower case")]
    [InlineData("UserPools:0:WebAuthn:Enabled", "yes", "UserPools:0:WebAuthn:Enabled is \"yes\". Expected: true or false.")]
    [InlineData("UserPools:0:WebAuthn:RelyingPartyId", "Example.com", "UserPools:0:WebAuthn:RelyingPartyId is \"Example.com\". Expected: a domain in lower case")]
    [InlineData("UserPools:0:WebAuthn:RelyingPartyId", "192.0.2.1", "UserPools:0:WebAuthn:RelyingPartyId is \"192.0.2.1\". Expected: a domain")]
    [InlineData("UserPools:0:WebAuthn:RelyingPartyId", "example.com:443", "UserPools:0:WebAuthn:RelyingPartyId is \"example.com:443\". Expected: a domain")]
    [InlineData("UserPools:0:WebAuthn:Origins:0", "https://example.com/", "UserPools:0:WebAuthn:Origins:0 is \"https://example.com/\". Expected: an origin")]
    [InlineData("UserPools:0:WebAuthn:Origins:0", "http://example.com", "UserPools:0:WebAuthn:Origins:0 is \"http://example.com\". Expected: an origin")]
    [InlineData("UserPools:0:WebAuthn:Origins:0", "https://example.com:443", "UserPools:0:WebAuthn:Origins:0 is \"https://example.com:443\". Expected: an origin")]
    [InlineData("UserPools:0:WebAuthn:Origins:0", "https://Example.com", "UserPools:0:WebAuthn:Origins:0 is \"https://Example.com\". Expected: an origin")]
    [InlineData("UserPools:0:WebAuthn:UserVerification", "discouraged", "UserPools:0:WebAuthn:UserVerification is \"discouraged\". Expected: preferred or required.")]
    [InlineData("UserPools:0:WebAuthn:Algorithms:0", "RS256", "UserPools:0:WebAuthn:Algorithms:0 is \"RS256\". Expected: the number of a COSE algorithm")]
    [InlineData("UserPools:0:WebAuthn:Attestation:Conveyance", "all", "UserPools:0:WebAuthn:Attestation:Conveyance is \"all\". Expected: none or indirect or direct or enterprise.")]
    [InlineData("UserPools:0:WebAuthn:Attestation:Formats:0", "paked", "UserPools:0:WebAuthn:Attestation:Formats:0 is \"paked\". Expected: one of packed, tpm,")]
    [InlineData("UserPools:0:WebAuthn:Attestation:TrustAnchors:0", "/nowhere", "UserPools:0:WebAuthn:Attestation:TrustAnchors:0 names \"/nowhere\", which does not exist.")]
    [InlineData("UserPools:0:WebAuthn:Attestation:AllowedAaguids:0", "yubikey", "UserPools:0:WebAuthn:Attestation:AllowedAaguids:0 is \"yubikey\". Expected: a UUID")]
    [InlineData("UserPools:0:WebAuthn:TopOrigins:0", "partner.example", "UserPools:0:WebAuthn:TopOrigins:0 is \"partner.example\". Expected: an origin")]
    [InlineData("UserPools:0:WebAuthn:CredentialLimit", "0", "UserPools:0:WebAuthn:CredentialLimit is \"0\". Expected: a whole number from 1 to 1000.")]
    [InlineData("UserPools:0:WebAuthn:CredentialLimit", "1001", "UserPools:0:WebAuthn:CredentialLimit is \"1001\". Expected: a whole number from 1 to 1000.")]
    [InlineData("UserPools:0:WebAuthn:ChallengeLifetime", "5", "UserPools:0:WebAuthn:ChallengeLifetime is \"5\". Expected: whole seconds as hh:mm:ss, from 00:00:10 to 01:00:00.")]
    [InlineData("UserPools:0:WebAuthn:ChallengeLifetime", "00:00:09", "UserPools:0:WebAuthn:ChallengeLifetime is \"00:00:09\".")]
    [InlineData("UserPools:0:WebAuthn:ChallengeLifetime", "00:01:00.5", "UserPools:0:WebAuthn:ChallengeLifetime is \"00:01:00.5\".")]
    [InlineData("UserPools:0:WebAuthn", "on", "UserPools:0:WebAuthn is \"on\". Expected: a section.")]
    [InlineData("UserPools:0:RateLimits:PerUserPerMinute", "0", "UserPools:0:RateLimits:PerUserPerMinute is \"0\". Expected: a whole number from 1 to 1000000.")]
    [InlineData("UserPools:0:NetworkRules:0:Action", "Refuse", "UserPools:0:NetworkRules:0:Action is \"Refuse\". Expected: Allow or Deny.")]
    [InlineData("UserPools:0:Clients", "app", "UserPools:0:Clients is \"app\". Expected: a list")]
    [InlineData("UserPools:0:Clients:1", "app", "UserPools:0:Clients holds \"1\" where item 0 belongs. Expected: a list")]
    [InlineData("UserPools:Id", "eu_two", "UserPools holds \"Id\" where item 1 belongs. Expected: a list of user pools, with indexes from 0 without gaps.")]
    [InlineData("UserPools:0:Name", "eu_one", "UserPools:0:Name is not a setting. Expected: one of Id, Issuer, JwksUri, JwksFile, Clients, Domain, WebAuthn, NetworkRules, RateLimits, Messaging.")]
    [InlineData("UserPools:0:WebAuthn:RelyingParty", "example.com", "UserPools:0:WebAuthn:RelyingParty is not a setting. Expected: one of Enabled, RelyingPartyId,")]
    [InlineData("UserPools:0:Id:Value", "eu_one", "UserPools:0:Id is a section. Expected: text.")]
    [InlineData("RateLimits:PerAddressPerMinute", "many", "RateLimits:PerAddressPerMinute is \"many\". Expected: a whole number from 1 to 1000000.")]
    [InlineData("RateLimits:PerAddress", "1", "RateLimits:PerAddress is not a setting. Expected: one of PerAddressPerMinute, PerUserPerMinute.")]
    [InlineData("ForwardedHeaders:KnownProxies:0", "proxy", "ForwardedHeaders:KnownProxies:0 is \"proxy\". Expected: an address range")]
    [InlineData("FORWARDEDHEADERS_ENABLED", "true", "FORWARDEDHEADERS_ENABLED is true. Expected: absent: name the proxies in ForwardedHeaders:KnownProxies.")]
    [InlineData("Operators:Issuer", "http://operators.example", "Operators:Issuer is \"http://operators.example\". Expected: an https URL")]
    [InlineData("Operators:JwksUri", "https://operators.example/keys", "Operators:Issuer is missing.")]
    [InlineData("Operators:JwksFile", "/nowhere", "Operators:JwksFile names \"/nowhere\", which does not exist. Expected: the path of a JWK set")]
    [InlineData("Operators:Jwks", "x", "Operators:Jwks is not a setting. Expected: one of Issuer, JwksUri, JwksFile, Scope.")]
    [InlineData("Operators:Scope", "two scopes", "Operators:Scope is \"two scopes\". Expected: one scope, without spaces.")]
    [InlineData("Transparency:Origin", "my log", "Transparency:Origin is \"my log\". Expected: a name such as ledger.example/log")]
    [InlineData("Transparency:SigningKeyFile", "/nowhere", "Transparency:SigningKeyFile names \"/nowhere\", which does not exist.")]
    [InlineData("Transparency:CheckpointInterval", "0", "Transparency:CheckpointInterval is \"0\".")]
    [InlineData("Subscriptions:DegradedAfter", "00:00:00", "Subscriptions:DegradedAfter is \"00:00:00\". Expected: whole seconds as hh:mm:ss, from 00:00:01 to 1.00:00:00.")]
    [InlineData("PersonalData:KeyFile", "/nowhere", "PersonalData:KeyFile names \"/nowhere\", which does not exist. Expected: the path of a file with 32 random bytes in base64")]
    [InlineData("PersonalData:KeyFile", "/etc/hostname", "PersonalData:KeyFile names \"/etc/hostname\", which holds something else.")]
    [InlineData("PersonalData:Key", "x", "PersonalData:Key is not a setting. Expected: one of KeyFile.")]
    [InlineData("UserCache:MostUsers", "-1", "UserCache:MostUsers is \"-1\". Expected: a whole number from 0 to 100000000.")]
    [InlineData("RabbitMq:Url", "amqp://broker", "RabbitMq:Url is not a setting. Expected: one of Uri, Uri_FILE, CaFile, Exchange, MaxAttempts.")]
    [InlineData("RabbitMq:CaFile", "/nowhere", "RabbitMq:CaFile names \"/nowhere\", which does not exist. Expected: the path of a PEM file with certificates")]
    [InlineData("RabbitMq:MaxAttempts", "0", "RabbitMq:MaxAttempts is \"0\". Expected: a whole number from 1 to 10000.")]
    [InlineData("UserPools:0:Messaging:IncludePersonalData", "maybe", "UserPools:0:Messaging:IncludePersonalData is \"maybe\". Expected: true or false.")]
    [InlineData("UserPools:0:Messaging:PersonalData", "true", "UserPools:0:Messaging:PersonalData is not a setting. Expected: one of IncludePersonalData.")]
    [InlineData("ConnectionStrings:Ledger", null, "ConnectionStrings:Ledger is missing. Expected: an Npgsql connection string")]
    [InlineData("ConnectionStrings:Legder", "Host=db", "ConnectionStrings:Legder is not a setting. Expected: one of Ledger, Ledger_FILE.")]
    [InlineData("Development:Database", "mine", "Development is given. Expected: nothing: what it would set up exists in Development alone.")]
    public void a_fault_names_its_key_what_it_is_and_what_it_may_be(string key, string? value, string expected) =>
        Faults(Settings.With((key, value))).ShouldContain(fault => fault.StartsWith(expected, StringComparison.Ordinal));

    [Theory]
    [InlineData("NetworkRule")]
    [InlineData("RateLimit")]
    [InlineData("Operator")]
    public void a_section_that_nobody_reads_is_a_fault_where_it_was_written_for_the_service(string section)
    {
        var expected = $"{section} is not a setting. Expected: one of ConnectionStrings, UserPools, ";

        Faults(Settings.Json($$"""{ "{{section}}": { "Issuer": "https://operators.example" } }""")).ShouldContain(fault => fault.StartsWith(expected, StringComparison.Ordinal));
        Faults(Settings.Arguments($"--{section}:0=x")).ShouldContain(fault => fault.StartsWith(expected, StringComparison.Ordinal));
        LedgerConfigurationReader.Read(Settings.With(($"{section}:0", "x")), isDevelopment: false)
            .ShouldBeOfType<ConfigurationReading.Valid>("as from the environment, which holds what is others', too");
    }

    [Fact]
    public void what_the_web_server_its_host_and_telemetry_read_is_no_fault() =>
        Faults(Settings.Json("""
            {
              "$schema": "https://json.schemastore.org/appsettings.json",
              "Logging": { "LogLevel": { "Default": "Information" } },
              "Kestrel": { "Endpoints": { "Http": { "Url": "http://localhost:5080" } } },
              "Metrics": { "EnabledMetrics": { "System.Runtime": true } },
              "AllowedHosts": "*", "Urls": "http://localhost:5080", "HTTP_PORTS": "5080", "ContentRoot": "/", "shutdownTimeoutSeconds": 30,
              "OTEL_EXPORTER_OTLP_ENDPOINT": "http://localhost:4317"
            }
            """)).ShouldAllBe(fault => !fault.Contains("is not a setting"));

    [Fact]
    public void authorities_of_a_broker_that_is_reached_in_the_clear_are_a_fault()
    {
        using var files = new TemporaryFiles();

        Faults(Settings.With(("RabbitMq:Uri", "amqp://somebody:hush@broker"), ("RabbitMq:CaFile", files.Certificate())))
            .ShouldBe(["RabbitMq:CaFile is given, and the broker is not reached over TLS. Expected: nothing, or an amqps URI beside it."]);
    }

    [Fact]
    public void a_signing_key_needs_the_name_that_it_signs_as_and_must_be_one()
    {
        using var files = new TemporaryFiles();
        Faults(Settings.With(("Transparency:SigningKeyFile", files.SigningKey())))
            .ShouldContain("Transparency:Origin is missing beside SigningKeyFile. Expected: a name such as ledger.example/log, without spaces or '+'.");
        Faults(Settings.With(("Transparency:SigningKeyFile", files.Text("no key"))))
            .ShouldContain(fault => fault.Contains("which holds no Ed25519 or P-256 key in PEM form (PKCS #8)", StringComparison.Ordinal));
    }

    [Fact]
    public void all_faults_are_found_at_once()
    {
        var faults = Faults(Settings.Of(
            ("UserPools:0:Id", "eu one"),
            ("UserPools:0:WebAuthn:CredentialLimit", "none"),
            ("UserPools:1:WebAuthn:Algorithms:0", "-999"),
            ("NetworkRules:0:Cidr", "203.0.113.7/24"),
            ("RateLimits:PerUserPerMinute", "-1")));

        faults.Select(fault => fault.Split(' ')[0]).ShouldBe(
            [
                "ConnectionStrings:Ledger",
                "UserPools:0:Id", "UserPools:0:Issuer", "UserPools:0:WebAuthn:CredentialLimit",
                "UserPools:1:Id", "UserPools:1:Issuer", "UserPools:1:WebAuthn:Algorithms:0",
                "NetworkRules:0:Action", "NetworkRules:0:Cidr",
                "RateLimits:PerUserPerMinute",
            ],
            ignoreOrder: false);
    }

    [Fact]
    public void without_a_pool_there_is_nothing_to_serve() =>
        Faults(Settings.Of(("ConnectionStrings:Ledger", "Host=db")))
            .ShouldBe(["UserPools is missing. Expected: a list of at least one user pool."]);

    [Fact]
    public void no_two_pools_have_the_same_id_or_issuer()
    {
        var faults = Faults(Settings.With(("UserPools:1:Id", "eu_one"), ("UserPools:1:Issuer", "https://issuer.example")));

        faults.ShouldBe([
            "UserPools:1:Id is \"eu_one\". Expected: an id that no pool before it has.",
            "UserPools:1:Issuer is \"https://issuer.example\". Expected: an issuer that no pool before it has: a token's pool is found by its issuer.",
        ]);
    }

    [Fact]
    public void an_issuers_keys_come_from_one_place()
    {
        using var files = new TemporaryFiles();

        Faults(Settings.With(("UserPools:0:JwksUri", "https://issuer.example/jwks"), ("UserPools:0:JwksFile", files.KeySet())))
            .ShouldBe(["UserPools:0:JwksFile is given beside JwksUri. Expected: only one of the two."]);
    }

    [Fact]
    public void a_file_must_hold_what_its_key_is_for()
    {
        using var files = new TemporaryFiles();

        const string Anchor = "UserPools:0:WebAuthn:Attestation:TrustAnchors:0";
        var (noKeys, noCertificate) = (files.Text("no keys"), files.Text("no certificate"));

        Faults(Settings.With(("UserPools:0:JwksFile", noKeys), (Anchor, noCertificate))).ShouldBe([
            $"UserPools:0:JwksFile names \"{noKeys}\", which is not JSON. Expected: the path of a JWK set.",
            $"{Anchor} names \"{noCertificate}\", which holds no certificate in PEM form. Expected: the path of a PEM file with certificates.",
        ]);
    }

    [Fact]
    public void metadata_is_signed_under_fidos_root_or_under_an_anchor_of_the_pool()
    {
        using var files = new TrustFolder();
        const string Attestation = "UserPools:0:WebAuthn:Attestation";
        var (blob, anchors, other) = (files.Blob("blob.jwt", 1), files.Anchors("a.pem", TrustFolder.Metadata.Root), files.Anchors("b.pem", TrustFolder.One.Root));

        LedgerConfigurationReader.Read(Settings.With(($"{Attestation}:MetadataFile", blob), ($"{Attestation}:TrustAnchors:0", anchors)), isDevelopment: false)
            .ShouldBeOfType<ConfigurationReading.Valid>().Configuration.Pools.Single().WebAuthn.Attestation.MetadataFile.ShouldBe(blob);
        Faults(Settings.With(($"{Attestation}:MetadataFile", blob), ($"{Attestation}:TrustAnchors:0", other))).ShouldHaveSingleItem()
            .ShouldStartWith($"{Attestation}:MetadataFile names \"{blob}\", which is refused as FIDO metadata (NotTrusted)");
        Faults(Settings.With(($"{Attestation}:MetadataFile", other))).ShouldHaveSingleItem()
            .ShouldStartWith($"{Attestation}:MetadataFile names \"{other}\", which is refused as FIDO metadata (NotSigned)");
    }

    [Theory]
    [InlineData("Cidr", "203.0.113.0/24", "Header", "User-Agent", "NetworkRules:0:Cidr is given beside Header. Expected: either Cidr or Header.")]
    [InlineData("Contains", "curl", "Action", "Deny", "NetworkRules:0:Cidr is missing, and so is Header. Expected: either Cidr or Header.")]
    [InlineData("Header", "User-Agent", "Action", "Deny", "NetworkRules:0:Contains is missing. Expected: a text that the header's value holds.")]
    [InlineData("Cidr", "203.0.113.0/24", "Contains", "curl", "NetworkRules:0:Contains is given beside Cidr. Expected: nothing: it goes with Header.")]
    [InlineData("Header", "User Agent", "Contains", "curl", "NetworkRules:0:Header is \"User Agent\". Expected: a header's name.")]
    public void a_network_rule_is_by_address_or_by_header(string key, string value, string other, string otherValue, string expected) =>
        Faults(Settings.With(("NetworkRules:0:Action", "Deny"), ($"NetworkRules:0:{key}", value), ($"NetworkRules:0:{other}", otherValue)))
            .ShouldContain(expected);

    [Fact]
    public void a_command_that_needs_the_database_alone_asks_for_nothing_else()
    {
        LedgerConfigurationReader.ReadConnectionString(Settings.Of(("ConnectionStrings:Ledger", "Host=db")), isDevelopment: false, out var given)
            .ShouldBeNull();
        given.ShouldNotBeNull().Reveal().ShouldBe("Host=db");
        LedgerConfigurationReader.ReadConnectionString(Settings.Of(), isDevelopment: true, out var absent).ShouldBeNull();
        absent.ShouldBeNull();
        LedgerConfigurationReader.ReadConnectionString(Settings.Of(), isDevelopment: false, out _)
            .ShouldNotBeNull().Faults.ShouldHaveSingleItem().Key.ShouldBe("ConnectionStrings:Ledger");
    }

    [Fact]
    public void the_list_is_printed_with_a_line_a_fault()
    {
        var faulty = (ConfigurationReading.Faulty)LedgerConfigurationReader.Read(Settings.Of(("RateLimits:PerUserPerMinute", "x")), isDevelopment: false);
        var output = new StringWriter { NewLine = "\n" };

        faulty.Print(output);

        var lines = output.ToString().TrimEnd('\n').Split('\n');
        lines[0].ShouldBe("The configuration has 3 faults:");
        lines.Skip(1).ShouldBe(faulty.Faults.Select(fault => $"  {fault}"));
    }

    internal static IReadOnlyList<string> Faults(IConfiguration configuration, bool isDevelopment = false) =>
        [.. LedgerConfigurationReader.Read(configuration, isDevelopment)
            .ShouldBeOfType<ConfigurationReading.Faulty>().Faults.Select(fault => fault.ToString())];
}
