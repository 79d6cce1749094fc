using Npgsql;
using Keys = PasskeyLedger.Service.Configuration.ConfigurationKeys;

namespace PasskeyLedger.Service.Configuration;

/// <summary>Reads and validates the whole configuration, and finds all of its faults in one go.</summary>
public static class LedgerConfigurationReader
{
    private const string ConnectionStringForm = "an Npgsql connection string such as Host=...;Database=...;Username=...";

    /// <summary>Reads it as it is to be in this environment.</summary>
    /// <param name="configuration">The host's configuration, from all of its sources.</param>
    /// <param name="isDevelopment">
    /// Adds the pool local_dev, lets the connection string be absent, and lets issuers be asked over http.
    /// </param>
    public static ConfigurationReading Read(IConfiguration configuration, bool isDevelopment)
    {
        List<ConfigurationFault> faults = [];
        var root = new SettingsReader(configuration, faults);

        var connectionString = ReadConnectionString(root, isRequired: !isDevelopment);
        var pools = UserPoolsReader.Read(configuration, root, isDevelopment);
        var read = new LedgerConfiguration
        {
            ConnectionString = connectionString,
            Pools = pools,
            DevelopmentIssuer = isDevelopment ? UserPoolsReader.ReadDevelopmentIssuer(configuration, root, pools) : null,
            NetworkRules = NetworkRuleReader.Read(root, Keys.NetworkRules),
            RateLimits = ServiceSettingsReader.ReadRateLimits(root.Section(Keys.RateLimits)),
            KnownProxies = ServiceSettingsReader.ReadKnownProxies(root),
            Operators = ServiceSettingsReader.ReadOperators(root.Section(Keys.Operators), isDevelopment),
            Transparency = ServiceSettingsReader.ReadTransparency(root.Section(Keys.Transparency), isDevelopment),
            RabbitMq = ServiceSettingsReader.ReadRabbitMq(root.Section(Keys.RabbitMq)),
            PersonalData = ServiceSettingsReader.ReadPersonalData(root.Section(Keys.PersonalData)),
            UserCache = ServiceSettingsReader.ReadUserCache(root.Section(Keys.UserCache)),
            Subscriptions = ServiceSettingsReader.ReadSubscriptions(root.Section(Keys.Subscriptions)),
        };
        RefuseDevelopment(configuration, root, isDevelopment);
        root.RefuseOthers(GivenSections.Of(configuration).Except([Keys.Development], StringComparer.OrdinalIgnoreCase));

        return faults.Count == 0 ? new ConfigurationReading.Valid(read) : new ConfigurationReading.Faulty(faults);
    }

    /// <summary>Reads the connection string alone, for commands that need nothing else of the configuration.</summary>
    /// <param name="configuration">The host's configuration, from all of its sources.</param>
    /// <param name="isDevelopment">Lets the connection string be absent.</param>
    /// <param name="connectionString">Null where there is a fault, and in Development where none is given.</param>
    /// <returns>The faults, or null where there is none.</returns>
    public static ConfigurationReading.Faulty? ReadConnectionString(
        IConfiguration configuration, bool isDevelopment, out Secret? connectionString)
    {
        List<ConfigurationFault> faults = [];
        connectionString = ReadConnectionString(new SettingsReader(configuration, faults), isRequired: !isDevelopment);
        return faults.Count == 0 ? null : new ConfigurationReading.Faulty(faults);
    }

    /// <summary>Reads how checkpoints are signed alone.</summary>
    /// <param name="configuration">The host's configuration, from all of its sources.</param>
    /// <param name="isDevelopment">Names the log where nobody else does.</param>
    /// <param name="transparency">Of no use where there is a fault.</param>
    /// <returns>The faults, or null where there is none.</returns>
    public static ConfigurationReading.Faulty? ReadTransparency(IConfiguration configuration, bool isDevelopment, out TransparencySettings transparency)
    {
        List<ConfigurationFault> faults = [];
        transparency = ServiceSettingsReader.ReadTransparency(new SettingsReader(configuration, faults).Section(Keys.Transparency), isDevelopment);
        return faults.Count == 0 ? null : new ConfigurationReading.Faulty(faults);
    }

    /// <summary>Reads how the keys of personal data are kept alone, for commands that need nothing else of the configuration but the database.</summary>
    /// <param name="personalData">Without a key where there is a fault.</param>
    /// <returns>The faults, or null where there is none.</returns>
    public static ConfigurationReading.Faulty? ReadPersonalData(IConfiguration configuration, out PersonalDataSettings personalData)
    {
        List<ConfigurationFault> faults = [];
        personalData = ServiceSettingsReader.ReadPersonalData(new SettingsReader(configuration, faults).Section(Keys.PersonalData));
        return faults.Count == 0 ? null : new ConfigurationReading.Faulty(faults);
    }

    /// <summary>Reads where events are published alone.</summary>
    /// <param name="broker">Without a broker where there is a fault.</param>
    /// <returns>The faults, or null where there is none.</returns>
    public static ConfigurationReading.Faulty? ReadRabbitMq(IConfiguration configuration, out RabbitMqSettings broker)
    {
        List<ConfigurationFault> faults = [];
        broker = ServiceSettingsReader.ReadRabbitMq(new SettingsReader(configuration, faults).Section(Keys.RabbitMq));
        return faults.Count == 0 ? null : new ConfigurationReading.Faulty(faults);
    }

    private static Secret? ReadConnectionString(SettingsReader root, bool isRequired)
    {
        var section = root.Section(Keys.ConnectionStrings);
        var before = section.FaultCount;
        var value = SecretReader.Read(section, Keys.Ledger, ConnectionStringForm, IsConnectionString);
        if (value is null && isRequired && section.FaultCount == before)
        {
            section.Fault(
                Keys.Ledger,
                "is missing",
                $"{ConnectionStringForm}, or {Keys.Ledger + Keys.FileSuffix} with the path of a file that holds one");
        }

        section.RefuseOthers();
        return value;
    }

    private static bool IsConnectionString(string text)
    {
        try
        {
            return !string.IsNullOrWhiteSpace(new NpgsqlConnectionStringBuilder(text).Host);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or InvalidCastException or OverflowException)
        {
            // Their texts may hold parts of the connection string.
            return false;
        }
    }

    private static void RefuseDevelopment(IConfiguration configuration, SettingsReader root, bool isDevelopment)
    {
        var section = configuration.GetSection(Keys.Development);
        if (section.Value is null && !section.GetChildren().Any())
            return;
        root.Fault(
            Keys.Development,
            "is given",
            isDevelopment ? "nothing: it has no settings" : "nothing: what it would set up exists in Development alone");
    }
}
