using PasskeyLedger.EventStore;

namespace PasskeyLedger.ReadModels;

/// <summary>How the ledger's streams are named. The tenant is the user pool's id.</summary>
public static class LedgerStreams
{
    /// <summary>The type that a user's stream is stored under.</summary>
    public const string UserStreamType = "user_passkeys";

    /// <summary>The type that a pool's stream is stored under.</summary>
    public const string PoolStreamType = "user_pool";

    private const string UserPrefix = "passkeys/";
    private const string PoolPrefix = "pool/";

    /// <summary>The stream of one user's registrations: <c>passkeys/{sub}</c>.</summary>
    public static StreamId User(string pool, string sub) => new(new(pool), new(UserPrefix + sub));

    /// <summary>The stream of a pool's settings: <c>pool/{pool}</c>.</summary>
    public static StreamId Pool(string pool) => new(new(pool), new(PoolPrefix + pool));

    /// <summary>The user whose stream this is, or null where it is none.</summary>
    public static string? SubOf(StreamId stream) => stream.Key.Value.StartsWith(UserPrefix, StringComparison.Ordinal)
        ? stream.Key.Value[UserPrefix.Length..]
        : null;
}
