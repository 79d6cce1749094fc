using Npgsql;
using NpgsqlTypes;
using PasskeyLedger.EventStore;

namespace PasskeyLedger.PersonalData.Keys;

/// <summary>
/// The keys as the database has them. They are written with appends, as inline rows, so that nothing is committed without its
/// key and no key is destroyed without a record.
/// </summary>
internal sealed class PersonalKeyTable(NpgsqlDataSource database, KeyEncryptionKey? wrapping)
{
    /// <summary>The SQLSTATE of an append that <see cref="Require"/> fails.</summary>
    public const string NotThere = "PLK01";

    private static readonly string ReadSql = PersonalDataSql.Read("Keys.read_keys.sql");
    private static readonly string ReadLiveIdsSql = PersonalDataSql.Read("Keys.read_live_ids.sql");
    private static readonly string VacuumSql = PersonalDataSql.Read("Keys.vacuum_keys.sql");
    private static readonly string ReadKeyFileSql = PersonalDataSql.Read("Keys.read_key_file.sql");
    private static readonly string RegisterSql = PersonalDataSql.Read("Keys.register_key_file.sql");

    private static readonly InlineStatement InsertStatement = new(
        "insert_personal_keys",
        PersonalDataSql.Read("Keys.insert_keys.sql"),
        NpgsqlDbType.Varchar,       // tenant_id
        NpgsqlDbType.Varchar,       // stream_id
        NpgsqlDbType.Uuid,          // key_id
        NpgsqlDbType.Bytea,         // key
        NpgsqlDbType.Varchar,       // wrapped_with
        NpgsqlDbType.TimestampTz);  // created_at

    private static readonly InlineStatement RequireStatement = new(
        "require_personal_keys",
        PersonalDataSql.Read("Keys.require_keys.sql"),
        NpgsqlDbType.Varchar,       // tenant_id
        NpgsqlDbType.Varchar,       // stream_id
        NpgsqlDbType.Uuid);         // key_id

    private static readonly InlineStatement DestroyStatement = new(
        "destroy_personal_keys",
        PersonalDataSql.Read("Keys.destroy_keys.sql"),
        NpgsqlDbType.Varchar,       // tenant_id
        NpgsqlDbType.Varchar,       // stream_id
        NpgsqlDbType.TimestampTz);  // destroyed_at

    /// <summary>Stores a new key with the append.</summary>
    public InlineRow Insert(StreamId stream, PersonalKey key, DateTimeOffset at) => new(
        InsertStatement,
        [
            stream.Tenant.Value,
            stream.Key.Value,
            key.Id,
            wrapping is null ? key.Bytes : wrapping.Wrap(key, stream),
            wrapping?.Fingerprint,
            at,
        ]);

    /// <summary>Has the append fail where the key is destroyed by then.</summary>
    public static InlineRow Require(StreamId stream, PersonalKey key) => new(RequireStatement, [stream.Tenant.Value, stream.Key.Value, key.Id]);

    /// <summary>Destroys the stream's keys with the append.</summary>
    public static InlineRow Destroy(StreamId stream, DateTimeOffset at) => new(DestroyStatement, [stream.Tenant.Value, stream.Key.Value, at]);

    /// <summary>The rings of streams; one without keys has none.</summary>
    /// <param name="connection">Where the caller has one; else one is borrowed.</param>
    /// <exception cref="PersonalKeyException">The keys of this database are wrapped with a key-encryption key that is not this one.</exception>
    public async Task<Dictionary<StreamId, KeyRing>> ReadAsync(
        IReadOnlyCollection<StreamId> streams, NpgsqlConnection? connection, CancellationToken cancellationToken)
    {
        await using var borrowed = connection is null ? await database.OpenConnectionAsync(cancellationToken) : null;
        await using var command = new NpgsqlCommand(ReadSql, connection ?? borrowed)
        {
            Parameters =
            {
                new NpgsqlParameter<string[]> { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Varchar, TypedValue = [.. streams.Select(stream => stream.Tenant.Value)] },
                new NpgsqlParameter<string[]> { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Varchar, TypedValue = [.. streams.Select(stream => stream.Key.Value)] },
            },
        };
        await command.PrepareAsync(cancellationToken);
        Dictionary<StreamId, KeyRing> rings = [];
        var areSpoilt = false;
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                var row = KeyRow.Read(reader);
                var ring = rings.GetValueOrDefault(row.Stream, KeyRing.Empty);
                rings[row.Stream] = row.Key is null ? ring with { Destroyed = [.. ring.Destroyed, row.Id] }
                    : row.TryOpen(wrapping) is { } key ? ring with { Live = [.. ring.Live, key] }
                    : ring with { Spoilt = [.. ring.Spoilt, row.Id] };
                areSpoilt |= rings[row.Stream].Spoilt.Count > 0;
            }
        }

        // With the right key-encryption key it is those rows alone, and theirs are the only events that cannot be read.
        if (areSpoilt)
            await RequireWrappingAsync(command.Connection!, cancellationToken);
        return rings;
    }

    /// <summary>The ids of a stream's keys that are there. It takes no key-encryption key to know them.</summary>
    public async Task<IReadOnlyList<Guid>> ReadLiveIdsAsync(StreamId stream, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(ReadLiveIdsSql);
        command.Parameters.Add(new() { NpgsqlDbType = NpgsqlDbType.Varchar, Value = stream.Tenant.Value });
        command.Parameters.Add(new() { NpgsqlDbType = NpgsqlDbType.Varchar, Value = stream.Key.Value });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        List<Guid> ids = [];
        while (await reader.ReadAsync(cancellationToken))
            ids.Add(reader.GetGuid(0));
        return ids;
    }

    /// <summary>Has PostgreSQL drop the former versions of rows, which hold destroyed keys still. Who may not do that is passed over by the server.</summary>
    public async Task<int> VacuumAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(VacuumSql);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Makes the configured key-encryption key the database's, if it is the first.</summary>
    /// <returns>True: the keys can be used.</returns>
    /// <exception cref="PersonalKeyException">The database began with another one, or with one where none is configured.</exception>
    public async Task<bool> RegisterAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(RegisterSql);
        command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Varchar, Value = (object?)wrapping?.Fingerprint ?? DBNull.Value });

        // A statement does not see what it inserts, nor what another node inserted meanwhile: the second one does.
        var registered = (string?)await command.ExecuteScalarAsync(cancellationToken) ?? (string?)await command.ExecuteScalarAsync(cancellationToken);
        if (registered != wrapping?.Fingerprint)
            throw Foreign(registered!);
        return true;
    }

    private async Task RequireWrappingAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(ReadKeyFileSql, connection);
        if (await command.ExecuteScalarAsync(cancellationToken) is string registered && registered != wrapping?.Fingerprint)
            throw Foreign(registered);
    }

    private PersonalKeyException Foreign(string fingerprint) => new(
        $"The keys of personal data in this database are encrypted with the key-encryption key {fingerprint}, "
        + (wrapping is null ? "and none is configured." : $"not with the configured one, {wrapping.Fingerprint}."));
}
