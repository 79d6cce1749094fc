using PasskeyLedger.Service.Configuration;

namespace PasskeyLedger.Service.Tests.Configuration;

public sealed class SecretTests
{
    private const string ConnectionString = "Host=db;Database=ledger;Username=ledger;Password=hunter2";

    [Fact]
    public void a_secret_may_come_from_a_file()
    {
        using var files = new TemporaryFiles();

        var reading = LedgerConfigurationReader.Read(
            Settings.With(
                ("ConnectionStrings:Ledger", null),
                ("ConnectionStrings:Ledger_FILE", files.Text(ConnectionString + "\n")),
                ("RabbitMq:Uri_FILE", files.Text("amqp://user:pass@broker"))),
            isDevelopment: false);

        var read = reading.ShouldBeOfType<ConfigurationReading.Valid>().Configuration;
        read.ConnectionString.ShouldNotBeNull().Reveal().ShouldBe(ConnectionString);
        read.RabbitMq.Uri.ShouldNotBeNull().Reveal().ShouldBe("amqp://user:pass@broker");
    }

    [Fact]
    public void a_secret_is_given_once()
    {
        using var files = new TemporaryFiles();

        ConfigurationFaultTests.Faults(Settings.With(("ConnectionStrings:Ledger_FILE", files.Text(ConnectionString))))
            .ShouldBe(["ConnectionStrings:Ledger_FILE is given beside ConnectionStrings:Ledger. Expected: only one of the two."]);
    }

    [Fact]
    public void a_secrets_file_must_be_there_and_hold_one()
    {
        using var files = new TemporaryFiles();

        ConfigurationFaultTests.Faults(Settings.With(("ConnectionStrings:Ledger", null), ("ConnectionStrings:Ledger_FILE", files.Missing)))
            .ShouldHaveSingleItem().ShouldStartWith($"ConnectionStrings:Ledger_FILE names \"{files.Missing}\", which does not exist.");
        ConfigurationFaultTests.Faults(Settings.With(("ConnectionStrings:Ledger", null), ("ConnectionStrings:Ledger_FILE", files.Text("\n"))))
            .ShouldHaveSingleItem().ShouldStartWith("ConnectionStrings:Ledger_FILE names a file whose content is not valid (it is not shown).");
    }

    [Theory]
    [InlineData("ConnectionStrings:Ledger", "Hots=db;Password=hunter2")]
    [InlineData("ConnectionStrings:Ledger", "Host=db;Port=hunter2")]
    [InlineData("ConnectionStrings:Ledger", "hunter2")]
    [InlineData("ConnectionStrings:Other", "Host=db;Password=hunter2")]
    [InlineData("RabbitMq:Uri", "http://user:hunter2@broker")]
    [InlineData("RabbitMq:Uri", "amqp://user:of:hunter2@broker")]
    [InlineData("RabbitMq:Uri", "amqp://user:hunter2@broker/a/b")]
    [InlineData("RabbitMq:Exchange:Uri", "amqp://user:hunter2@broker")]
    [InlineData("UserPools:0:Issuer", "https://user:hunter2@issuer.example")]
    [InlineData("UserPools:0:Issuer", "https://issuer.example?key=hunter2")]
    [InlineData("UserPools:0:JwksUri", "postgres://user:hunter2@db")]
    [InlineData("UserPools:0:Domain", "Host=db;Password=hunter2")]
    [InlineData("UserPools:0:JwksFile", "Host=db;Pwd=hunter2")]
    [InlineData("UserPools", "Host=db;Password=hunter2")]
    [InlineData("Development", "hunter2")]
    public void a_fault_never_shows_a_secret(string key, string value)
    {
        var faults = ConfigurationFaultTests.Faults(Settings.With((key, value)));

        faults.ShouldContain(fault => fault.StartsWith(key.Split(':')[0], StringComparison.Ordinal));
        faults.ShouldAllBe(fault => !fault.Contains("hunter2"));
    }

    [Fact]
    public void a_secret_does_not_print_itself()
    {
        var secret = new Secret(ConnectionString);

        $"{secret}".ShouldBe("***");
        System.Text.Json.JsonSerializer.Serialize(secret).ShouldNotContain("hunter2");
    }
}
