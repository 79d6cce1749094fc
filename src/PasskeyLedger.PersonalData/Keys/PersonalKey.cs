using System.Security.Cryptography;
using PasskeyLedger.PersonalData.Sealing;

namespace PasskeyLedger.PersonalData.Keys;

/// <summary>A key that personal data is encrypted with: 32 bytes for AES-256-GCM, under an id that what it encrypts names.</summary>
public sealed class PersonalKey
{
    public const int Length = 32;

    private readonly byte[] bytes;

    /// <exception cref="ArgumentException">These are not 32 bytes.</exception>
    public PersonalKey(Guid id, byte[] bytes)
    {
        if (bytes.Length != Length)
            throw new ArgumentException($"A key of personal data has {Length} bytes, not {bytes.Length}.", nameof(bytes));
        Id = id;
        this.bytes = bytes;
    }

    public Guid Id { get; }

    internal byte[] Bytes => bytes;

    public static PersonalKey Create(DateTimeOffset at) => new(Guid.CreateVersion7(at), RandomNumberGenerator.GetBytes(Length));

    /// <summary>One is not for several threads at once.</summary>
    public AesGcm Cipher() => new(bytes, SealedBytes.TagLength);

    /// <summary>The id; never the key.</summary>
    public override string ToString() => Id.ToString();
}
