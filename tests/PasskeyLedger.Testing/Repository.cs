namespace PasskeyLedger.Testing;

/// <summary>Where the repository is that the running test was built from.</summary>
public static class Repository
{
    /// <summary>The folder that holds PasskeyLedger.sln.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>
    /// The folder of recorded cases: <c>PASSKEYLEDGER_VECTORS</c>, or <c>shared/vectors</c> beside the repository; null where it is absent.
    /// </summary>
    public static string? Vectors { get; } = FindVectors();

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "PasskeyLedger.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} holds PasskeyLedger.sln.");
    }

    private static string? FindVectors()
    {
        var folder = Environment.GetEnvironmentVariable("PASSKEYLEDGER_VECTORS") is { Length: > 0 } configured
            ? configured
            : Path.Combine(Root, "..", "shared", "vectors");
        return Directory.Exists(folder) ? Path.GetFullPath(folder) : null;
    }
}
