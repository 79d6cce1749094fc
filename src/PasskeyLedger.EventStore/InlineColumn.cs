using System.Runtime.InteropServices;
using System.Text;
using Npgsql;
using NpgsqlTypes;

namespace PasskeyLedger.EventStore;

/// <summary>A column of inline rows as one array parameter.</summary>
internal static class InlineColumn
{
    public static bool Supports(NpgsqlDbType type) =>
        type is NpgsqlDbType.Text or NpgsqlDbType.Varchar or NpgsqlDbType.Jsonb or NpgsqlDbType.Bytea or NpgsqlDbType.Uuid
            or NpgsqlDbType.Boolean or NpgsqlDbType.Integer or NpgsqlDbType.Bigint or NpgsqlDbType.TimestampTz;

    /// <summary>A value can stand in a column of the type.</summary>
    public static bool Accepts(NpgsqlDbType type, object? value) => value is null || type switch
    {
        NpgsqlDbType.Text or NpgsqlDbType.Varchar => value is string,
        NpgsqlDbType.Jsonb => value is string or byte[] or ReadOnlyMemory<byte>,
        NpgsqlDbType.Bytea => value is byte[] or ReadOnlyMemory<byte>,
        NpgsqlDbType.Uuid => value is Guid,
        NpgsqlDbType.Boolean => value is bool,
        NpgsqlDbType.Integer => value is int,
        NpgsqlDbType.Bigint => value is long,
        NpgsqlDbType.TimestampTz => value is DateTimeOffset,
        _ => false,
    };

    public static NpgsqlParameter ToParameter(NpgsqlDbType type, IReadOnlyList<InlineRow> rows, int column) => type switch
    {
        NpgsqlDbType.Text or NpgsqlDbType.Varchar => Parameter(type, rows, column, value => (string?)value),
        NpgsqlDbType.Jsonb or NpgsqlDbType.Bytea => Parameter(type, rows, column, Bytes),
        NpgsqlDbType.Uuid => Parameter(type, rows, column, value => (Guid?)value),
        NpgsqlDbType.Boolean => Parameter(type, rows, column, value => (bool?)value),
        NpgsqlDbType.Integer => Parameter(type, rows, column, value => (int?)value),
        NpgsqlDbType.Bigint => Parameter(type, rows, column, value => (long?)value),
        NpgsqlDbType.TimestampTz => Parameter(type, rows, column, value => ((DateTimeOffset?)value)?.ToUniversalTime()),
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "No column of inline rows has this type."),
    };

    /// <summary>The memory's own array where it covers all of it, else a copy.</summary>
    public static byte[] ToArray(ReadOnlyMemory<byte> memory) =>
        MemoryMarshal.TryGetArray(memory, out var segment) && segment.Offset == 0 && segment.Count == segment.Array!.Length
            ? segment.Array
            : memory.ToArray();

    private static byte[]? Bytes(object? value) => value switch
    {
        null => null,
        string text => Encoding.UTF8.GetBytes(text),
        ReadOnlyMemory<byte> memory => ToArray(memory),
        _ => (byte[])value,
    };

    private static NpgsqlParameter<T[]> Parameter<T>(NpgsqlDbType type, IReadOnlyList<InlineRow> rows, int column, Func<object?, T> convert)
    {
        var values = new T[rows.Count];
        for (var row = 0; row < values.Length; row++)
            values[row] = convert(rows[row].Values[column]);
        return new() { NpgsqlDbType = NpgsqlDbType.Array | type, TypedValue = values };
    }
}
