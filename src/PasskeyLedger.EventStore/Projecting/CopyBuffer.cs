using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using NpgsqlTypes;
using PasskeyLedger.EventStore.Reading;

namespace PasskeyLedger.EventStore.Projecting;

/// <summary>
/// Rows in the form of <c>COPY … FROM STDIN (FORMAT binary)</c>, with its header and its end: for a row the number of its columns in two
/// bytes, for a value its length in four (-1 for NULL) and its bytes, numbers big-endian.
/// </summary>
internal sealed class CopyBuffer : IDisposable
{
    private const int FirstSize = 64 * 1024;
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private byte[] bytes = ArrayPool<byte>.Shared.Rent(FirstSize);
    private int length;

    public CopyBuffer()
    {
        // "PGCOPY" and what shows whether somebody took it for text; no flags; no extension.
        Append([.. "PGCOPY\n"u8, 0xFF, .. "\r\n\0"u8]);
        Append([0, 0, 0, 0, 0, 0, 0, 0]);
    }

    public ReadOnlyMemory<byte> Written => bytes.AsMemory(0, length);

    /// <param name="types">The columns' types, of those that inline rows can have.</param>
    public void Add(IReadOnlyList<NpgsqlDbType> types, IReadOnlyList<object?> values)
    {
        BinaryPrimitives.WriteInt16BigEndian(Reserve(sizeof(short)), (short)types.Count);
        for (var column = 0; column < types.Count; column++)
            Add(types[column], values[column]);
    }

    /// <summary>Ends the rows.</summary>
    public void End() => BinaryPrimitives.WriteInt16BigEndian(Reserve(sizeof(short)), -1);

    public void Dispose()
    {
        // Rows may hold what is personal, and the pool is everybody's.
        ArrayPool<byte>.Shared.Return(bytes, clearArray: true);
        bytes = [];
        length = 0;
    }

    private void Add(NpgsqlDbType type, object? value)
    {
        switch (value)
        {
            case null:
                WriteLength(-1);
                break;
            case string text:
                AddText(text, isJson: type == NpgsqlDbType.Jsonb);
                break;
            case byte[] array:
                AddBytes(array, isJson: type == NpgsqlDbType.Jsonb);
                break;
            case ReadOnlyMemory<byte> memory:
                AddBytes(memory.Span, isJson: type == NpgsqlDbType.Jsonb);
                break;
            case Guid id:
                WriteLength(16);
                id.TryWriteBytes(Reserve(16), bigEndian: true, out _);
                break;
            case bool flag:
                WriteLength(1);
                Reserve(1)[0] = flag ? (byte)1 : (byte)0;
                break;
            case int number:
                WriteLength(sizeof(int));
                BinaryPrimitives.WriteInt32BigEndian(Reserve(sizeof(int)), number);
                break;
            case long number:
                WriteLength(sizeof(long));
                BinaryPrimitives.WriteInt64BigEndian(Reserve(sizeof(long)), number);
                break;
            case DateTimeOffset time:
                WriteLength(sizeof(long));
                BinaryPrimitives.WriteInt64BigEndian(Reserve(sizeof(long)), Microseconds(time));
                break;
            default:
                throw new ArgumentException($"A row has a value of {value.GetType().Name}, which no column takes.", nameof(value));
        }
    }

    // A text's bytes are at most three times its characters.
    private void AddText(string text, bool isJson)
    {
        var start = length;
        WriteLength(0);
        if (isJson)
            Reserve(1)[0] = 1;
        var room = Room(StrictUtf8.GetMaxByteCount(text.Length));
        length += StrictUtf8.GetBytes(text, room);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(start), length - start - sizeof(int));
    }

    private void AddBytes(ReadOnlySpan<byte> value, bool isJson)
    {
        WriteLength(value.Length + (isJson ? 1 : 0));
        if (isJson)
            Reserve(1)[0] = 1;
        Append(value);
    }

    // PostgreSQL's times without end are the first and the last that .NET has.
    private static long Microseconds(DateTimeOffset time) => time.UtcTicks switch
    {
        var ticks when ticks == DateTime.MaxValue.Ticks => long.MaxValue,
        0 => long.MinValue,
        _ => StoredTime.Microseconds(time),
    };

    private void WriteLength(int value) => BinaryPrimitives.WriteInt32BigEndian(Reserve(sizeof(int)), value);

    private void Append(ReadOnlySpan<byte> values) => values.CopyTo(Reserve(values.Length));

    private Span<byte> Reserve(int size)
    {
        var room = Room(size)[..size];
        length += size;
        return room;
    }

    private Span<byte> Room(int size)
    {
        if (bytes.Length - length < size)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(bytes.Length * 2, length + size));
            bytes.AsSpan(0, length).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(bytes, clearArray: true);
            bytes = larger;
        }

        return bytes.AsSpan(length);
    }
}
