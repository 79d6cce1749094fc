using System.Text.RegularExpressions;
using Npgsql;
using PasskeyLedger.EventStore.Subscribing;

namespace PasskeyLedger.EventStore.Projecting;

/// <summary>
/// The schema in which a projection is built beside the one in use, under the same table names: the projection's statements
/// say no schema, so which tables they write is a matter of the search path.
/// </summary>
internal sealed partial class BesideSchema
{
    private static readonly string CreateSql = EmbeddedSql.Read("Projecting.CreateBeside.sql");
    private static readonly string ForgetSql = EmbeddedSql.Read("Projecting.ForgetRebuilds.sql");
    private static readonly string FindSql = EmbeddedSql.Read("Projecting.FindBeside.sql");
    private static readonly string EnterSql = EmbeddedSql.Read("Projecting.EnterBeside.sql");
    private static readonly string SwapSql = EmbeddedSql.Read("Projecting.SwapTables.sql");

    /// <summary>What stands between a projection's name and its version in the name of a rebuild's checkpoint: no subscription has that in its name.</summary>
    private const string RebuildInfix = "/rebuild/";

    private readonly Projection projection;
    private readonly string schema;
    private PutOffIndexes indexes = PutOffIndexes.None;

    /// <exception cref="ArgumentException">A name of the projection or of a table is not one that SQL can say without quotes.</exception>
    public BesideSchema(Projection projection)
    {
        if (projection.Tables.Count == 0 || !projection.Tables.Append(projection.Name).All(name => Identifier().IsMatch(name)))
            throw new ArgumentException($"The projection {projection.Name} needs tables, with names of lower-case letters, digits and underscores.", nameof(projection));
        this.projection = projection;
        schema = SchemaOf(projection.Name);
        Checkpoint = $"{CheckpointPrefix}{projection.Version}";
    }

    /// <summary>The name of the rebuild's own checkpoint.</summary>
    public string Checkpoint { get; }

    private string CheckpointPrefix => CheckpointPrefixOf(projection.Name);

    /// <summary>The name that a session holds while it rebuilds a projection.</summary>
    public static string SessionOf(string projection) => $"{projection}/rebuild";

    /// <summary>Drops what a rebuild has made, if there is one, and forgets how far it came.</summary>
    public static async Task DropAsync(NpgsqlConnection connection, string projection, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await ScalarAsync(connection, ForgetSql, cancellationToken, CheckpointPrefixOf(projection));
        await ScalarAsync(connection, $"DROP SCHEMA IF EXISTS {SqlName.Quoted(SchemaOf(projection))} CASCADE", cancellationToken);
        await transaction.CommitAsync(CancellationToken.None);
    }

    /// <summary>Makes the schema with empty tables, unless this version was begun before. Returns how far it has come.</summary>
    public async Task<long> OpenAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (await ScalarAsync(connection, FindSql, cancellationToken, schema, Checkpoint) is not true)
        {
            await ScalarAsync(connection, ForgetSql, cancellationToken, CheckpointPrefix);
            await ScalarAsync(connection, CreateSql.Replace("beside", schema, StringComparison.Ordinal), cancellationToken);
            await EnterAsync(connection, cancellationToken);
            await ScalarAsync(connection, projection.CreateSql, cancellationToken);
            await PutOffIndexes.TakeAsync(connection, schema, cancellationToken);
        }

        indexes = await PutOffIndexes.RecallAsync(connection, schema, cancellationToken);
        var position = await Subscribing.Checkpoint.ReadAsync(connection, Checkpoint, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return position;
    }

    /// <summary>Writes the rows of events into the tables beside, within the caller's transaction.</summary>
    public async Task WriteAsync(NpgsqlConnection connection, IReadOnlyList<StoredEvent> events, CancellationToken cancellationToken)
    {
        using var rows = ProjectedRows.Of(projection, events);
        if (!rows.HasStatements)
        {
            await rows.WriteAsync(connection, schema, cancellationToken);
            return;
        }

        await indexes.MakeAsync(connection, rows.NeededIndexes, cancellationToken);
        var path = await ScalarAsync(connection, "SHOW search_path", cancellationToken);
        await EnterAsync(connection, cancellationToken);
        await rows.WriteAsync(connection, schema, cancellationToken);
        await ScalarAsync(connection, "SELECT set_config('search_path', $1, true)", cancellationToken, path!);
    }

    /// <summary>Makes the indexes that were put off until the tables were filled. False where there are none any more.</summary>
    public async Task<bool> MakeIndexesAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (indexes.IsEmpty)
            return false;
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await indexes.MakeAllAsync(connection, cancellationToken);
        await transaction.CommitAsync(CancellationToken.None);
        return true;
    }

    /// <summary>Puts the tables in the place of those in use and removes what the rebuild needed, within the caller's transaction.</summary>
    public async Task SwapAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await ScalarAsync(connection, SwapSql, cancellationToken, schema, projection.Tables.ToArray());
        await ScalarAsync(connection, ForgetSql, cancellationToken, CheckpointPrefix);
        await ScalarAsync(connection, $"DROP SCHEMA {schema} CASCADE", cancellationToken);
    }

    /// <summary>Waits until nobody writes the tables in use, and lets nobody write them to the transaction's end.</summary>
    public Task LockTablesInUseAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        ScalarAsync(connection, $"LOCK TABLE {string.Join(", ", projection.Tables)} IN ACCESS EXCLUSIVE MODE", cancellationToken);

    private static string SchemaOf(string projection) => $"rebuild_{projection}";

    private static string CheckpointPrefixOf(string projection) => $"{projection}{RebuildInfix}";

    private Task EnterAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        ScalarAsync(connection, EnterSql, cancellationToken, schema);

    private static async Task<object?> ScalarAsync(
        NpgsqlConnection connection, string sql, CancellationToken cancellationToken, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        return await command.ExecuteScalarAsync(cancellationToken);
    }

    [GeneratedRegex("^[a-z][a-z0-9_]{0,50}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Identifier();
}
