using System.Text;

namespace PasskeyLedger.Transparency.Signing;

/// <summary>
/// The file with the last checkpoint that a key signed, beside the key and so outside the database: a database that was rolled back cannot
/// make the signer forget what it has said.
/// </summary>
public sealed class KeptCheckpoint(string path)
{
    /// <summary>What is added to the name of a key's file.</summary>
    public const string Extension = ".checkpoint";

    public string Path => path;

    /// <summary>The signed note; null where none was kept yet.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public async Task<string?> ReadAsync(CancellationToken cancellationToken) =>
        File.Exists(path) ? await File.ReadAllTextAsync(path, cancellationToken) : null;

    /// <summary>Puts another in its place, whole or not at all.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public async Task WriteAsync(string note, CancellationToken cancellationToken)
    {
        var fresh = $"{path}.{Guid.NewGuid():N}";
        try
        {
            await using (var file = new FileStream(fresh, FileMode.CreateNew, FileAccess.Write))
            {
                await file.WriteAsync(Encoding.UTF8.GetBytes(note), cancellationToken);
                file.Flush(flushToDisk: true);
            }

            File.Move(fresh, path, overwrite: true);
        }
        catch
        {
            File.Delete(fresh);
            throw;
        }
    }
}
