using System.Security.Cryptography;
using System.Text;

namespace PasskeyLedger.Service.Development;

/// <summary>
/// The development issuer's key: an RSA key in PEM form (PKCS #8) that stays the same from run to run, readable by its user alone.
/// </summary>
internal static class DevelopmentKeyFile
{
    public const string Name = "development-issuer.pem";

    private const int Bits = 2048;

    /// <summary>Opens the key of a directory, and makes it where there is none. Two processes that come at once get the same key.</summary>
    /// <exception cref="DevelopmentDataException">The file cannot be read or written, or holds something else.</exception>
    public static RSAParameters OpenOrCreate(string directory)
    {
        var path = Path.Combine(directory, Name);
        try
        {
            if (!File.Exists(path))
                Create(path);
            using var key = RSA.Create();
            key.ImportFromPem(File.ReadAllText(path));
            if (key.KeySize >= Bits)
                return key.ExportParameters(includePrivateParameters: true);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new DevelopmentDataException($"The development issuer's key cannot be kept in {path}: {fault.Message}", fault);
        }
        catch (Exception fault) when (fault is ArgumentException or CryptographicException)
        {
            // Said below, without what the file holds.
        }

        throw new DevelopmentDataException(
            $"{path} does not hold an RSA key of {Bits} bits or more in PEM form. Delete it, and a new one is made.");
    }

    // Written whole under another name and then moved into place, where the first to come wins.
    private static void Create(string path)
    {
        using var key = RSA.Create(Bits);
        var fresh = $"{path}.{Guid.NewGuid():N}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

        using (var file = new FileStream(fresh, options))
            file.Write(Encoding.ASCII.GetBytes(key.ExportPkcs8PrivateKeyPem()));
        try
        {
            File.Move(fresh, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(fresh);
        }
    }
}
