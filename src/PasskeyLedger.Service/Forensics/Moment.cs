using System.Globalization;
using PasskeyLedger.EventStore;

namespace PasskeyLedger.Service.Forensics;

/// <summary>A moment of the ledger, as a position or as a time; neither of the two: whatever there is.</summary>
internal readonly record struct Moment(long? Position, DateTimeOffset? Time)
{
    public const string Form = "a position such as 1042, or a time such as 2026-11-26T09:30:00Z (without an offset it is UTC)";

    private const string DayForm = "yyyy-MM-dd";

    private static readonly string[] TimeForms =
        ["yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mmK", "yyyy-MM-dd HH:mm:ssK"];

    /// <summary>No limit.</summary>
    public static Moment Any { get; }

    public static Moment At(long position) => new(position, null);

    /// <summary>The event had happened by then: its position and its time are not greater.</summary>
    public bool Reaches(StoredEvent stored) => !(stored.Position > Position) && !(stored.Timestamp > Time);

    /// <summary>The event happened then or later.</summary>
    public bool Precedes(StoredEvent stored) => !(stored.Position < Position) && !(stored.Timestamp < Time);

    /// <summary>Whether nothing can have happened from this moment on to the other one. Of a position and a time that cannot be told.</summary>
    public bool IsAfter(Moment other) => Position > other.Position || Time > other.Time;

    /// <param name="isEnd">Whether a day, given without a time, is meant to its end and not from its beginning.</param>
    public static bool TryParse(string text, bool isEnd, out Moment moment)
    {
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var position))
        {
            moment = At(position);
            return true;
        }

        if (DateTime.TryParseExact(text, DayForm, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var day))
        {
            var begins = new DateTimeOffset(day);
            moment = new(null, isEnd ? begins.AddTicks(TimeSpan.TicksPerDay - TimeSpan.TicksPerMicrosecond) : begins);
            return true;
        }

        var isTime = DateTimeOffset.TryParseExact(
            text, TimeForms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time);
        moment = isTime ? new(null, time) : default;
        return isTime;
    }

    public override string ToString() => (Position, Time) switch
    {
        ({ } position, _) => $"position {position.ToString(CultureInfo.InvariantCulture)}",
        (_, { } time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture),
        _ => "now",
    };
}
