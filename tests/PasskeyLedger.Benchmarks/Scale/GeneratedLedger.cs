using Npgsql;
using PasskeyLedger.Benchmarks.Appending;
using PasskeyLedger.Contracts.Events;

namespace PasskeyLedger.Benchmarks.Scale;

/// <summary>A ledger of as many events as wanted, two a user, written by PostgreSQL itself: rows as the service's appends leave them.</summary>
internal static class GeneratedLedger
{
    private const int UsersAStatement = 100_000;
    private static readonly string Sql = ReadSql();

    /// <summary>The <c>sub</c> of a generated user, numbered from 0.</summary>
    public static string SubOf(long user) => $"00000000-0000-4000-8000-{user:x12}";

    /// <summary>Fills an empty ledger.</summary>
    public static async Task FillAsync(NpgsqlDataSource database, long events, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);

        // Each event's stream is written with it: to look for it again, a trigger an event, would be most of the work.
        await ExecuteAsync(connection, "SET session_replication_role = replica", cancellationToken);
        var users = events / RegistrationAppends.Events.Count;
        for (long first = 0; first < users; first += UsersAStatement)
        {
            await using var command = new NpgsqlCommand(Sql, connection) { CommandTimeout = 0 };
            foreach (var value in Values(Math.Min(UsersAStatement, users - first), first))
                command.Parameters.Add(new() { Value = value });
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        await ExecuteAsync(connection, "SET session_replication_role = DEFAULT", cancellationToken);
        await ExecuteAsync(connection, "VACUUM ANALYZE", cancellationToken);
    }

    private static IEnumerable<object> Values(long users, long first)
    {
        var (started, startedJson) = RegistrationAppends.Events[0];
        var (completed, completedJson) = RegistrationAppends.Events[1];
        return
        [
            users, first, RegistrationAppends.Pool, started.StoredName, completed.StoredName, StoredEvents.ClrTypeName(started), StoredEvents.ClrTypeName(completed),
            Text(startedJson), Text(completedJson), Text(RegistrationAppends.HeadersJson),
        ];
    }

    private static string Text(byte[] json) => System.Text.Encoding.UTF8.GetString(json);

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static string ReadSql()
    {
        var type = typeof(GeneratedLedger);
        using var stream = type.Assembly.GetManifestResourceStream(type, $"{nameof(GeneratedLedger)}.sql")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
