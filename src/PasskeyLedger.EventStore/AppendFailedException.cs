using Npgsql;

namespace PasskeyLedger.EventStore;

/// <summary>
/// The database refused to write an append for a reason that trying again does not cure: text that it cannot hold (a NUL
/// character, a lone surrogate), a missing table or permission, a read model's constraint. Nothing was written.
/// </summary>
public sealed class AppendFailedException(StreamId stream, PostgresException innerException)
    : Exception(Describe(stream, innerException), innerException)
{
    /// <summary>PostgreSQL's error code, five characters.</summary>
    public string SqlState => ((PostgresException)InnerException!).SqlState;

    // The database's own message may quote what was to be written, so only its code and the names in it are repeated.
    private static string Describe(StreamId stream, PostgresException error)
    {
        var where = error.ConstraintName ?? error.TableName;
        return $"An append to {stream} cannot be written: SQLSTATE {error.SqlState}{(where is null ? "" : $" at {where}")}.";
    }
}
