using PasskeyLedger.EventStore;

namespace PasskeyLedger.ReadModels;

/// <summary>How the ledger's streams are named. The tenant is the user pool's id; operators are in no pool and have a tenant of their own.</summary>
public static class LedgerStreams
{
    /// <summary>The type that a user's stream is stored under.</summary>
    public const string UserStreamType = "user_passkeys";

    /// <summary>The type that a pool's stream is stored under.</summary>
    public const string PoolStreamType = "user_pool";

    /// <summary>The type that an operator's stream is stored under.</summary>
    public const string OperatorStreamType = "operator";

    /// <summary>The tenant of the operators' streams. No pool can have this id.</summary>
    public const string OperatorsTenant = "*OPERATORS*";

    private const string UserPrefix = "passkeys/";
    private const string PoolPrefix = "pool/";
    private const string OperatorPrefix = "operators/";

    /// <summary>The stream of one user's registrations: <c>passkeys/{sub}</c>.</summary>
    public static StreamId User(string pool, string sub) => new(new(pool), new(UserPrefix + sub));

    /// <summary>The stream of a pool's settings: <c>pool/{pool}</c>.</summary>
    public static StreamId Pool(string pool) => new(new(pool), new(PoolPrefix + pool));

    /// <summary>The stream of what an operator read: <c>operators/{sub}</c>, in no pool.</summary>
    public static StreamId Operator(string sub) => new(new(OperatorsTenant), new(OperatorPrefix + sub));

    /// <summary>The user whose stream this is, or null where it is none.</summary>
    public static string? SubOf(StreamId stream) => After(UserPrefix, stream);

    /// <summary>The operator whose stream this is, or null where it is none.</summary>
    public static string? OperatorOf(StreamId stream) => stream.Tenant.Value == OperatorsTenant ? After(OperatorPrefix, stream) : null;

    private static string? After(string prefix, StreamId stream) => stream.Key.Value.StartsWith(prefix, StringComparison.Ordinal)
        ? stream.Key.Value[prefix.Length..]
        : null;
}
