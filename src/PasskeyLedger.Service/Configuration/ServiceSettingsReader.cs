using System.Net;
using System.Text;
using PasskeyLedger.Messaging.RabbitMq;
using PasskeyLedger.PersonalData.Keys;
using PasskeyLedger.Service.Access;
using PasskeyLedger.Transparency.Notes;
using Keys = PasskeyLedger.Service.Configuration.ConfigurationKeys;

namespace PasskeyLedger.Service.Configuration;

/// <summary>Reads the sections that are the whole service's.</summary>
internal static class ServiceSettingsReader
{
    // It is the key name of a signed note, which ends it with a space or a plus sign.
    private const string LogOriginForm = "a name such as ledger.example/log, without spaces or '+'";

    private const string BrokerUriForm = "an amqp or amqps URI, in which a password's own ':', '/' and '@' are percent-encoded";

    public static ServiceRateLimits ReadRateLimits(SettingsReader section)
    {
        var limits = new ServiceRateLimits(
            section.PerMinute(Keys.Rates.PerAddressPerMinute) ?? ConfigurationDefaults.PerAddressPerMinute,
            section.PerMinute(Keys.Rates.PerUserPerMinute) ?? ConfigurationDefaults.PerUserPerMinute);
        section.RefuseOthers();
        return limits;
    }

    public static IReadOnlyList<IPNetwork> ReadKnownProxies(SettingsReader root)
    {
        // ASP.NET Core's own switch would let any caller name its address, and with it choose its rate limit and network rules.
        if (root.Flag(Keys.TrustEveryProxy, absent: false))
        {
            root.Fault(
                Keys.TrustEveryProxy, "is true", $"absent: name the proxies in {Keys.ForwardedHeaders}:{Keys.Proxies.KnownProxies}");
        }

        var section = root.Section(Keys.ForwardedHeaders);
        List<IPNetwork> ranges = [];
        section.Texts(Keys.Proxies.KnownProxies, AddressRange.Form, IsRange);
        section.RefuseOthers();
        return ranges;

        bool IsRange(string text)
        {
            var isRange = AddressRange.TryParse(text, out var range);
            if (isRange)
                ranges.Add(range);
            return isRange;
        }
    }

    public static OperatorSettings ReadOperators(SettingsReader section, bool isDevelopment)
    {
        var issuer = IssuerReader.ReadOptional(section, isDevelopment);
        var scope = section.Text(Keys.Operator.Scope, "one scope, without spaces", text => !text.Any(char.IsWhiteSpace));
        var settings = new OperatorSettings(issuer.Issuer, scope ?? ConfigurationDefaults.OperatorScope)
        {
            JwksUri = issuer.JwksUri,
            JwksFile = issuer.JwksFile,
        };
        section.RefuseOthers();
        return settings;
    }

    public static TransparencySettings ReadTransparency(SettingsReader section, bool isDevelopment)
    {
        var origin = section.Text(Keys.Log.Origin, LogOriginForm, VerifierKey.IsName);
        var settings = new TransparencySettings(
            origin ?? (isDevelopment ? ConfigurationDefaults.DevelopmentLogOrigin : null),
            section.FilePath(Keys.Log.SigningKeyFile, "the path of a signing key, as keys new makes it", ConfiguredFiles.FaultOfSigningKey),
            section.Duration(
                Keys.Log.CheckpointInterval,
                ConfigurationDefaults.CheckpointInterval(isDevelopment),
                ConfigurationLimits.MinimumCheckpointInterval,
                ConfigurationLimits.MaximumCheckpointInterval));
        if (settings is { Origin: null, SigningKeyFile: not null } && !section.IsGiven(Keys.Log.Origin))
            section.Fault(Keys.Log.Origin, $"is missing beside {Keys.Log.SigningKeyFile}", LogOriginForm);
        section.RefuseOthers();
        return settings;
    }

    public static PersonalDataSettings ReadPersonalData(SettingsReader section)
    {
        KeyEncryptionKey? key = null;
        section.FilePath(
            Keys.Personal.KeyFile, $"the path of a file with {KeyEncryptionKey.Form}", path => ConfiguredFiles.FaultOfKeyEncryptionKey(path, out key));
        section.RefuseOthers();
        return new(key);
    }

    public static SubscriptionSettings ReadSubscriptions(SettingsReader section)
    {
        var settings = new SubscriptionSettings(section.Duration(
            Keys.Subscription.DegradedAfter,
            ConfigurationDefaults.DegradedAfter,
            ConfigurationLimits.MinimumDegradedAfter,
            ConfigurationLimits.MaximumDegradedAfter));
        section.RefuseOthers();
        return settings;
    }

    public static UserCacheSettings ReadUserCache(SettingsReader section)
    {
        var settings = new UserCacheSettings(
            section.Number(Keys.Cache.MostUsers, 0, ConfigurationLimits.MaximumCachedUsers) ?? ConfigurationDefaults.MostCachedUsers,
            section.Number(Keys.Cache.MostMegabytes, 0, ConfigurationLimits.MaximumCachedMegabytes) ?? ConfigurationDefaults.MostCachedMegabytes);
        section.RefuseOthers();
        return settings;
    }

    public static RabbitMqSettings ReadRabbitMq(SettingsReader section)
    {
        var uri = SecretReader.Read(section, Keys.Broker.Uri, BrokerUriForm, IsBrokerUri);
        var settings = new RabbitMqSettings(
            uri,
            section.FilePath(Keys.Broker.CaFile, "the path of a PEM file with certificates", ConfiguredFiles.FaultOfCertificates),
            section.Text(
                Keys.Broker.Exchange,
                $"a name of up to {ConfigurationLimits.LongestExchange} bytes",
                text => Encoding.UTF8.GetByteCount(text) <= ConfigurationLimits.LongestExchange)
                ?? ConfigurationDefaults.Exchange,
            section.Number(
                Keys.Broker.MaxAttempts, ConfigurationLimits.MinimumPublishAttempts, ConfigurationLimits.MaximumPublishAttempts)
                ?? ConfigurationDefaults.MaximumPublishAttempts);
        if (settings.CaFile is not null && uri is not null && new Uri(uri.Reveal()).Scheme != "amqps")
            section.Fault(Keys.Broker.CaFile, "is given, and the broker is not reached over TLS", "nothing, or an amqps URI beside it");
        section.RefuseOthers();
        return settings;

        static bool IsBrokerUri(string text) =>
            Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "amqp" or "amqps" && BrokerAddress.IsOne(uri);
    }
}
