using System.Runtime.InteropServices;

namespace PasskeyLedger.Testing.Authenticator;

/// <summary>
/// The few functions of OpenSSL 3 that make a key on an Edwards curve and sign with it: what .NET itself uses libcrypto for, it
/// does not offer for these curves.
/// </summary>
internal static partial class LibCrypto
{
    /// <summary>EVP_PKEY_ED25519.</summary>
    public const int Ed25519 = 1087;

    /// <summary>EVP_PKEY_ED448.</summary>
    public const int Ed448 = 1088;

    private const string Library = "libcrypto.so.3";

    /// <summary>The longest of the signatures, Ed448's.</summary>
    private const int LongestSignature = 114;

    public static bool IsPresent { get; } = NativeLibrary.TryLoad(Library, out _);

    /// <exception cref="NotSupportedException">This machine has no libcrypto.</exception>
    public static PrivateKeyHandle Generate(int type)
    {
        if (!IsPresent)
            throw new NotSupportedException($"This machine has no {Library}, which EdDSA keys need.");

        var context = EVP_PKEY_CTX_new_id(type, 0);
        try
        {
            // Not null, it would be taken for a key to be filled: so it is passed as ref and not as out, which leaves it as it was.
            nint handle = 0;
            Demand(EVP_PKEY_keygen_init(context), nameof(EVP_PKEY_keygen_init));
            Demand(EVP_PKEY_keygen(context, ref handle), nameof(EVP_PKEY_keygen));
            var key = new PrivateKeyHandle();
            Marshal.InitHandle(key, handle);
            return key;
        }
        finally
        {
            EVP_PKEY_CTX_free(context);
        }
    }

    public static byte[] PublicKey(PrivateKeyHandle key)
    {
        nuint length = 0;
        Demand(EVP_PKEY_get_raw_public_key(key, null, ref length), nameof(EVP_PKEY_get_raw_public_key));
        var publicKey = new byte[length];
        Demand(EVP_PKEY_get_raw_public_key(key, publicKey, ref length), nameof(EVP_PKEY_get_raw_public_key));
        return publicKey;
    }

    /// <summary>RFC 8032's PureEdDSA: no digest beforehand and no context.</summary>
    public static byte[] Sign(PrivateKeyHandle key, byte[] data)
    {
        var context = EVP_MD_CTX_new();
        try
        {
            var signature = new byte[LongestSignature];
            nuint length = LongestSignature;
            Demand(EVP_DigestSignInit(context, 0, 0, 0, key), nameof(EVP_DigestSignInit));
            Demand(EVP_DigestSign(context, signature, ref length, data, (nuint)data.Length), nameof(EVP_DigestSign));
            return signature[..(int)length];
        }
        finally
        {
            EVP_MD_CTX_free(context);
        }
    }

    private static void Demand(int result, string function)
    {
        if (result != 1)
            throw new InvalidOperationException($"libcrypto's {function} failed.");
    }

    internal sealed class PrivateKeyHandle() : SafeHandle(0, ownsHandle: true)
    {
        public override bool IsInvalid => handle == 0;

        protected override bool ReleaseHandle()
        {
            EVP_PKEY_free(handle);
            return true;
        }
    }

    [LibraryImport(Library)]
    private static partial nint EVP_PKEY_CTX_new_id(int type, nint engine);

    [LibraryImport(Library)]
    private static partial void EVP_PKEY_CTX_free(nint context);

    [LibraryImport(Library)]
    private static partial int EVP_PKEY_keygen_init(nint context);

    [LibraryImport(Library)]
    private static partial int EVP_PKEY_keygen(nint context, ref nint key);

    [LibraryImport(Library)]
    private static partial void EVP_PKEY_free(nint key);

    [LibraryImport(Library)]
    private static partial int EVP_PKEY_get_raw_public_key(PrivateKeyHandle key, byte[]? publicKey, ref nuint length);

    [LibraryImport(Library)]
    private static partial nint EVP_MD_CTX_new();

    [LibraryImport(Library)]
    private static partial void EVP_MD_CTX_free(nint context);

    [LibraryImport(Library)]
    private static partial int EVP_DigestSignInit(nint context, nint keyContext, nint digest, nint engine, PrivateKeyHandle key);

    [LibraryImport(Library)]
    private static partial int EVP_DigestSign(nint context, byte[] signature, ref nuint signatureLength, byte[] data, nuint dataLength);
}
