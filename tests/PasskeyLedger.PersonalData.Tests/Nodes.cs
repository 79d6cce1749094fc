using PasskeyLedger.EventStore;
using PasskeyLedger.EventStore.Migrations;
using PasskeyLedger.PersonalData.Erasing;
using PasskeyLedger.PersonalData.Keys;
using PasskeyLedger.Testing;

namespace PasskeyLedger.PersonalData.Tests;

/// <summary>A test's own database, and nodes of a service on it, each with its own memory.</summary>
internal sealed class Nodes : IAsyncDisposable
{
    private readonly List<Node> started = [];

    private Nodes(PostgresDatabase database) => Database = database;

    public PostgresDatabase Database { get; }

    /// <summary>The clock of all nodes.</summary>
    public AdjustableClock Clock { get; } = new();

    public static async Task<Nodes> CreateAsync(PostgresFixture postgres) =>
        new(await postgres.CreateDatabaseAsync(MigrationSource.EventStore, PersonalDataMigrations.Source));

    public Node Start(KeyEncryptionKey? wrapping = null)
    {
        var node = new Node(this, wrapping);
        started.Add(node);
        return node;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in started)
            await node.Stored.DisposeAsync();
        await Database.DisposeAsync();
    }
}

/// <summary>One process.</summary>
internal sealed class Node
{
    public Node(Nodes nodes, KeyEncryptionKey? wrapping)
    {
        Stored = new(nodes.Database.DataSource);
        Keys = new(nodes.Database.DataSource, wrapping, nodes.Clock, new() { KeyLifetime = KeyLifetime });
        Store = new(Stored, Keys);
    }

    /// <summary>Longer than a test takes, so that only a clock that is put forward ends it.</summary>
    public static TimeSpan KeyLifetime { get; } = TimeSpan.FromHours(1);

    /// <summary>The events as they are stored.</summary>
    public NpgsqlEventStore Stored { get; }

    public PersonalKeys Keys { get; }

    public SealedEventStore Store { get; }

    public Task<ErasureOutcome> EraseAsync(StreamId stream) =>
        new UserErasure(Stored, Keys).EraseAsync(stream, "asked to", "operator", Noon.AddHours(1), Cancellation);

    /// <summary>What the stream's events say, opened.</summary>
    public async Task<IReadOnlyList<StoredEvent>> ReadAsync(StreamId stream) => (await Store.ReadAsync(stream)).Events;
}
