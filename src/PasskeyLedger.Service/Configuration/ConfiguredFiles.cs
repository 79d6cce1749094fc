using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using PasskeyLedger.Service.Access;

namespace PasskeyLedger.Service.Configuration;

/// <summary>
/// Looks into the files that keys name, so that a wrong one is found at start and not at the first call. Each gives what is wrong, or null.
/// </summary>
internal static class ConfiguredFiles
{
    public static string? FaultOfKeySet(string path) =>
        Read(path, out var bytes) ?? (SigningKeys.TryRead(bytes, out _, out var fault) ? null : $"names {Shown.Of(path)}, which {fault}");

    public static string? FaultOfCertificates(string path)
    {
        if (Read(path, out _) is { } unreadable)
            return unreadable;
        try
        {
            var certificates = new X509Certificate2Collection();
            certificates.ImportFromPemFile(path);
            return certificates.Count > 0 ? null : $"names {Shown.Of(path)}, which holds no certificate in PEM form";
        }
        catch (CryptographicException)
        {
            return $"names {Shown.Of(path)}, which holds a certificate that cannot be read";
        }
    }

    public static string? FaultOfFile(string path) => Read(path, out _);

    public static string? Read(string path, out byte[] bytes)
    {
        bytes = [];
        try
        {
            bytes = File.ReadAllBytes(path);
            return null;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return $"names {Shown.Of(path)}, which does not exist";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return $"names {Shown.Of(path)}, which cannot be read";
        }
    }
}
