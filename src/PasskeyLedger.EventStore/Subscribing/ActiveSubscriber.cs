using Npgsql;
using NpgsqlTypes;

namespace PasskeyLedger.EventStore.Subscribing;

/// <summary>Tells whether anybody follows the log under a name, on whichever node.</summary>
public static class ActiveSubscriber
{
    private static readonly string FindSql = EmbeddedSql.Read("Subscribing.FindActive.sql");

    /// <exception cref="EventStoreUnavailableException">The database cannot be reached.</exception>
    public static async Task<bool> ExistsAsync(NpgsqlDataSource database, string name, CancellationToken cancellationToken)
    {
        try
        {
            await using var command = database.CreateCommand(FindSql);
            command.Parameters.Add(new NpgsqlParameter<string> { NpgsqlDbType = NpgsqlDbType.Text, TypedValue = name });
            return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
        }
        catch (Exception failure) when (DatabaseFailure.IsUnavailable(failure))
        {
            throw DatabaseFailure.Unavailable(failure);
        }
    }
}
