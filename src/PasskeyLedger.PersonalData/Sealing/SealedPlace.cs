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
        var names = $"{Stream.Tenant}\0{Stream.Key}\0{Path}";
        var bytes = new byte[idLength + Encoding.UTF8.GetByteCount(names)];
        Event.TryWriteBytes(bytes, bigEndian: true, out _);
        Encoding.UTF8.GetBytes(names, bytes.AsSpan(idLength));
        return bytes;
    }
}
