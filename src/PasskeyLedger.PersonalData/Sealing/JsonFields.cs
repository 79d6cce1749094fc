using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using PasskeyLedger.EventStore;
using PasskeyLedger.PersonalData.Keys;

namespace PasskeyLedger.PersonalData.Sealing;

/// <summary>Rewrites the values of personal members in JSON and leaves every other byte as it is.</summary>
internal static class JsonFields
{
    // A larger one is let go.
    private const int LargestKept = 64 * 1024;

    // What a thread seals into again and again: the store wants an array of the very length, which is known at the end alone.
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? kept;

    /// <param name="nonces">Holds as many as there are fields.</param>
    /// <exception cref="FormatException">A blob is not base64.</exception>
    public static byte[] Seal(
        ReadOnlySpan<byte> json,
        IReadOnlyList<PersonalField> fields,
        StreamId stream,
        Guid eventId,
        PersonalKey key,
        AesGcm cipher,
        ref Nonces nonces)
    {
        var output = kept ?? new ArrayBufferWriter<byte>(4096);
        output.ResetWrittenCount();
        var copied = 0;
        foreach (var field in fields)
        {
            FieldText.Write(output, json[copied..field.Start]);
            Seal(json, field, new SealedPlace(stream, eventId, field.Member.Path).ToBytes(), key, cipher, nonces.Next(), output);
            copied = field.Start + field.Length;
        }

        FieldText.Write(output, json[copied..]);
        kept = output.Capacity <= LargestKept ? output : null;
        return output.WrittenSpan.ToArray();
    }

    /// <param name="unreadable">Takes those that cannot be read.</param>
    public static ReadOnlyMemory<byte> Open(
        ReadOnlySpan<byte> json,
        IReadOnlyList<SealedField> fields,
        StreamId stream,
        Guid eventId,
        KeyRing ring,
        Dictionary<Guid, AesGcm> ciphers,
        List<UnreadableMember> unreadable)
    {
        var output = new ArrayBufferWriter<byte>(json.Length);
        var copied = 0;
        foreach (var (field, keyId) in fields)
        {
            FieldText.Write(output, json[copied..field.Start]);
            var place = new SealedPlace(stream, eventId, field.Member.Path);
            if (Open(json, field, place.ToBytes(), ring, keyId, ciphers, output) is { } reason)
            {
                unreadable.Add(new(field.Member.Path, reason));
                var word = reason is UnreadableReason.Erased ? "[erased]" : "[unreadable]";
                FieldText.WritePlain(output, field.Member.IsBlob ? [] : Encoding.UTF8.GetBytes(word), field.Member.IsBlob);
            }

            copied = field.Start + field.Length;
        }

        FieldText.Write(output, json[copied..]);
        return output.WrittenMemory;
    }

    private static void Seal(
        ReadOnlySpan<byte> json,
        PersonalField field,
        ReadOnlySpan<byte> place,
        PersonalKey key,
        AesGcm cipher,
        ReadOnlySpan<byte> nonce,
        ArrayBufferWriter<byte> output)
    {
        // A string's bytes are never more than its characters in JSON.
        var plainBuffer = ArrayPool<byte>.Shared.Rent(field.Length);
        var sealedBuffer = ArrayPool<byte>.Shared.Rent(field.Length + SealedBytes.Overhead);
        try
        {
            var plain = FieldText.ReadPlain(json, field, plainBuffer);
            var sealedBytes = sealedBuffer.AsSpan(0, plain.Length + SealedBytes.Overhead);
            SealedBytes.Seal(cipher, key.Id, nonce, plain, place, sealedBytes);
            FieldText.WriteSealed(output, sealedBytes, field.Member.IsBlob);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(plainBuffer, clearArray: true);
            ArrayPool<byte>.Shared.Return(sealedBuffer);
        }
    }

    private static UnreadableReason? Open(
        ReadOnlySpan<byte> json,
        PersonalField field,
        ReadOnlySpan<byte> place,
        KeyRing ring,
        Guid keyId,
        Dictionary<Guid, AesGcm> ciphers,
        ArrayBufferWriter<byte> output)
    {
        if (ring.Find(keyId) is not { } key)
            return ring.Destroyed.Contains(keyId) ? UnreadableReason.Erased : UnreadableReason.KeyMissing;
        if (!ciphers.TryGetValue(keyId, out var cipher))
            ciphers.Add(keyId, cipher = key.Cipher());

        var sealedBuffer = ArrayPool<byte>.Shared.Rent(field.Length);
        var plainBuffer = ArrayPool<byte>.Shared.Rent(field.Length);
        try
        {
            var sealedBytes = FieldText.ReadSealed(json, field, sealedBuffer);
            if (!SealedBytes.TryOpen(cipher, sealedBytes, place, plainBuffer))
                return UnreadableReason.Altered;
            FieldText.WritePlain(output, plainBuffer.AsSpan(0, sealedBytes.Length - SealedBytes.Overhead), field.Member.IsBlob);
            return null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(sealedBuffer);
            ArrayPool<byte>.Shared.Return(plainBuffer, clearArray: true);
        }
    }
}

/// <summary>A value that is sealed, and with which key.</summary>
internal readonly record struct SealedField(PersonalField Field, Guid Key);
