namespace PasskeyLedger.ReadModels.Audit;

/// <summary>
/// The last event of a page of a search, and the position up to which the first page was searched: what came into the audit since then
/// is on none of its pages.
/// </summary>
public sealed record AuditCursor(long Through, DateTimeOffset At, long Position)
{
    private static readonly long LastMicrosecond = MicrosecondsOf(DateTimeOffset.MaxValue);

    public override string ToString() => PageToken.Of(Through, MicrosecondsOf(At), Position);

    /// <summary>Reads what <see cref="ToString"/> wrote; null where the text is anything else.</summary>
    public static AuditCursor? Parse(string text) => PageToken.Parse(text, 3) switch
    {
        [var through, var at, var position] when at <= LastMicrosecond =>
            new(through, DateTimeOffset.UnixEpoch.AddTicks(at * TimeSpan.TicksPerMicrosecond), position),
        _ => null,
    };

    private static long MicrosecondsOf(DateTimeOffset moment) => (moment - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
}
