using Npgsql;
using PasskeyLedger.EventStore.Subscribing;

namespace PasskeyLedger.EventStore.Projecting;

/// <summary>Rebuilds that were interrupted and not gone on with: they hold rows of read models as the events gave them then.</summary>
public static class LeftRebuilds
{
    private static readonly string FindSql = EmbeddedSql.Read("Projecting.FindLeftRebuilds.sql");

    /// <summary>Gives up every rebuild that no session is at work on, with all that it has made.</summary>
    /// <returns>The names of the projections of which a rebuild is still there: a session is at work on it, or this role may not drop it.</returns>
    /// <exception cref="EventStoreUnavailableException">The database cannot be reached.</exception>
    public static async Task<IReadOnlyList<string>> GiveUpAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        try
        {
            List<string> kept = [];
            foreach (var name in await FindAsync(database, cancellationToken))
            {
                if (!await TryGiveUpAsync(database, name, cancellationToken))
                    kept.Add(name);
            }

            return kept;
        }
        catch (Exception failure) when (DatabaseFailure.IsUnavailable(failure))
        {
            throw DatabaseFailure.Unavailable(failure);
        }
    }

    private static async Task<bool> TryGiveUpAsync(NpgsqlDataSource database, string name, CancellationToken cancellationToken)
    {
        await using var session = await ActiveSession.TryTakeAsync(database, BesideSchema.SessionOf(name), cancellationToken);
        if (session is null)
            return false;
        try
        {
            await BesideSchema.DropAsync(session.Connection, name, cancellationToken);
            return true;
        }
        catch (PostgresException refused) when (refused.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            return false;
        }
    }

    private static async Task<IReadOnlyList<string>> FindAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        List<string> names = [];
        await using var command = database.CreateCommand(FindSql);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            names.Add(reader.GetString(0));
        return names;
    }
}
