using System.Reflection;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace PasskeyLedger.OpenSsl;

/// <summary>
/// What .NET has no type for, by OpenSSL 3's libcrypto where it is installed: EdDSA. On Linux it is what .NET itself works with.
/// Each call makes and frees what it needs, so that it can be made from any thread.
/// </summary>
public static partial class LibCrypto
{
    /// <summary>EVP_PKEY_ED25519</summary>
    public const int Ed25519 = 1087;

    /// <summary>EVP_PKEY_ED448</summary>
    public const int Ed448 = 1088;

    /// <summary>The name that calls are declared with; where it is found is resolved here.</summary>
    public const string Library = "libcrypto-3";

    /// <summary>Ed448's, in bytes.</summary>
    private const int LongestSignature = 114;

    private static readonly string[] Names =
        ["libcrypto.so.3", "libcrypto.3.dylib", "/opt/homebrew/opt/openssl@3/lib/libcrypto.3.dylib", "libcrypto-3-x64.dll", "libcrypto-3-arm64.dll"];

    private static readonly nint Handle = Load();

    /// <summary>Whether the library is installed.</summary>
    public static bool IsAvailable => Handle != 0;

    /// <summary>Whether <paramref name="signature"/> over <paramref name="data"/> is the raw public key's, by an EdDSA of this key type.</summary>
    public static bool VerifyEdDsa(int keyType, ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        if (!IsAvailable)
            return false;
        var key = EVP_PKEY_new_raw_public_key(keyType, 0, publicKey, (nuint)publicKey.Length);
        var context = key == 0 ? 0 : EVP_MD_CTX_new();
        try
        {
            return context != 0
                && EVP_DigestVerifyInit(context, 0, 0, 0, key) == 1
                && EVP_DigestVerify(context, signature, (nuint)signature.Length, data, (nuint)data.Length) == 1;
        }
        finally
        {
            EVP_MD_CTX_free(context);
            EVP_PKEY_free(key);

            ForgetErrors();
        }
    }

    /// <summary>The raw public key of a raw EdDSA private key (RFC 8032's seed).</summary>
    /// <exception cref="PlatformNotSupportedException">The library is not installed.</exception>
    /// <exception cref="CryptographicException">The private key is not one.</exception>
    public static byte[] DerivePublicKey(int keyType, ReadOnlySpan<byte> privateKey)
    {
        var key = OpenPrivateKey(keyType, privateKey);
        try
        {
            Span<byte> publicKey = stackalloc byte[LongestSignature];
            var length = (nuint)publicKey.Length;
            Demand(EVP_PKEY_get_raw_public_key(key, publicKey, ref length));
            return publicKey[..(int)length].ToArray();
        }
        finally
        {
            EVP_PKEY_free(key);
        }
    }

    /// <summary>The EdDSA signature over <paramref name="data"/>: no digest beforehand and no context.</summary>
    /// <inheritdoc cref="DerivePublicKey" path="/exception"/>
    public static byte[] SignEdDsa(int keyType, ReadOnlySpan<byte> privateKey, ReadOnlySpan<byte> data)
    {
        var key = OpenPrivateKey(keyType, privateKey);
        var context = EVP_MD_CTX_new();
        try
        {
            Span<byte> signature = stackalloc byte[LongestSignature];
            var length = (nuint)signature.Length;
            Demand(EVP_DigestSignInit(context, 0, 0, 0, key));
            Demand(EVP_DigestSign(context, signature, ref length, data, (nuint)data.Length));
            return signature[..(int)length].ToArray();
        }
        finally
        {
            EVP_MD_CTX_free(context);
            EVP_PKEY_free(key);
        }
    }

    /// <summary>What failed is in this thread's queue, where the next user of the library, such as .NET, would find it.</summary>
    public static void ForgetErrors() => ERR_clear_error();

    /// <summary>Whether the library has all these functions: one may be built without the deprecated ones.</summary>
    public static bool Exports(params ReadOnlySpan<string> functions)
    {
        foreach (var function in functions)
        {
            if (!NativeLibrary.TryGetExport(Handle, function, out _))
                return false;
        }

        return true;
    }

    private static nint OpenPrivateKey(int keyType, ReadOnlySpan<byte> privateKey)
    {
        if (!IsAvailable)
            throw new PlatformNotSupportedException("OpenSSL 3's libcrypto is not installed, which EdDSA needs.");
        var key = EVP_PKEY_new_raw_private_key(keyType, 0, privateKey, (nuint)privateKey.Length);
        Demand(key == 0 ? 0 : 1);
        return key;
    }

    private static void Demand(int result)
    {
        if (result == 1)
            return;
        ForgetErrors();
        throw new CryptographicException("libcrypto refused the EdDSA key.");
    }

    private static nint Load()
    {
        foreach (var name in Names)
        {
            if (!NativeLibrary.TryLoad(name, Assembly.GetExecutingAssembly(), DllImportSearchPath.SafeDirectories, out var handle))
                continue;
            NativeLibrary.SetDllImportResolver(
                Assembly.GetExecutingAssembly(), (library, _, _) => library == Library ? handle : 0);
            return handle;
        }

        return 0;
    }

    [LibraryImport(Library)]
    private static partial nint EVP_PKEY_new_raw_public_key(int type, nint engine, ReadOnlySpan<byte> key, nuint length);

    [LibraryImport(Library)]
    private static partial nint EVP_PKEY_new_raw_private_key(int type, nint engine, ReadOnlySpan<byte> key, nuint length);

    [LibraryImport(Library)]
    private static partial int EVP_PKEY_get_raw_public_key(nint key, Span<byte> publicKey, ref nuint length);

    [LibraryImport(Library)]
    private static partial int EVP_DigestSignInit(nint context, nint keyContext, nint digest, nint engine, nint key);

    [LibraryImport(Library)]
    private static partial int EVP_DigestSign(
        nint context, Span<byte> signature, ref nuint signatureLength, ReadOnlySpan<byte> data, nuint dataLength);

    [LibraryImport(Library)]
    private static partial void EVP_PKEY_free(nint key);

    [LibraryImport(Library)]
    private static partial nint EVP_MD_CTX_new();

    [LibraryImport(Library)]
    private static partial void EVP_MD_CTX_free(nint context);

    [LibraryImport(Library)]
    private static partial int EVP_DigestVerifyInit(nint context, nint keyContext, nint digest, nint engine, nint key);

    [LibraryImport(Library)]
    private static partial int EVP_DigestVerify(
        nint context, ReadOnlySpan<byte> signature, nuint signatureLength, ReadOnlySpan<byte> data, nuint dataLength);

    [LibraryImport(Library)]
    private static partial void ERR_clear_error();
}
