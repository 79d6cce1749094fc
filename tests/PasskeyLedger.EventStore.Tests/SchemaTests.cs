using PasskeyLedger.Testing;

namespace PasskeyLedger.EventStore.Tests;

/// <summary>The tables are those of a Marten 9 event store, column by column. Nothing of ours may stand in them.</summary>
public sealed class SchemaTests(PostgresFixture postgres)
{
    [Theory]
    [InlineData("mt_streams", new[]
    {
        "tenant_id|character varying|NO|'*DEFAULT*'::character varying",
        "id|character varying|NO|",
        "type|character varying|YES|",
        "version|bigint|YES|",
        "timestamp|timestamp with time zone|NO|now()",
        "created|timestamp with time zone|NO|now()",
        "is_archived|boolean|YES|false",
    })]
    [InlineData("mt_events", new[]
    {
        "seq_id|bigint|NO|",
        "id|uuid|NO|",
        "stream_id|character varying|YES|",
        "version|bigint|NO|",
        "data|jsonb|NO|",
        "bdata|bytea|YES|",
        "type|character varying(500)|NO|",
        "timestamp|timestamp with time zone|NO|",
        "tenant_id|character varying|YES|'*DEFAULT*'::character varying",
        "mt_dotnet_type|character varying|YES|",
        "correlation_id|character varying|YES|",
        "causation_id|character varying|YES|",
        "headers|jsonb|YES|",
        "user_name|character varying|YES|",
        "is_archived|boolean|YES|false",
    })]
    [InlineData("mt_event_progression", new[]
    {
        "name|character varying|NO|",
        "last_seq_id|bigint|YES|",
        "last_updated|timestamp with time zone|YES|transaction_timestamp()",
    })]
    public async Task the_columns_are_those_of_Marten(string table, string[] columns)
    {
        await using var database = await postgres.CreateDatabaseAsync();

        (await database.LinesAsync($"""
            SELECT a.attname, format_type(a.atttypid, a.atttypmod), CASE WHEN a.attnotnull THEN 'NO' ELSE 'YES' END, pg_get_expr(d.adbin, d.adrelid)
            FROM pg_attribute a
            LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
            WHERE a.attrelid = '{table}'::regclass AND a.attnum > 0
            ORDER BY a.attnum
            """)).ShouldBe(columns);
    }

    [Fact]
    public async Task the_constraints_and_indexes_are_those_of_Marten()
    {
        await using var database = await postgres.CreateDatabaseAsync();

        (await database.LinesAsync("""
            SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
            WHERE conrelid::regclass::text LIKE 'mt\_%' AND contype <> 'n' ORDER BY 1, 2
            """)).ShouldBe(
        [
            "mt_event_progression|pk_mt_event_progression|PRIMARY KEY (name)",
            "mt_events|fkey_mt_events_stream_id_tenant_id|FOREIGN KEY (tenant_id, stream_id) REFERENCES mt_streams(tenant_id, id)",
            "mt_events|pkey_mt_events_seq_id|PRIMARY KEY (seq_id)",
            "mt_streams|pkey_mt_streams_tenant_id_id|PRIMARY KEY (tenant_id, id)",
        ]);
        (await database.LinesAsync("SELECT indexdef FROM pg_indexes WHERE tablename LIKE 'mt\\_%' ORDER BY indexname")).ShouldBe(
        [
            "CREATE UNIQUE INDEX pk_mt_event_progression ON public.mt_event_progression USING btree (name)",
            "CREATE UNIQUE INDEX pk_mt_events_stream_and_version ON public.mt_events USING btree (tenant_id, stream_id, version)",
            "CREATE UNIQUE INDEX pkey_mt_events_seq_id ON public.mt_events USING btree (seq_id)",
            "CREATE UNIQUE INDEX pkey_mt_streams_tenant_id_id ON public.mt_streams USING btree (tenant_id, id)",
        ]);
    }

    [Fact]
    public async Task events_stay_in_their_rows_and_streams_have_room_to_be_updated_in_theirs()
    {
        await using var database = await postgres.CreateDatabaseAsync();

        (await database.LinesAsync("SELECT relname, array_to_string(reloptions, ',') FROM pg_class WHERE relname IN ('mt_events', 'mt_streams') ORDER BY 1"))
            .ShouldBe(["mt_events|toast_tuple_target=4080", "mt_streams|fillfactor=70"]);
    }

    [Fact]
    public async Task the_sequence_belongs_to_the_events()
    {
        await using var database = await postgres.CreateDatabaseAsync();

        (await database.ScalarAsync("SELECT pg_get_serial_sequence('mt_events', 'seq_id')")).ShouldBe("public.mt_events_sequence");
        (await database.LinesAsync("SELECT tgname FROM pg_trigger WHERE tgrelid IN ('mt_events'::regclass, 'mt_streams'::regclass) AND NOT tgisinternal")).ShouldBeEmpty();
    }
}
