using Npgsql;

namespace PasskeyLedger.EventStore.Migrations;

/// <summary>
/// Brings a database to what the program needs. Scripts run in the order of the sources and of their numbers, all in one
/// transaction; what has run is remembered in <c>ledger_migrations</c>. Nodes that start together wait for each other.
/// </summary>
/// <remarks>
/// The role that migrates owns the tables. A role that only serves needs SELECT, INSERT, UPDATE and DELETE on them, USAGE
/// on their sequences and EXECUTE on their functions; both methods here run under it as long as nothing is pending.
/// </remarks>
public sealed class Migrator(NpgsqlDataSource dataSource, params IReadOnlyList<MigrationSource> sources)
{
    private static readonly string CreateTableSql = EmbeddedSql.Read("MigrationLedger.CreateTable.sql");
    private static readonly string ReadAppliedSql = EmbeddedSql.Read("MigrationLedger.ReadApplied.sql");
    private static readonly string RecordSql = EmbeddedSql.Read("MigrationLedger.Record.sql");
    private static readonly string TableExistsSql = EmbeddedSql.Read("MigrationLedger.TableExists.sql");
    private static readonly string LockSql = EmbeddedSql.Read("MigrationLedger.Lock.sql");

    /// <summary>Compares the database with the scripts, and changes nothing: the dry run, and the check of a start in production.</summary>
    /// <exception cref="EventStoreUnavailableException">The database cannot be reached.</exception>
    public async Task<MigrationState> CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
            return await CompareAsync(connection, cancellationToken);
        }
        catch (NpgsqlException failure) when (DatabaseFailure.IsUnavailable(failure))
        {
            throw DatabaseFailure.Unavailable(failure);
        }
    }

    /// <summary>Applies what is pending, and says what that was.</summary>
    /// <exception cref="EventStoreUnavailableException">The database cannot be reached.</exception>
    /// <exception cref="MigrationException">An applied script has changed, or one failed. Nothing was applied.</exception>
    public async Task<IReadOnlyList<MigrationScript>> ApplyAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
            if (Refuse(await CompareAsync(connection, cancellationToken)).IsCurrent)
                return [];

            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            await ExecuteAsync(connection, LockSql, cancellationToken);
            var pending = Refuse(await CompareAsync(connection, cancellationToken)).Pending;
            if (!await TableExistsAsync(connection, cancellationToken))
                await ExecuteAsync(connection, CreateTableSql, cancellationToken);
            foreach (var script in pending)
                await ApplyAsync(connection, script, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return pending;
        }
        catch (NpgsqlException failure) when (DatabaseFailure.IsUnavailable(failure))
        {
            throw DatabaseFailure.Unavailable(failure);
        }
        catch (PostgresException failure)
        {
            throw new MigrationException($"The database cannot be migrated: {failure.MessageText} (SQLSTATE {failure.SqlState}).", failure);
        }
    }

    private static MigrationState Refuse(MigrationState state) =>
        state.Changed.Count == 0
            ? state
            : throw new MigrationException(
                $"Applied scripts have changed since: {string.Join(", ", state.Changed)}. A script that was applied stays as it is; add a new one.");

    private static async Task ApplyAsync(NpgsqlConnection connection, MigrationScript script, CancellationToken cancellationToken)
    {
        try
        {
            await ExecuteAsync(connection, script.Sql, cancellationToken);
        }
        catch (PostgresException failure) when (!DatabaseFailure.IsUnavailable(failure))
        {
            throw new MigrationException($"The script {script} failed: {failure.MessageText} (SQLSTATE {failure.SqlState}).", failure);
        }

        await using var record = new NpgsqlCommand(RecordSql, connection)
        {
            Parameters =
            {
                new() { Value = script.Source },
                new() { Value = script.Name },
                new() { Value = script.Sha256 },
            },
        };
        await record.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task<MigrationState> CompareAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var applied = await TableExistsAsync(connection, cancellationToken)
            ? await ReadAppliedAsync(connection, cancellationToken)
            : [];
        List<MigrationScript> pending = [];
        List<MigrationScript> changed = [];
        foreach (var script in sources.SelectMany(source => source.Scripts))
        {
            if (!applied.Remove((script.Source, script.Name), out var sha256))
                pending.Add(script);
            else if (sha256 != script.Sha256)
                changed.Add(script);
        }

        // What is left belongs to a newer program, or to a source that this one does not use.
        var unknown = applied.Keys.Where(key => sources.Any(source => source.Name == key.Source));
        return new(pending, changed, [.. unknown.Select(key => $"{key.Source}/{key.Name}").Order(StringComparer.Ordinal)]);
    }

    private static async Task<Dictionary<(string Source, string Name), string>> ReadAppliedAsync(
        NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var applied = new Dictionary<(string, string), string>();
        await using var command = new NpgsqlCommand(ReadAppliedSql, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            applied.Add((reader.GetString(0), reader.GetString(1)), reader.GetString(2));
        return applied;
    }

    private static async Task<bool> TableExistsAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(TableExistsSql, connection);
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
