using System.Globalization;
using Npgsql;

namespace PasskeyLedger.Benchmarks.Measuring;

/// <summary>
/// The processor time of a PostgreSQL server on this machine: its first process, the ones it has started, and those of them that have
/// ended (proc_pid_stat(5)). Precise to 10 ms a process.
/// </summary>
internal sealed class ServerProcessorTime
{
    private const int Parent = 1;
    private const int UserTime = 11;
    private const int SystemTime = 12;
    private const int EndedChildrenUserTime = 13;
    private const int EndedChildrenSystemTime = 14;

    // USER_HZ, which is the same on every architecture that .NET runs on.
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(10);

    private readonly string first;

    private ServerProcessorTime(string first) => this.first = first;

    /// <summary>The server that the data source connects to.</summary>
    /// <exception cref="PlatformNotSupportedException">The machine has no /proc, or the server is not on it.</exception>
    public static async Task<ServerProcessorTime> OfAsync(NpgsqlDataSource server, CancellationToken cancellationToken)
    {
        await using var command = server.CreateCommand("SELECT pg_backend_pid()");
        var backend = (int)(await command.ExecuteScalarAsync(cancellationToken))!;
        var fields = Stat(backend.ToString(CultureInfo.InvariantCulture))
            ?? throw new PlatformNotSupportedException("PostgreSQL's processor time is read from /proc, where its processes are not.");
        return new(fields[Parent]);
    }

    /// <summary>All that the server has used since it started.</summary>
    public TimeSpan Read()
    {
        long ticks = 0;
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            var process = Path.GetFileName(folder);
            if (char.IsAsciiDigit(process[0]) && Stat(process) is { } child && child[Parent] == first)
                ticks += Ticks(child, UserTime) + Ticks(child, SystemTime);
        }

        // Last, so that the time of a child that ends meanwhile is not missed.
        var own = Stat(first) ?? throw new InvalidOperationException("The PostgreSQL server has ended.");
        ticks += Ticks(own, UserTime) + Ticks(own, SystemTime) + Ticks(own, EndedChildrenUserTime) + Ticks(own, EndedChildrenSystemTime);
        return ticks * Tick;
    }

    private static long Ticks(string[] fields, int field) => long.Parse(fields[field], CultureInfo.InvariantCulture);

    /// <summary>The fields behind the name, which may hold blanks: from the state on. Null where there is no such process.</summary>
    private static string[]? Stat(string process)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{process}/stat");
            return text[(text.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return null;
        }
    }
}
