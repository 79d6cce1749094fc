using Npgsql;
using PasskeyLedger.EventStore.Migrations;
using PasskeyLedger.Testing;

namespace PasskeyLedger.EventStore.Tests;

public sealed class MigratorTests(PostgresFixture postgres)
{
    [Fact]
    public async Task an_empty_database_gets_every_script_once_and_remembers_it()
    {
        await using var database = await postgres.CreateEmptyDatabaseAsync();
        var migrator = new Migrator(database.DataSource, MigrationSource.EventStore);

        (await migrator.CheckAsync(Cancellation)).IsCurrent.ShouldBeFalse();
        var applied = await migrator.ApplyAsync(Cancellation);

        applied.ShouldBe(MigrationSource.EventStore.Scripts);
        applied[0].ToString().ShouldBe("event-store/0001_event_tables");
        (await migrator.CheckAsync(Cancellation)).IsCurrent.ShouldBeTrue();
        (await migrator.ApplyAsync(Cancellation)).ShouldBeEmpty();
        (await database.LinesAsync("SELECT source, name, sha256 FROM ledger_migrations ORDER BY name"))
            .ShouldBe(applied.Select(script => $"{script.Source}|{script.Name}|{script.Sha256}"));
    }

    [Fact]
    public async Task a_dry_run_tells_the_sql_and_changes_nothing()
    {
        await using var database = await postgres.CreateEmptyDatabaseAsync();

        var state = await new Migrator(database.DataSource, MigrationSource.EventStore).CheckAsync(Cancellation);

        state.PendingSql.ShouldContain("CREATE TABLE IF NOT EXISTS mt_events");
        state.PendingSql.ShouldContain("-- event-store/0001_event_tables (sha256 ");
        (await database.ScalarAsync("SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace")).ShouldBe(0L);
    }

