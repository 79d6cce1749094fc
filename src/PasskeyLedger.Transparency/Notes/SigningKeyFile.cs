using System.Text;

namespace PasskeyLedger.Transparency.Notes;

/// <summary>The file of a signing key, readable by its user alone.</summary>
public static class SigningKeyFile
{
    /// <summary>Writes a key to a new file (mode 0600), whole or not at all.</summary>
    /// <returns>False where the file is there already: a key is never written over.</returns>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public static bool TryCreate(string path, SigningKey key)
    {
        if (File.Exists(path))
            return false;

        // Written whole under another name and then moved into place, where the first to come wins.
        var fresh = $"{path}.{Guid.NewGuid():N}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(fresh, options))
            file.Write(Encoding.ASCII.GetBytes(key.ExportPem()));
        try
        {
            File.Move(fresh, path, overwrite: false);
            return true;
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(fresh);
            return false;
        }
    }
}
