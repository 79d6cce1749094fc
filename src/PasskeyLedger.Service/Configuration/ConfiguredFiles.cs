using PasskeyLedger.PersonalData.Keys;
using PasskeyLedger.Service.Access;
using PasskeyLedger.Service.Trust;

namespace PasskeyLedger.Service.Configuration;

/// <summary>
/// Looks into the files that keys name, so that a wrong one is found at start and not at the first call. Each gives what is wrong, or null.
/// </summary>
internal static class ConfiguredFiles
{
    public static string? FaultOfKeySet(string path) =>
        Read(path, out var bytes) ?? (SigningKeys.TryRead(bytes, out _, out var fault) ? null : $"names {Shown.Of(path)}, which {fault}");

    public static string? FaultOfCertificates(string path) => FaultOfCertificates(path, out _);

    /// <param name="anchorPaths">The files with the pool's trust anchors, one of which the metadata may be signed under.</param>
    public static string? FaultOfMetadata(string path, IReadOnlyList<string> anchorPaths)
    {
        if (Read(path, out var content) is { } unreadable)
            return unreadable;
        List<AttestationIssuers> files = [];
        foreach (var anchorPath in anchorPaths)
        {
            if (FaultOfCertificates(anchorPath, out var issuers) is null)
                files.Add(issuers!);
        }

        var all = new AttestationIssuers([.. files.SelectMany(file => file.Anchors)], [.. files.SelectMany(file => file.RevocationLists)]);
        return MetadataFile.Read(content, all, TimeProvider.System.GetUtcNow(), before: null, out _) is { } fault
            ? $"names {Shown.Of(path)}, which {fault}"
            : null;
    }

    public static string? FaultOfFile(string path) => Read(path, out _);

    public static string? FaultOfKeyEncryptionKey(string path, out KeyEncryptionKey? key)
    {
        key = null;
        if (Read(path, out var content) is { } unreadable)
            return unreadable;
        key = KeyEncryptionKey.Parse(content);
        return key is null ? $"names {Shown.Of(path)}, which holds something else" : null;
    }

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

    private static string? FaultOfCertificates(string path, out AttestationIssuers? issuers)
    {
        issuers = null;
        if (Read(path, out var content) is { } unreadable)
            return unreadable;
        return TrustAnchorFile.Read(content, out issuers) is { } fault ? $"names {Shown.Of(path)}, which {fault}" : null;
    }
}
