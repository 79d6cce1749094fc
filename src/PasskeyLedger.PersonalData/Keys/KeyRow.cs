using Npgsql;
using PasskeyLedger.EventStore;

namespace PasskeyLedger.PersonalData.Keys;

/// <summary>A row of the table of keys.</summary>
/// <param name="Key">The key, wrapped or not; null where it was destroyed.</param>
/// <param name="WrappedWith">The fingerprint of the key-encryption key; null where it is not wrapped.</param>
internal readonly record struct KeyRow(StreamId Stream, Guid Id, byte[]? Key, string? WrappedWith)
{
    /// <summary>Reads tenant_id, stream_id, key_id, key, wrapped_with.</summary>
    public static KeyRow Read(NpgsqlDataReader row) => new(
        new(new(row.GetString(0)), new(row.GetString(1))),
        row.GetGuid(2),
        row.IsDBNull(3) ? null : row.GetFieldValue<byte[]>(3),
        row.IsDBNull(4) ? null : row.GetString(4));

    /// <summary>The key; null where there is none, or where it is not as it was stored, for this place and with this key-encryption key.</summary>
    public PersonalKey? TryOpen(KeyEncryptionKey? wrapping)
    {
        if (Key is null || (WrappedWith is not null && WrappedWith != wrapping?.Fingerprint))
            return null;
        if (WrappedWith is not null)
            return wrapping!.TryUnwrap(Id, Key, Stream);
        return Key.Length == PersonalKey.Length ? new(Id, Key) : null;
    }
}
