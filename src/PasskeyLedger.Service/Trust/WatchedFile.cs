namespace PasskeyLedger.Service.Trust;

/// <summary>Reads what a file holds.</summary>
/// <param name="before">What was read of the file last; null: nothing yet.</param>
/// <param name="value">Null where there is a fault.</param>
/// <returns>What is wrong, as a clause such as <c>holds no certificate in PEM form</c>; null: nothing.</returns>
internal delegate string? ContentReader<T>(byte[] content, T? before, out T? value)
    where T : class;

/// <summary>What became of looking at a file again.</summary>
internal abstract record FileRefresh
{
    private FileRefresh()
    {
    }

    /// <summary>It is as it was.</summary>
    public sealed record Unchanged : FileRefresh
    {
        public static Unchanged Instance { get; } = new();
    }

    /// <summary>It was read, and what it holds is in force.</summary>
    public sealed record Read : FileRefresh
    {
        public static Read Instance { get; } = new();
    }

    /// <summary>It cannot be used; what was read of it before stays in force.</summary>
    /// <param name="Fault">What is wrong, as a clause.</param>
    public sealed record Faulty(string Fault) : FileRefresh;
}

/// <summary>A file whose content is in force, and is taken anew when the file changes. Not for several threads at a time.</summary>
internal sealed class WatchedFile<T>(string path, ContentReader<T> read)
    where T : class
{
    private const int MaximumLength = 64 * 1024 * 1024;

    private FileStamp seen;
    private T? value;

    public string Path => path;

    /// <summary>What the file held when it was last without fault.</summary>
    public T Value => value ?? throw new InvalidOperationException($"{path} has not been read.");

    /// <summary>Reads the file where it has changed since the last time, by its time of writing or its length.</summary>
    /// <param name="evenUnchanged">Reads it in any case.</param>
    public FileRefresh Refresh(bool evenUnchanged)
    {
        FileStamp stamp;
        byte[] content;
        try
        {
            // One handle for the stamp and the content: they belong together, and it has followed whatever links lead to the file.
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            stamp = new FileStamp(File.GetLastWriteTimeUtc(file.SafeFileHandle), file.Length);
            if (stamp == seen && !evenUnchanged)
                return FileRefresh.Unchanged.Instance;
            seen = stamp;
            if (stamp.Length > MaximumLength)
                return new FileRefresh.Faulty($"is larger than {MaximumLength} bytes");
            content = new byte[stamp.Length];
            file.ReadExactly(content);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            if (seen == FileStamp.Unreadable && !evenUnchanged)
                return FileRefresh.Unchanged.Instance;
            seen = FileStamp.Unreadable;
            return new FileRefresh.Faulty(unreadable is FileNotFoundException or DirectoryNotFoundException ? "does not exist" : "cannot be read");
        }

        if (read(content, value, out var changed) is { } fault)
            return new FileRefresh.Faulty(fault);
        value = changed;
        return FileRefresh.Read.Instance;
    }

    private readonly record struct FileStamp(DateTime WrittenAt, long Length)
    {
        public static FileStamp Unreadable { get; } = new(DateTime.MaxValue, -1);
    }
}
