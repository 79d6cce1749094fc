using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace PasskeyLedger.OpenSsl;

/// <summary>
/// ES256 by libcrypto itself. .NET's import of a public key multiplies it by the curve's order, to see that the product is nothing; on a
/// curve of cofactor 1 that a point is on the curve says the same, and costs next to nothing.
/// </summary>
public static partial class LibCryptoEs256
{
    private const string Library = LibCrypto.Library;
    private const int P256 = 415; // NID_X9_62_prime256v1
    private const int CoordinateLength = 32;

    // Read alone after it is made, so that all threads share it.
    private static readonly nint Group = LibCrypto.IsAvailable && LibCrypto.Exports(nameof(EC_KEY_oct2key), nameof(ECDSA_verify))
        ? EC_GROUP_new_by_curve_name(P256)
        : 0;

    public static bool IsAvailable => Group != 0;

    /// <summary>Whether the signature is the key's; false also where the library is not available.</summary>
    /// <param name="x">32 bytes, as <paramref name="y"/>.</param>
    /// <param name="y">With x, a point that is known to be on the curve.</param>
    /// <param name="data">What was signed.</param>
    /// <param name="signature">In DER, to its end.</param>
    public static bool Verify(ReadOnlySpan<byte> x, ReadOnlySpan<byte> y, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        // Asked in any case: it is what makes the library's name known to the runtime.
        if (!IsAvailable)
            return false;

        Span<byte> point = stackalloc byte[1 + (2 * CoordinateLength)];
        point[0] = 0x04;
        x.CopyTo(point[1..]);
        y.CopyTo(point[(1 + CoordinateLength)..]);
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(data, digest);

        var key = EC_KEY_new();
        try
        {
            if (key != 0
                && EC_KEY_set_group(key, Group) == 1
                && EC_KEY_oct2key(key, point, (nuint)point.Length, 0) == 1
                && ECDSA_verify(0, digest, digest.Length, signature, signature.Length, key) == 1)
            {
                return true;
            }

            LibCrypto.ForgetErrors();
            return false;
        }
        finally
        {
            EC_KEY_free(key);
        }
    }

    [LibraryImport(Library)]
    private static partial nint EC_GROUP_new_by_curve_name(int curve);

    [LibraryImport(Library)]
    private static partial nint EC_KEY_new();

    [LibraryImport(Library)]
    private static partial void EC_KEY_free(nint key);

    [LibraryImport(Library)]
    private static partial int EC_KEY_set_group(nint key, nint group);

    [LibraryImport(Library)]
    private static partial int EC_KEY_oct2key(nint key, ReadOnlySpan<byte> point, nuint length, nint context);

    [LibraryImport(Library)]
    private static partial int ECDSA_verify(
        int type, ReadOnlySpan<byte> digest, int digestLength, ReadOnlySpan<byte> signature, int signatureLength, nint key);
}
