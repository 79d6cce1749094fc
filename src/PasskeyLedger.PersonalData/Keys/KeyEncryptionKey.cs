using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using PasskeyLedger.EventStore;

namespace PasskeyLedger.PersonalData.Keys;

/// <summary>
/// A key outside the database that the keys in it are encrypted with, so that the database, or a backup of it, is not enough
/// to read personal data.
/// </summary>
public sealed class KeyEncryptionKey
{
    /// <summary>What a key file holds, for people.</summary>
    public const string Form = "32 random bytes in base64, as openssl rand -base64 32 makes them";

    private const int NonceLength = 12;
    private const int TagLength = 16;

    private readonly byte[] bytes;

    private KeyEncryptionKey(byte[] bytes)
    {
        this.bytes = bytes;
        var purpose = "passkey-ledger key-encryption key "u8;
        Fingerprint = Convert.ToHexStringLower(SHA256.HashData([.. purpose, .. bytes]).AsSpan(0, 8));
    }

    /// <summary>Tells the key from another one, and nothing else of it: 16 hexadecimal digits.</summary>
    public string Fingerprint { get; }

    /// <summary>Reads the content of a key file: base64 with white space around it. Null where it is anything else.</summary>
    public static KeyEncryptionKey? Parse(ReadOnlySpan<byte> content)
    {
        Span<byte> decoded = stackalloc byte[PersonalKey.Length + 1];
        var text = content.Trim(" \r\n\t"u8);
        return text.Length <= Base64.GetMaxEncodedToUtf8Length(PersonalKey.Length)
            && Base64.DecodeFromUtf8(text, decoded, out var consumed, out var written) == System.Buffers.OperationStatus.Done
            && consumed == text.Length
            && written == PersonalKey.Length
                ? new(decoded[..written].ToArray())
                : null;
    }

    /// <summary>A key as it is stored: nonce, ciphertext, tag.</summary>
    public byte[] Wrap(PersonalKey key, StreamId stream)
    {
        var wrapped = new byte[NonceLength + PersonalKey.Length + TagLength];
        RandomNumberGenerator.Fill(wrapped.AsSpan(0, NonceLength));
        using var cipher = new AesGcm(bytes, TagLength);
        cipher.Encrypt(
            wrapped.AsSpan(0, NonceLength), key.Bytes, wrapped.AsSpan(NonceLength, PersonalKey.Length), wrapped.AsSpan(^TagLength..), Place(key.Id, stream));
        return wrapped;
    }

    /// <summary>The key again; null where it was not wrapped with this key for this place.</summary>
    public PersonalKey? TryUnwrap(Guid id, ReadOnlySpan<byte> wrapped, StreamId stream)
    {
        if (wrapped.Length != NonceLength + PersonalKey.Length + TagLength)
            return null;
        var key = new byte[PersonalKey.Length];
        using var cipher = new AesGcm(bytes, TagLength);
        try
        {
            cipher.Decrypt(wrapped[..NonceLength], wrapped.Slice(NonceLength, PersonalKey.Length), wrapped[^TagLength..], key, Place(id, stream));
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }

        return new(id, key);
    }

    /// <summary>The fingerprint; never the key.</summary>
    public override string ToString() => Fingerprint;

    // A key that is moved to another user's row, or to another id, does not unwrap there. No name of a stream holds a NUL.
    private static byte[] Place(Guid id, StreamId stream) =>
        [.. id.ToByteArray(bigEndian: true), .. Encoding.UTF8.GetBytes($"{stream.Tenant}\0{stream.Key}")];
}
