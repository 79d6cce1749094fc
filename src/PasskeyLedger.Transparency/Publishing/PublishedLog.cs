using System.Buffers.Binary;
using System.Text.Json;
using Npgsql;
using PasskeyLedger.EventStore;
using PasskeyLedger.EventStore.Reading;
using PasskeyLedger.Transparency.Leaves;
using PasskeyLedger.Transparency.Merkle;

namespace PasskeyLedger.Transparency.Publishing;

/// <summary>A checkpoint as it was given out.</summary>
/// <param name="Size">The number of leaves that it covers.</param>
/// <param name="Note">The signed note.</param>
/// <param name="SignedAt">When it was signed.</param>
public sealed record SignedCheckpoint(long Size, string Note, DateTimeOffset SignedAt);

/// <summary>What of the tree is given out: the latest checkpoint, and the tiles that checkpoints cover.</summary>
public sealed class PublishedLog(NpgsqlDataSource database)
{
    private static readonly string LatestSql = TransparencySql.Read("Publishing.ReadLatestCheckpoint.sql");
    private static readonly string TileSql = TransparencySql.Read("Publishing.ReadPublishedTile.sql");
    private static readonly string PositionsSql = TransparencySql.Read("Publishing.ReadLeafPositions.sql");

    /// <summary>The checkpoint of the largest tree; null where none was signed yet.</summary>
    /// <exception cref="EventStoreUnavailableException">The database cannot be reached.</exception>
    public Task<SignedCheckpoint?> LatestCheckpointAsync(CancellationToken cancellationToken) =>
        ReadAsync(connection => LatestCheckpointAsync(connection, cancellationToken), cancellationToken);

    /// <summary>The hashes of a tile, 32 bytes each; null where no checkpoint has the tile at this width.</summary>
    /// <exception cref="EventStoreUnavailableException">The database cannot be reached.</exception>
    public Task<byte[]?> TileAsync(TileId tile, int width, CancellationToken cancellationToken) =>
        ReadAsync(connection => TileAsync(connection, tile, width, cancellationToken), cancellationToken);

    /// <summary>The leaves of a tile of level 0, each with its length in front (16 bits, big-endian); null where no checkpoint has the tile at this width.</summary>
    /// <exception cref="InvalidDataException">The events are not those that the tree has committed to.</exception>
    /// <exception cref="EventStoreUnavailableException">The database cannot be reached.</exception>
    public Task<byte[]?> EntriesAsync(long tile, int width, CancellationToken cancellationToken) => ReadAsync(
        async connection => await TileAsync(connection, new(0, tile), width, cancellationToken) is { } hashes
            ? await EntriesAsync(connection, tile, hashes, cancellationToken)
            : null,
        cancellationToken);

    internal static async Task<SignedCheckpoint?> LatestCheckpointAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(LatestSql, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? new(reader.GetInt64(0), reader.GetString(1), reader.GetFieldValue<DateTimeOffset>(2))
            : null;
    }

    private static async Task<byte[]?> TileAsync(NpgsqlConnection connection, TileId tile, int width, CancellationToken cancellationToken)
    {
        var (from, below) = tile.SizesOf(width);
        await using var command = new NpgsqlCommand(TileSql, connection)
        {
            Parameters =
            {
                new NpgsqlParameter<short> { TypedValue = (short)tile.Level },
                new NpgsqlParameter<long> { TypedValue = tile.Index },
                new NpgsqlParameter<int> { TypedValue = width },
                new NpgsqlParameter<long> { TypedValue = from },
                new NpgsqlParameter<long> { TypedValue = below },
            },
        };
        return (byte[]?)await command.ExecuteScalarAsync(cancellationToken);
    }

    private static async Task<byte[]> EntriesAsync(NpgsqlConnection connection, long tile, byte[] hashes, CancellationToken cancellationToken)
    {
        var width = hashes.Length / TreeHash.Length;
        var positions = await PositionsAsync(connection, tile, cancellationToken);
        if (positions.Length < width || positions[0] is not { } first || positions[width - 1] is not { } last)
            throw Altered();
        using var entries = new MemoryStream();
        var leaf = new EventLeaf();
        var index = 0;
        await foreach (var stored in LogRange.ReadAsync(connection, first == long.MinValue ? null : first - 1, last, cancellationToken))
        {
            if (index == width || !TryWrite(leaf, stored, hashes.AsSpan(index * TreeHash.Length, TreeHash.Length), entries))
                throw Altered();
            index++;
        }

        return index == width ? entries.ToArray() : throw Altered();

        InvalidDataException Altered() => new($"The events of tile {tile} are not those that the tree has committed to. Run passkey-ledger verify.");
    }

    /// <summary>None where there is no such tile.</summary>
    private static async Task<long?[]> PositionsAsync(NpgsqlConnection connection, long tile, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(PositionsSql, connection) { Parameters = { new NpgsqlParameter<long> { TypedValue = tile } } };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? reader.GetFieldValue<long?[]>(0) : [];
    }

    private static bool TryWrite(EventLeaf leaf, StoredEvent stored, ReadOnlySpan<byte> hash, MemoryStream entries)
    {
        try
        {
            return TryWrite(leaf.Write(stored), hash, entries);
        }
        catch (JsonException)
        {
            // No leaf was ever made of it.
            return false;
        }
    }

    private static bool TryWrite(ReadOnlySpan<byte> leaf, ReadOnlySpan<byte> hash, MemoryStream entries)
    {
        if (TreeHash.OfLeaf(leaf) != new TreeHash(hash))
            return false;
        Span<byte> length = stackalloc byte[sizeof(ushort)];
        BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)leaf.Length);
        entries.Write(length);
        entries.Write(leaf);
        return true;
    }

    private async Task<T> ReadAsync<T>(Func<NpgsqlConnection, Task<T>> read, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await database.OpenConnectionAsync(cancellationToken);
            return await read(connection);
        }
        catch (Exception failure) when (DatabaseFailure.IsUnavailable(failure))
        {
            throw DatabaseFailure.Unavailable(failure);
        }
    }
}
