namespace PasskeyLedger.EndToEnd.Tests;

/// <summary>Programs that the tests use and do not bring along.</summary>
public static class InstalledProgram
{
    /// <summary>The path of the first of these programs that PATH has; skips the test where it has none.</summary>
    public static string OrSkip(params string[] names)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        var found = names.SelectMany(name => folders.Select(folder => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
        if (found is null)
            Assert.Skip($"None of {string.Join(", ", names)} is installed.");
        return found;
    }
}
