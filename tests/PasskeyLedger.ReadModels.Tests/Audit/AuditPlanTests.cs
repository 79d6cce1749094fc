using PasskeyLedger.EventStore.Migrations;
using PasskeyLedger.ReadModels.Audit;
using PasskeyLedger.Testing;

namespace PasskeyLedger.ReadModels.Tests.Audit;

/// <summary>However large the audit is, a page is read from an index: told by PostgreSQL's plans over 50,000 rows of ten pools.</summary>
public sealed class AuditPlanTests(PostgresFixture postgres) : IAsyncLifetime
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private PostgresDatabase database = null!;

    public static TheoryData<string, AuditFilter> Filters => new()
    {
        { "nothing", new() },
        { "user", new() { Sub = "user-7" } },
        { "type", new() { Type = "registration_rejected" } },
        { "common type", new() { Type = "registration_completed" } },
        { "outcome", new() { Outcome = AuditRow.Refused } },
        { "common outcome", new() { Outcome = AuditRow.Accepted } },
        { "reason", new() { Reason = "reason_3" } },
        { "credential", new() { CredentialId = "credential-77" } },
        { "address", new() { SourceAddress = "203.0.113.7" } },
        { "client", new() { ClientId = "client-1" } },
        { "request", new() { RequestId = "request-4711" } },
    };

    public async ValueTask InitializeAsync()
    {
        database = await postgres.CreateDatabaseAsync(MigrationSource.EventStore, ReadModelMigrations.Source);
        await database.ScalarAsync("""
            insert into ledger_audit
            select n, 'pool-' || n % 10, 'passkeys/user-' || n % 500, n, gen_random_uuid(),
              case n % 3 when 0 then 'registration_rejected' when 1 then 'registration_started' else 'registration_completed' end,
              '2026-01-01Z'::timestamptz + n * interval '1 second',
              case n % 3 when 0 then 'refused' else 'accepted' end,
              'user-' || n % 500, null,
              case n % 3 when 0 then 'reason_' || n % 20 end, null, null,
              'registration-' || n / 3, case n % 3 when 2 then 'credential-' || n end, 'client-' || n % 4,
              '203.0.113.' || n % 250, 'browser', 'request-' || n, null
            from generate_series(1, 50000) as n
            """);
        await database.ScalarAsync("analyze ledger_audit");
    }

    public async ValueTask DisposeAsync()
    {
        if (database is not null)
            await database.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Filters))]
    public async Task a_search_by_any_one_filter_pool_and_time_reads_an_index(string by, AuditFilter filter)
    {
        var asked = filter with { From = Start.AddHours(1), To = Start.AddHours(13) };
        var deep = new AuditCursor(50_000, Start.AddHours(6), 21_600);

        foreach (var one in new[] { asked with { Pool = "pool-7" }, asked, filter with { Pool = "pool-7" }, filter })
        {
            foreach (var after in new[] { null, deep })
            {
                var plan = await PlanAsync(one, after);

                plan.ShouldNotContain("Seq Scan on ledger_audit", customMessage: by);
                plan.ShouldContain("Index", customMessage: by);
                plan.ShouldNotContain("IS NULL) OR", customMessage: $"{by}: what is not asked for is not looked at");
                if (after is not null && by is "nothing" or "outcome" or "type" or "common type" or "common outcome")
                    plan.ShouldMatch(@"Index Cond: .*ROW\((a\.)?at, (a\.)?""position""\) <", $"{by}: a page begins where the one before ended");
            }
        }
    }

    [Fact]
    public async Task the_stories_of_a_registration_and_of_a_credential_are_read_from_indexes()
    {
        var registration = await ExplainAsync("Audit.find_registration.sql", "'registration-77'", "0", "101");
        var credential = await ExplainAsync("Audit.find_credential.sql", "'pool-7'", "'credential-77'", "0", "101");

        registration.ShouldNotContain("Seq Scan on ledger_audit");
        credential.ShouldNotContain("Seq Scan on ledger_audit");
    }

    private async Task<string> PlanAsync(AuditFilter filter, AuditCursor? after)
    {
        await using var command = new AuditSearch(database.DataSource).SearchCommand(filter, after, through: 50_000, most: 101, prefix: "explain ");
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        List<string> lines = [];
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
            lines.Add(reader.GetString(0));
        return string.Join('\n', lines);
    }

    private async Task<string> ExplainAsync(string file, params string[] literals)
    {
        var sql = ReadModelSql.Read(file);
        for (var index = literals.Length; index > 0; index--)
            sql = sql.Replace($"${index}", literals[index - 1], StringComparison.Ordinal);
        return string.Join('\n', await database.LinesAsync("explain " + sql));
    }
}
