using PasskeyLedger.Service.Configuration;
using PasskeyLedger.Service.Development;
using PasskeyLedger.Transparency.Notes;
using PasskeyLedger.Transparency.Signing;

namespace PasskeyLedger.Service.TransparencyLog;

/// <summary>The key that checkpoints are signed with, and the file in which its last word is kept.</summary>
/// <param name="Kept">
/// Null in Development, where databases come and go under one key: there the database alone remembers what was signed.
/// </param>
internal sealed record LogKey(SigningKey Key, string Path, KeptCheckpoint? Kept)
{
    /// <summary>The name of the key that Development makes for itself.</summary>
    public const string DevelopmentName = "development-checkpoints.pem";

    /// <summary>Opens the configured key; in Development, where none is configured, one that is made and kept. Null where there is none.</summary>
    /// <exception cref="DevelopmentDataException">The key that was made cannot be kept or used.</exception>
    public static LogKey? Open(TransparencySettings settings, bool isDevelopment)
    {
        if (settings is { SigningKeyFile: { } configured, Origin: { } origin })
        {
            return SigningKey.TryRead(File.ReadAllText(configured), origin, out var fault) is { } key
                ? new(key, configured, new(configured + KeptCheckpoint.Extension))
                : throw new InvalidOperationException($"{configured} {fault}.");
        }

        return isDevelopment ? OpenDevelopment(settings.Origin ?? ConfigurationDefaults.DevelopmentLogOrigin) : null;
    }

    private static LogKey OpenDevelopment(string origin)
    {
        var path = System.IO.Path.Combine(DevelopmentData.Directory(), DevelopmentName);
        try
        {
            if (!File.Exists(path))
                SigningKeyFile.TryCreate(path, SigningKey.Create(origin));
            return SigningKey.TryRead(File.ReadAllText(path), origin, out var fault) is { } key
                ? new(key, path, Kept: null)
                : throw new DevelopmentDataException($"{path} {fault}. Delete it, and a new one is made.");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new DevelopmentDataException($"The key for checkpoints cannot be kept in {path}: {failure.Message}", failure);
        }
    }
}
