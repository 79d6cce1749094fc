using Npgsql;

namespace PasskeyLedger.EventStore;

/// <summary>Sorts what Npgsql throws. No text made here holds a connection string, a password or an event.</summary>
public static class DatabaseFailure
{
    /// <summary>
    /// The database said that it rolled back: a plain error ends the transaction it comes in. After anything else (a broken
    /// connection, a timeout, a server that shuts down) a commit that was asked for may have happened.
    /// </summary>
    public static bool IsRolledBack(Exception failure) =>
        failure is PostgresException { InvariantSeverity: "ERROR" } error && error.SqlState != "40003";

    /// <summary>Two transactions got in each other's way, and the database chose this one to give up.</summary>
    public static bool IsTransient(PostgresException failure) =>
        failure.SqlState is PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure;

    /// <summary>The fault is with the database or the way there, not with what was asked.</summary>
    public static bool IsUnavailable(Exception failure) => failure switch
    {
        // The server ended the session, or let none begin: the database is not there, or takes no connections.
        PostgresException { InvariantSeverity: "FATAL" or "PANIC" } => true,

        // Connection exceptions, authorization, resources, limits of the server, operator intervention, system errors,
        // and a server that became read-only because another took over.
        PostgresException { SqlState: [.. var category, _, _, _] state } =>
            category is "08" or "28" or "53" or "57" or "58" || state == "25006" || state == "40003",
        NpgsqlException or TimeoutException or IOException => true,
        _ => false,
    };

    public static EventStoreUnavailableException Unavailable(Exception failure) =>
        new($"The event store's database is not available ({Reason(failure)}).", failure);

    public static EventStoreUnavailableException FateUnknown(Exception failure) =>
        new($"The event store's database went away before it said whether the append was committed ({Reason(failure)}).", failure);

    private static string Reason(Exception failure) => failure switch
    {
        PostgresException error => $"SQLSTATE {error.SqlState}",
        { InnerException: { } inner } => $"{failure.GetType().Name}: {inner.GetType().Name}",
        _ => failure.GetType().Name,
    };
}
