using System.Buffers;
using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace PasskeyLedger.Service.Access;

/// <summary>A token by its SHA-256: what is remembered of a token can't be used as one.</summary>
internal readonly record struct TokenHash(UInt128 First, UInt128 Second)
{
    public static TokenHash Of(string token)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(token.Length));
        var length = Encoding.UTF8.GetBytes(token, bytes);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes.AsSpan(0, length), hash);
        ArrayPool<byte>.Shared.Return(bytes, clearArray: true);
        return MemoryMarshal.Read<TokenHash>(hash);
    }
}

/// <param name="Expiry">The token's <c>exp</c>, seconds since 1970.</param>
/// <param name="Keys">The set that holds the key it was verified with.</param>
internal sealed record RememberedToken(TokenVerdict.Verified Verdict, long Expiry, TrustedIssuer Issuer, SigningKeys Keys);

/// <summary>
/// The tokens verified lately. Two generations: when the young one is full it becomes the old one, and what the old one
/// held is forgotten. Whether a remembered token still counts is the reader's to check.
/// </summary>
internal sealed class VerifiedTokens(int capacity)
{
    private readonly Lock gate = new();
    private volatile ConcurrentDictionary<TokenHash, RememberedToken> young = new();
    private volatile ConcurrentDictionary<TokenHash, RememberedToken> old = new();
    private int added;

    public bool TryGet(in TokenHash hash, [NotNullWhen(true)] out RememberedToken? remembered)
    {
        if (young.TryGetValue(hash, out remembered))
            return true;
        if (!old.TryGetValue(hash, out remembered))
            return false;
        Add(hash, remembered);
        return true;
    }

    public void Add(in TokenHash hash, RememberedToken remembered)
    {
        if (!young.TryAdd(hash, remembered))
        {
            young[hash] = remembered;
            return;
        }

        if (Interlocked.Increment(ref added) <= capacity / 2)
            return;
        lock (gate)
        {
            if (added <= capacity / 2)
                return;
            old = young;
            young = new();
            added = 0;
        }
    }

    public void Remove(in TokenHash hash)
    {
        young.TryRemove(hash, out _);
        old.TryRemove(hash, out _);
    }
}
