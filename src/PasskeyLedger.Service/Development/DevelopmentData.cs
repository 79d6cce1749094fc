namespace PasskeyLedger.Service.Development;

/// <summary>Where Development keeps what it makes for itself: under the user's local application data, for the user alone.</summary>
public static class DevelopmentData
{
    /// <summary>The directory, made where it is missing.</summary>
    /// <exception cref="DevelopmentDataException">
    /// The user has no place for application data (on Linux, neither XDG_DATA_HOME nor HOME is set), or it cannot be written.
    /// </exception>
    public static string Directory()
    {
        var place = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create);
        if (place.Length == 0)
            throw new DevelopmentDataException("There is no directory for local application data. Set HOME or XDG_DATA_HOME to one.");
        var directory = Path.Combine(place, "passkey-ledger");
        try
        {
            return Make(directory);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new DevelopmentDataException($"{directory} cannot be made: {fault.Message} Set HOME or XDG_DATA_HOME to another place.", fault);
        }
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
