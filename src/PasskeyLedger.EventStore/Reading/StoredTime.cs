using Npgsql;

namespace PasskeyLedger.EventStore.Reading;

/// <summary>
/// Times as PostgreSQL has them. Its years go beyond those of .NET, where nobody appends anything: such a time reads as the first or the last that
/// .NET has, as one without end does, so that the row can be read and named.
/// </summary>
internal static class StoredTime
{
    private static readonly long Epoch = new DateTime(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc).Ticks;
    private static readonly long Earliest = -Epoch / TimeSpan.TicksPerMicrosecond;
    private static readonly long Latest = (DateTime.MaxValue.Ticks - Epoch) / TimeSpan.TicksPerMicrosecond;

    /// <summary>As a timestamptz counts.</summary>
    public static long Microseconds(DateTimeOffset time) => (time.UtcTicks - Epoch) / TimeSpan.TicksPerMicrosecond;

    /// <summary>The time that is read where this one was written.</summary>
    public static DateTimeOffset Of(DateTimeOffset time) => Of(Microseconds(time));

    public static DateTimeOffset Read(NpgsqlDataReader row, int column) => row.GetFieldValue<long>(column) switch
    {
        var microseconds when microseconds < Earliest => DateTimeOffset.MinValue,
        var microseconds when microseconds > Latest => DateTimeOffset.MaxValue,
        var microseconds => Of(microseconds),
    };

    private static DateTimeOffset Of(long microseconds) => new(Epoch + (microseconds * TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);
}
