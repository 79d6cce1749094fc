using System.Security.Cryptography;
using PasskeyLedger.Contracts.Events;

namespace PasskeyLedger.Registration;

/// <summary>What a caller sent, as a refusal keeps it.</summary>
public static class EvidenceOf
{
    /// <summary>The most bytes that are kept in full; of more than that, the hash alone.</summary>
    public const int LargestRaw = 64 * 1024;

    public static Evidence Bytes(ReadOnlyMemory<byte> sent) => new()
    {
        Sha256 = Convert.ToHexStringLower(SHA256.HashData(sent.Span)),
        Size = sent.Length,
        Raw = sent.Length <= LargestRaw ? sent : (ReadOnlyMemory<byte>?)null,
    };
}
