using System.Security.Cryptography;

namespace PasskeyLedger.PersonalData.Sealing;

/// <summary>
/// Encrypted bytes: version (1) ‖ key id (16, big-endian) ‖ nonce (12) ‖ ciphertext ‖ tag (16), of AES-256-GCM. The associated
/// data says the place, so that none opens anywhere else.
/// </summary>
public static class SealedBytes
{
    /// <summary>The first byte. What is personal in stored events of before is JSON text, which never begins with it.</summary>
    public const byte Version = 1;

    public const int NonceLength = 12;
    public const int TagLength = 16;

    /// <summary>How many bytes stand before the ciphertext.</summary>
    public const int HeaderLength = KeyIdEnd + NonceLength;

    /// <summary>How much longer the sealed bytes are than the plain ones.</summary>
    public const int Overhead = HeaderLength + TagLength;

    /// <summary>How many bytes it takes to know the key.</summary>
    internal const int KeyIdEnd = 17;

    /// <param name="cipher">The cipher of the key whose id this is.</param>
    /// <param name="destination">Takes <see cref="Overhead"/> bytes more than there are plain ones.</param>
    /// <param name="nonce">Random, and used for nothing else: several are drawn at once for the members of an event.</param>
    public static void Seal(
        AesGcm cipher, Guid keyId, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> plain, ReadOnlySpan<byte> place, Span<byte> destination)
    {
        destination[0] = Version;
        keyId.TryWriteBytes(destination[1..], bigEndian: true, out _);
        nonce.CopyTo(destination[KeyIdEnd..HeaderLength]);
        cipher.Encrypt(nonce, plain, destination.Slice(HeaderLength, plain.Length), destination.Slice(HeaderLength + plain.Length, TagLength), place);
    }

    /// <summary>The key that bytes are sealed with, by their beginning; null where they are not sealed.</summary>
    public static Guid? KeyIdOf(ReadOnlySpan<byte> beginning) =>
        beginning.Length >= KeyIdEnd && beginning[0] == Version ? new Guid(beginning[1..KeyIdEnd], bigEndian: true) : null;

    /// <summary>Opens what was sealed for the place with the cipher's key.</summary>
    /// <param name="plain">Takes <see cref="Overhead"/> bytes fewer than there are sealed ones.</param>
    /// <returns>False where anything differs: the bytes, the place or the key.</returns>
    public static bool TryOpen(AesGcm cipher, ReadOnlySpan<byte> sealedBytes, ReadOnlySpan<byte> place, Span<byte> plain)
    {
        if (sealedBytes.Length < Overhead)
            return false;
        var ciphertext = sealedBytes[HeaderLength..^TagLength];
        try
        {
            cipher.Decrypt(sealedBytes[KeyIdEnd..HeaderLength], ciphertext, sealedBytes[^TagLength..], plain[..ciphertext.Length], place);
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }
    }
}
