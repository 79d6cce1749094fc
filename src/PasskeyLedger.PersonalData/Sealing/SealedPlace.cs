using System.Text;
using PasskeyLedger.EventStore;

namespace PasskeyLedger.PersonalData.Sealing;

/// <summary>Where a sealed value belongs: one member of one event of one stream. Nobody can move it elsewhere unseen.</summary>
public readonly record struct SealedPlace(StreamId Stream, Guid Event, string Path)
{
    /// <summary>
    /// The associated data: the event's id, 16 bytes big-endian, then tenant, stream key and path in UTF-8 with a NUL between
    /// them, which none of them can hold.
    /// </summary>
    public byte[] ToBytes()
    {
        const int idLength = 16;
        var (tenant, key) = (Stream.Tenant.Value, Stream.Key.Value);
        var tenantEnd = idLength + Encoding.UTF8.GetByteCount(tenant);
        var keyEnd = tenantEnd + 1 + Encoding.UTF8.GetByteCount(key);

        // All zero to begin with: what lies between the names is the NUL.
        var bytes = new byte[keyEnd + 1 + Encoding.UTF8.GetByteCount(Path)];
        Event.TryWriteBytes(bytes, bigEndian: true, out _);
        Encoding.UTF8.GetBytes(tenant, bytes.AsSpan(idLength));
        Encoding.UTF8.GetBytes(key, bytes.AsSpan(tenantEnd + 1));
        Encoding.UTF8.GetBytes(Path, bytes.AsSpan(keyEnd + 1));
        return bytes;
    }
}
