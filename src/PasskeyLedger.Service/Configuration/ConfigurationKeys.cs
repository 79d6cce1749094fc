namespace PasskeyLedger.Service.Configuration;

/// <summary>The names of the service's configuration keys, each here and nowhere else.</summary>
public static class ConfigurationKeys
{
    public const string ConnectionStrings = "ConnectionStrings";
    public const string Ledger = "Ledger";

    public const string UserPools = "UserPools";
    public const string NetworkRules = "NetworkRules";
    public const string RateLimits = "RateLimits";
    public const string ForwardedHeaders = "ForwardedHeaders";
    public const string Operators = "Operators";
    public const string Transparency = "Transparency";
    public const string RabbitMq = "RabbitMq";
    public const string PersonalData = "PersonalData";
    public const string Subscriptions = "Subscriptions";
    public const string UserCache = "UserCache";

    /// <summary>A section that may not be there outside Development.</summary>
    public const string Development = "Development";

    /// <summary>What follows the name of a secret's key where a file holds the secret.</summary>
    public const string FileSuffix = "_FILE";

    /// <summary>The addresses that the service listens at (ASP.NET Core's <c>ASPNETCORE_URLS</c> and <c>--urls</c>).</summary>
    public const string Urls = "urls";

    /// <summary>ASP.NET Core's switch for trusting whoever sends X-Forwarded-For.</summary>
    public const string TrustEveryProxy = "FORWARDEDHEADERS_ENABLED";

    /// <summary>The connection string of the ledger's database.</summary>
    public const string LedgerConnectionString = ConnectionStrings + ":" + Ledger;

    /// <summary>Whose tokens are believed: in a pool's section, and in the operators'.</summary>
    public static class TokenIssuer
    {
        public const string Issuer = "Issuer";
        public const string JwksUri = "JwksUri";
        public const string JwksFile = "JwksFile";
    }

    public static class Pool
    {
        public const string Id = "Id";
        public const string Clients = "Clients";
        public const string Domain = "Domain";
        public const string WebAuthn = "WebAuthn";
        public const string NetworkRules = "NetworkRules";
        public const string RateLimits = "RateLimits";
        public const string Messaging = "Messaging";
    }

    public static class PoolMessaging
    {
        public const string IncludePersonalData = "IncludePersonalData";
    }

    public static class WebAuthn
    {
        public const string Enabled = "Enabled";
        public const string RelyingPartyId = "RelyingPartyId";
        public const string RelyingPartyName = "RelyingPartyName";
        public const string Origins = "Origins";
        public const string AllowCrossOrigin = "AllowCrossOrigin";
        public const string TopOrigins = "TopOrigins";
        public const string UserVerification = "UserVerification";
        public const string Algorithms = "Algorithms";
        public const string Attestation = "Attestation";
        public const string CredentialLimit = "CredentialLimit";
        public const string ChallengeLifetime = "ChallengeLifetime";
    }

    public static class Attestation
    {
        public const string Conveyance = "Conveyance";
        public const string Formats = "Formats";
        public const string TrustAnchors = "TrustAnchors";
        public const string AllowedAaguids = "AllowedAaguids";
        public const string DeniedAaguids = "DeniedAaguids";
        public const string MetadataFile = "MetadataFile";
    }

    public static class NetworkRule
    {
        public const string Action = "Action";
        public const string Cidr = "Cidr";
        public const string Header = "Header";
        public const string Contains = "Contains";
    }

    public static class Rates
    {
        public const string PerAddressPerMinute = "PerAddressPerMinute";
        public const string PerUserPerMinute = "PerUserPerMinute";
    }

    public static class Proxies
    {
        public const string KnownProxies = "KnownProxies";
    }

    public static class Operator
    {
        public const string Scope = "Scope";
    }

    public static class Log
    {
        public const string Origin = "Origin";
        public const string SigningKeyFile = "SigningKeyFile";
        public const string CheckpointInterval = "CheckpointInterval";
    }

    public static class Personal
    {
        public const string KeyFile = "KeyFile";
    }

    public static class Subscription
    {
        public const string DegradedAfter = "DegradedAfter";
    }

    public static class Cache
    {
        public const string MostUsers = "MostUsers";
        public const string MostMegabytes = "MostMegabytes";
    }

    public static class Broker
    {
        public const string Uri = "Uri";
        public const string CaFile = "CaFile";
        public const string Exchange = "Exchange";
        public const string MaxAttempts = "MaxAttempts";
    }
}
