using System.Buffers.Binary;
using Npgsql;

namespace PasskeyLedger.EventStore.Projecting;

/// <summary>
/// Reads the rows of a <c>COPY … TO STDOUT (FORMAT binary)</c> as they go by. Two rows with the same bytes hold the same values: only where they
/// differ does anybody look into them.
/// </summary>
internal sealed class CopiedRows : IAsyncDisposable
{
    private const int FirstSize = 128 * 1024;
    private const int HeaderLength = 19;

    private readonly Stream copy;
    private byte[] bytes = new byte[FirstSize];
    private int start;
    private int end;
    private int length;

    private CopiedRows(Stream copy) => this.copy = copy;

    /// <summary>The row, as it was sent.</summary>
    public ReadOnlySpan<byte> Current => bytes.AsSpan(start, length);

    public static async Task<CopiedRows> OpenAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        var opened = await connection.BeginRawBinaryCopyAsync(sql, cancellationToken);

        // The first row may be long in coming: what is sorted is read to its end before.
        opened.ReadTimeout = Timeout.Infinite;
        var rows = new CopiedRows(opened);
        try
        {
            while (rows.end < HeaderLength && await rows.FillAsync(cancellationToken))
            {
                // The header comes whole, if not at once.
            }

            rows.start = HeaderLength;
            return rows;
        }
        catch
        {
            await rows.DisposeAsync();
            throw;
        }
    }

    /// <summary>Goes on to the next row; false where there is none any more.</summary>
    public ValueTask<bool> MoveNextAsync(CancellationToken cancellationToken)
    {
        start += length;
        length = 0;
        return TryMeasure() ? new(length > sizeof(short)) : ReadOnAsync(cancellationToken);
    }

    /// <summary>The value in a column; false where that is NULL.</summary>
    public bool TryGet(int column, out ReadOnlySpan<byte> value)
    {
        var row = Current[sizeof(short)..];
        while (true)
        {
            var size = BinaryPrimitives.ReadInt32BigEndian(row);
            row = row[sizeof(int)..];
            if (column-- == 0)
            {
                value = size < 0 ? default : row[..size];
                return size >= 0;
            }

            row = row[Math.Max(size, 0)..];
        }
    }

    public ValueTask DisposeAsync() => copy.DisposeAsync();

    private async ValueTask<bool> ReadOnAsync(CancellationToken cancellationToken)
    {
        while (await FillAsync(cancellationToken))
        {
            if (TryMeasure())
                return length > sizeof(short);
        }

        throw new InvalidOperationException("The copy of a table ended in the middle of a row.");
    }

    /// <summary>Whether the row that begins at <see cref="start"/> is there to its end, and how long it is. The end mark is a row of two bytes.</summary>
    private bool TryMeasure()
    {
        var rest = bytes.AsSpan(start, end - start);
        if (rest.Length < sizeof(short))
            return false;
        int columns = BinaryPrimitives.ReadInt16BigEndian(rest);
        var at = sizeof(short);
        for (var column = 0; column < columns; column++)
        {
            if (rest.Length - at < sizeof(int))
                return false;
            at += sizeof(int) + Math.Max(BinaryPrimitives.ReadInt32BigEndian(rest[at..]), 0);
            if (at > rest.Length)
                return false;
        }

        length = at;
        return true;
    }

    private async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        if (start > 0)
        {
            bytes.AsSpan(start, end - start).CopyTo(bytes);
            end -= start;
            start = 0;
        }

        if (end == bytes.Length)
            Array.Resize(ref bytes, bytes.Length * 2);
        var read = await copy.ReadAsync(bytes.AsMemory(end), cancellationToken);
        end += read;
        return read > 0;
    }
}
