using System.Threading.Channels;
using Npgsql;
using NpgsqlTypes;

namespace PasskeyLedger.EventStore.Snapshots;

/// <summary>
/// Keeps snapshots, one a stream, behind those who offer them. More of them than it gets done with, and those that the database does not
/// take, are dropped: they save work and say nothing that the events do not.
/// </summary>
internal sealed class SnapshotWriter(NpgsqlDataSource dataSource)
{
    private const int MostWaiting = 256;
    private static readonly string KeepSql = EmbeddedSql.Read("Snapshots.KeepSnapshot.sql");

    private readonly Channel<(StreamId Stream, StreamSnapshot Snapshot)> offers = Channel.CreateBounded<(StreamId, StreamSnapshot)>(
        new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    private volatile bool closed;

    public void Offer(StreamId stream, StreamSnapshot snapshot) => offers.Writer.TryWrite((stream, snapshot));

    /// <summary>Nothing more is taken on. What is waiting is given up.</summary>
    public void Close()
    {
        closed = true;
        offers.Writer.TryComplete();
    }

    /// <summary>Keeps what is offered until it is closed. No failure ends it.</summary>
    public async Task RunAsync()
    {
        while (!closed && await offers.Reader.WaitToReadAsync())
        {
            while (!closed && offers.Reader.TryRead(out var offer))
                await TryKeepAsync(offer.Stream, offer.Snapshot);
        }
    }

    private async Task TryKeepAsync(StreamId stream, StreamSnapshot snapshot)
    {
        try
        {
            await using var command = dataSource.CreateCommand(KeepSql);
            command.Parameters.Add(new NpgsqlParameter<string> { NpgsqlDbType = NpgsqlDbType.Varchar, TypedValue = stream.Tenant.Value });
            command.Parameters.Add(new NpgsqlParameter<string> { NpgsqlDbType = NpgsqlDbType.Varchar, TypedValue = stream.Key.Value });
            command.Parameters.Add(new NpgsqlParameter<long> { NpgsqlDbType = NpgsqlDbType.Bigint, TypedValue = snapshot.Version });
            command.Parameters.Add(new NpgsqlParameter<string> { NpgsqlDbType = NpgsqlDbType.Varchar, TypedValue = snapshot.Schema });
            command.Parameters.Add(new NpgsqlParameter<byte[]> { NpgsqlDbType = NpgsqlDbType.Bytea, TypedValue = InlineColumn.ToArray(snapshot.State) });
            await command.ExecuteNonQueryAsync();
        }
        catch (Exception failure) when (failure is NpgsqlException || DatabaseFailure.IsUnavailable(failure))
        {
            // The next one of the stream is offered when it has grown by as much again, or has been read from its beginning.
        }
    }
}
