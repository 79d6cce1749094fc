namespace PasskeyLedger.Service.Development;

/// <summary>Where Development keeps what it makes for itself: under the user's local application data, for the user alone.</summary>
public static class DevelopmentData
{
    /// <summary>The directory, made where it is missing.</summary>
    /// <exception cref="InvalidOperationException">
    /// The user has no place for application data (on Linux, neither XDG_DATA_HOME nor HOME is set).
    /// </exception>
    public static string Directory()
    {
        var place = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create);
        if (place.Length == 0)
            throw new InvalidOperationException("There is no directory for local application data. Set HOME or XDG_DATA_HOME to one.");
        return Make(Path.Combine(place, "passkey-ledger"));
    }

    private static string Make(string directory)
    {
        if (OperatingSystem.IsWindows())
            System.IO.Directory.CreateDirectory(directory);
        else
            System.IO.Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return directory;
    }
}
