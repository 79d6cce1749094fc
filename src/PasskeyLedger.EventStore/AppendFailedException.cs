using System.Text;
using Npgsql;

namespace PasskeyLedger.EventStore;

/// <summary>
/// The database refused to write an append for a reason that trying again does not cure: text that it cannot hold (a NUL
/// character, a lone surrogate), a missing table or permission, a read model's constraint. Nothing was written.
/// </summary>
public sealed class AppendFailedException : Exception
{
    /// <param name="innerException">What the database said.</param>
    public AppendFailedException(StreamId stream, PostgresException innerException)
        : this(stream, innerException.SqlState, innerException.ConstraintName ?? innerException.TableName, innerException)
    {
    }

    /// <param name="innerException">A text could not be sent: it has no form in UTF-8, which is all that the database holds.</param>
    public AppendFailedException(StreamId stream, EncoderFallbackException innerException)
        : this(stream, PostgresErrorCodes.CharacterNotInRepertoire, where: null, innerException)
    {
    }

    // The database's own message may quote what was to be written, so only its code and the names in it are repeated.
    private AppendFailedException(StreamId stream, string sqlState, string? where, Exception innerException)
        : base($"An append to {stream} cannot be written: SQLSTATE {sqlState}{(where is null ? "" : $" at {where}")}.", innerException) => SqlState = sqlState;

    /// <summary>PostgreSQL's error code, five characters.</summary>
    public string SqlState { get; }
}
