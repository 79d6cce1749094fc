using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace PasskeyLedger.WebAuthn;

/// <summary>
/// SHA-256 of relying party ids (section 6.1). A service has few of them and compares one with every registration, so they are remembered:
/// the answer is the same with it as without.
/// </summary>
internal static class RelyingPartyIdHash
{
    // When it holds so many, it begins anew.
    private const int Capacity = 1024;

    private static readonly ConcurrentDictionary<string, byte[]> Known = new(StringComparer.Ordinal);

    public static ReadOnlySpan<byte> Of(string relyingPartyId)
    {
        if (Known.TryGetValue(relyingPartyId, out var hash))
            return hash;
        if (Known.Count >= Capacity)
            Known.Clear();
        return Known[relyingPartyId] = SHA256.HashData(Encoding.UTF8.GetBytes(relyingPartyId));
    }
}
