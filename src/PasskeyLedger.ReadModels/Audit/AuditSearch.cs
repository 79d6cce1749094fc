using Npgsql;
using NpgsqlTypes;

namespace PasskeyLedger.ReadModels.Audit;

/// <summary>Finds events in the audit read model.</summary>
/// <remarks>
/// Statements are never prepared here: the planner must see which filters are given. A pooled connection string that prepares on its own
/// (Npgsql's <c>Max Auto Prepare</c>) would make searches slow.
/// </remarks>
public sealed class AuditSearch(NpgsqlDataSource database)
{
    private static readonly string SearchSql = ReadModelSql.Read("Audit.search_audit.sql");
    private static readonly string ReadThroughSql = ReadModelSql.Read("Audit.read_through.sql");
    private static readonly string FindRegistrationSql = ReadModelSql.Read("Audit.find_registration.sql");
    private static readonly string FindCredentialSql = ReadModelSql.Read("Audit.find_credential.sql");

    // Npgsql writes these as PostgreSQL's infinities.
    private static readonly DateTime Ever = DateTime.SpecifyKind(DateTime.MinValue, DateTimeKind.Utc);
    private static readonly DateTime Forever = DateTime.SpecifyKind(DateTime.MaxValue, DateTimeKind.Utc);

    /// <summary>A page of events that a filter finds, newest first.</summary>
    /// <param name="after">Where the page before ended, or null for the first.</param>
    /// <param name="count">How many events the page holds at the most.</param>
    public async Task<AuditPage> SearchAsync(AuditFilter filter, AuditCursor? after, int count, CancellationToken cancellationToken)
    {
        var through = after?.Through ?? await ReadThroughAsync(cancellationToken);
        await using var command = SearchCommand(filter, after, through, count + 1);
        var rows = await ReadAsync(command, cancellationToken);

        // One row more than asked for says that there is a next page; it is not part of this one.
        if (rows.Count <= count)
            return new(rows, through, Next: null);
        rows.RemoveAt(count);
        return new(rows, through, new(through, rows[^1].At, rows[^1].Position));
    }

    /// <summary>The events of a registration above a position, oldest first, at most so many.</summary>
    public async Task<IReadOnlyList<AuditRow>> FindRegistrationAsync(
        string registrationId, long afterPosition, int most, CancellationToken cancellationToken)
    {
        await using var command = Command(FindRegistrationSql, Text(registrationId), Number(afterPosition), Number(most));
        return await ReadAsync(command, cancellationToken);
    }

    /// <summary>
    /// The events of a credential above a position, oldest first, at most so many: its own, those of the registrations it came of, and the
    /// refusals whose evidence names it.
    /// </summary>
    public async Task<IReadOnlyList<AuditRow>> FindCredentialAsync(
        string pool, string credentialId, long afterPosition, int most, CancellationToken cancellationToken)
    {
        await using var command = Command(FindCredentialSql, Text(pool), Text(credentialId), Number(afterPosition), Number(most));
        return await ReadAsync(command, cancellationToken);
    }

    internal NpgsqlCommand SearchCommand(AuditFilter filter, AuditCursor? after, long through, int most, string prefix = "") => Command(
        prefix + SearchSql,
        Text(filter.Pool),
        Text(filter.Sub),
        Text(filter.Type),
        Text(filter.Outcome),
        Text(filter.Reason),
        Text(filter.CredentialId),
        Text(filter.SourceAddress),
        Text(filter.ClientId),
        Text(filter.RequestId),
        Time(filter.From?.UtcDateTime ?? Ever),
        Time(filter.To?.UtcDateTime ?? Forever),
        Time(after?.At.UtcDateTime ?? Forever),
        Number(after?.Position ?? long.MaxValue),
        Number(through),
        Number(most));

    private async Task<long> ReadThroughAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(ReadThroughSql);
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private static async Task<List<AuditRow>> ReadAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        var rows = new List<AuditRow>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            rows.Add(Read(reader));
        return rows;
    }

    private static AuditRow Read(NpgsqlDataReader row) => new()
    {
        Position = row.GetInt64(0),
        Stream = new(new(row.GetString(1)), new(row.GetString(2))),
        Version = row.GetInt64(3),
        EventId = row.GetGuid(4),
        Type = row.GetString(5),
        At = row.GetFieldValue<DateTimeOffset>(6),
        Outcome = row.GetString(7),
        Sub = Text(row, 8),
        Operation = Text(row, 9),
        Reason = Text(row, 10),
        Exception = Text(row, 11),
        Step = Text(row, 12),
        RegistrationId = Text(row, 13),
        CredentialId = Text(row, 14),
        ClientId = Text(row, 15),
        SourceAddress = Text(row, 16),
        UserAgent = Text(row, 17),
        RequestId = Text(row, 18),
        TraceId = Text(row, 19),
    };

    private NpgsqlCommand Command(string sql, params ReadOnlySpan<NpgsqlParameter> parameters)
    {
        var command = database.CreateCommand(sql);
        foreach (var parameter in parameters)
            command.Parameters.Add(parameter);
        return command;
    }

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static NpgsqlParameter Text(string? value) =>
        new() { NpgsqlDbType = NpgsqlDbType.Varchar, Value = value is null ? DBNull.Value : value };

    private static NpgsqlParameter<long> Number(long value) => new() { TypedValue = value };

    private static NpgsqlParameter<DateTime> Time(DateTime value) => new() { NpgsqlDbType = NpgsqlDbType.TimestampTz, TypedValue = value };
}

/// <summary>A page of events, the position up to which was searched, and where the next page begins, if there is one.</summary>
public sealed record AuditPage(IReadOnlyList<AuditRow> Rows, long Through, AuditCursor? Next);
