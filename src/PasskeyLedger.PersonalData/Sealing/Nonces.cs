using System.Security.Cryptography;

namespace PasskeyLedger.PersonalData.Sealing;

/// <summary>Random nonces, each of which is given out once.</summary>
internal ref struct Nonces(int count)
{
    private ReadOnlySpan<byte> left = RandomNumberGenerator.GetBytes(count * SealedBytes.NonceLength);

    /// <exception cref="ArgumentOutOfRangeException">All are given out.</exception>
    public ReadOnlySpan<byte> Next()
    {
        var next = left[..SealedBytes.NonceLength];
        left = left[SealedBytes.NonceLength..];
        return next;
    }
}
