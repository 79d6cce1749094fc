using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PasskeyLedger.WebAuthn.Attestation;

/// <summary>
/// Remembers paths that were good, and from when to when they are: some formats' authenticators share their certificates by the batch, and
/// to follow a path costs a hundred times what to verify a signature does. The answer is the same with it as without.
/// </summary>
internal static class TrustPathCache
{
    /// <summary>
    /// When it holds so many, it begins anew. There are fewer batches of authenticators in use than that; who sends certificates of his own
    /// making, where no anchor is asked for, can have it begin anew and no more.
    /// </summary>
    public const int Capacity = 4096;

    private static readonly ConcurrentDictionary<string, Validity> Good = new(StringComparer.Ordinal);

    public static int Count => Good.Count;

    /// <summary>Names the certificates, the anchors and the lists, each in their order.</summary>
    public static string KeyOf(
        IReadOnlyList<ReadOnlyMemory<byte>> certificates, IReadOnlyList<X509Certificate2> anchors, IReadOnlyList<RevocationList> revocations)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        foreach (var certificate in certificates)
        {
            SHA256.HashData(certificate.Span, digest);
            hash.AppendData(digest);
        }

        // None of them can be taken for another: a digest of nothing stands between them.
        Span<byte> between = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData([], between);
        hash.AppendData(between);
        foreach (var anchor in anchors)
        {
            SHA256.HashData(anchor.RawDataMemory.Span, digest);
            hash.AppendData(digest);
        }

        hash.AppendData(between);
        foreach (var list in revocations)
            hash.AppendData(list.Digest.Span);

        return Convert.ToHexString(hash.GetHashAndReset());
    }

    public static bool IsKnownGood(string key, DateTimeOffset at) => Good.TryGetValue(key, out var validity) && validity.Contains(at);

    public static void Add(string key, Validity validity)
    {
        if (Good.Count >= Capacity)
            Good.Clear();
        Good[key] = validity;
    }
}