    [Fact]
    public async Task nodes_that_start_together_wait_for_each_other()
    {
        await using var database = await postgres.CreateEmptyDatabaseAsync();

        var applied = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => new Migrator(database.DataSource, MigrationSource.EventStore).ApplyAsync(Cancellation)));

        applied.Count(scripts => scripts.Count > 0).ShouldBe(1);
    }

    [Fact]
    public async Task scripts_of_several_sources_run_in_the_order_of_the_sources()
    {
        await using var database = await postgres.CreateEmptyDatabaseAsync();
        var other = Source("read-models", ("0001_rows", "CREATE TABLE row_of (seq_id bigint REFERENCES mt_events)"), ("0002_index", "CREATE INDEX ON row_of (seq_id)"));

        var applied = await new Migrator(database.DataSource, MigrationSource.EventStore, other).ApplyAsync(Cancellation);

        applied.Select(script => script.ToString()).ShouldBe([.. MigrationSource.EventStore.Scripts.Select(script => script.ToString()), "read-models/0001_rows", "read-models/0002_index"]);
        (await new Migrator(database.DataSource, MigrationSource.EventStore).CheckAsync(Cancellation)).Unknown.ShouldBeEmpty("another source is no concern of this one");
    }

    [Fact]
    public async Task an_applied_script_that_changed_is_an_error_and_nothing_is_applied()
    {
        await using var database = await postgres.CreateEmptyDatabaseAsync();
        await new Migrator(database.DataSource, Source("s", ("0001_a", "CREATE TABLE a ()"))).ApplyAsync(Cancellation);
        var changed = new Migrator(database.DataSource, Source("s", ("0001_a", "CREATE TABLE a (b int)"), ("0002_c", "CREATE TABLE c ()")));

        var state = await changed.CheckAsync(Cancellation);
        state.Changed.ShouldHaveSingleItem().Name.ShouldBe("0001_a");
        state.IsCurrent.ShouldBeFalse();
        (await Should.ThrowAsync<MigrationException>(() => changed.ApplyAsync(Cancellation))).Message.ShouldContain("s/0001_a");

        (await database.ScalarAsync("SELECT to_regclass('c') IS NULL")).ShouldBe(true);
    }

    [Fact]
    public async Task line_ends_of_a_checkout_do_not_change_a_script()
    {
        await using var database = await postgres.CreateEmptyDatabaseAsync();
        await new Migrator(database.DataSource, Source("s", ("0001_a", "CREATE TABLE\na ();\n"))).ApplyAsync(Cancellation);

        (await new Migrator(database.DataSource, Source("s", ("0001_a", "CREATE TABLE\r\na ();\r\n"))).CheckAsync(Cancellation)).IsCurrent.ShouldBeTrue();
    }

    [Fact]
    public async Task a_script_that_fails_undoes_those_before_it_and_is_named()
    {
        await using var database = await postgres.CreateEmptyDatabaseAsync();
        var migrator = new Migrator(database.DataSource, Source("s", ("0001_good", "CREATE TABLE good ()"), ("0002_bad", "CREATE TABEL bad ()")));

        var failure = await Should.ThrowAsync<MigrationException>(() => migrator.ApplyAsync(Cancellation));

        failure.Message.ShouldContain("s/0002_bad");
        failure.Message.ShouldContain("42601");
        (await database.ScalarAsync("SELECT to_regclass('good') IS NULL AND to_regclass('ledger_migrations') IS NULL")).ShouldBe(true);
    }

    [Fact]
    public async Task an_older_program_is_content_with_a_newer_database_and_says_what_it_does_not_know()
    {
        await using var database = await postgres.CreateEmptyDatabaseAsync();
        await new Migrator(database.DataSource, Source("s", ("0001_a", "SELECT 1"), ("0002_b", "SELECT 2"))).ApplyAsync(Cancellation);

        var state = await new Migrator(database.DataSource, Source("s", ("0001_a", "SELECT 1"))).CheckAsync(Cancellation);

        state.IsCurrent.ShouldBeTrue();
        state.Unknown.ShouldBe(["s/0002_b"]);
    }

    [Fact]
    public async Task tables_that_are_partitioned_are_taken_as_they_are()
    {
        await using var database = await postgres.CreateEmptyDatabaseAsync();
        await database.ScalarAsync("""
            CREATE TABLE mt_streams (tenant_id varchar NOT NULL DEFAULT '*DEFAULT*', id varchar NOT NULL, type varchar, version bigint,
              timestamp timestamptz NOT NULL DEFAULT now(), created timestamptz NOT NULL DEFAULT now(), is_archived bool DEFAULT false,
              CONSTRAINT pkey_mt_streams_tenant_id_id PRIMARY KEY (tenant_id, id)) PARTITION BY HASH (tenant_id);
            CREATE TABLE mt_streams_0 PARTITION OF mt_streams FOR VALUES WITH (MODULUS 2, REMAINDER 0);
            CREATE TABLE mt_streams_1 PARTITION OF mt_streams FOR VALUES WITH (MODULUS 2, REMAINDER 1);
            """);

        await new Migrator(database.DataSource, MigrationSource.EventStore).ApplyAsync(Cancellation);

        await using var store = new NpgsqlEventStore(database.DataSource);
        (await store.AppendAsync(Stream("s"), ExpectedVersion.NoStream)).ShouldBeOfType<AppendOutcome.Committed>();
        (await store.AppendAsync(Stream("s"), ExpectedVersion.Exactly(1))).ShouldBeOfType<AppendOutcome.Committed>();
    }

    [Fact]
    public async Task tables_that_Marten_made_are_taken_as_they_are()
    {
        await using var database = await postgres.CreateEmptyDatabaseAsync();
        await database.ScalarAsync("""
            CREATE TABLE mt_streams (tenant_id varchar NOT NULL DEFAULT '*DEFAULT*', id varchar NOT NULL, type varchar, version bigint,
              timestamp timestamptz NOT NULL DEFAULT now(), created timestamptz NOT NULL DEFAULT now(), is_archived bool DEFAULT false,
              CONSTRAINT pkey_mt_streams_tenant_id_id PRIMARY KEY (tenant_id, id));
            INSERT INTO mt_streams (tenant_id, id, version) VALUES ('pool_a', 'marten', 0);
            """);

        await new Migrator(database.DataSource, MigrationSource.EventStore).ApplyAsync(Cancellation);

        await using var store = new NpgsqlEventStore(database.DataSource);
        (await store.AppendAsync(Stream("marten"), ExpectedVersion.NoStream)).ShouldBeOfType<AppendOutcome.Committed>();
    }

    [Fact]
    public async Task a_role_without_rights_on_the_schema_works_on_a_migrated_database()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        var password = Guid.NewGuid().ToString("N");
        await database.ScalarAsync($"""
            CREATE ROLE only_serves LOGIN PASSWORD '{password}';
            REVOKE CREATE ON SCHEMA public FROM PUBLIC;
            GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO only_serves;
            GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO only_serves;
            """);
        await using var dataSource = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(database.ConnectionString) { Username = "only_serves", Password = password }.ConnectionString);

        var migrator = new Migrator(dataSource, MigrationSource.EventStore);
        (await migrator.CheckAsync(Cancellation)).IsCurrent.ShouldBeTrue();
        (await migrator.ApplyAsync(Cancellation)).ShouldBeEmpty();
        await using var store = new NpgsqlEventStore(dataSource);
        var append = Append(Stream("s"), ExpectedVersion.NoStream) with { Claims = [new("k", "1")] };
        (await store.AppendAsync(append, Cancellation)).ShouldBeOfType<AppendOutcome.Committed>();
        (await store.AppendAsync(append, Cancellation)).ShouldBe(new AppendOutcome.VersionConflict(1));
        (await store.ReadAsync(Stream("s"))).StreamVersion.ShouldBe(1);
        await Should.ThrowAsync<MigrationException>(() => new Migrator(dataSource, Source("s", ("0001_a", "CREATE TABLE a ()"))).ApplyAsync(Cancellation));
    }

    [Fact]
    public void an_assembly_with_a_script_of_another_name_or_none_is_refused()
    {
        Should.Throw<ArgumentException>(() => Source("s", ("1_short", "SELECT 1"))).Message.ShouldContain("1_short");
        Should.Throw<ArgumentException>(() => Source("s", ("0001_a", "SELECT 1"), ("0001_b", "SELECT 1"))).Message.ShouldContain("one number");
        Should.Throw<ArgumentException>(() => MigrationSource.FromAssembly("s", typeof(MigratorTests).Assembly)).Message.ShouldContain("no script");
    }

    private static MigrationSource Source(string name, params (string Name, string Sql)[] scripts) =>
        new(name, scripts.Select(script => KeyValuePair.Create(script.Name, script.Sql)));
}
