using System.Globalization;
using PasskeyLedger.EventStore;

namespace PasskeyLedger.Service.Forensics;

/// <summary>A moment of the ledger, as a position or as a time; neither of the two: whatever there is.</summary>
internal readonly record struct Moment(long? Position, DateTimeOffset? Time)
{
    public const string Form = "a position such as 1042, or a time such as 2026-11-26T09:30:00Z (without an offset it is UTC)";

    private static readonly string[] TimeForms =
        ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mmK", "yyyy-MM-dd HH:mm:ssK"];

    /// <summary>No limit.</summary>
    public static Moment Any { get; }

    public static Moment At(long position) => new(position, null);

    /// <summary>The event had happened by then: its position and its time are not greater.</summary>
    public bool Reaches(StoredEvent stored) => !(stored.Position > Position) && !(stored.Timestamp > Time);

    /// <summary>The event happened then or later.</summary>
    public bool Precedes(StoredEvent stored) => !(stored.Position < Position) && !(stored.Timestamp < Time);

    public static bool TryParse(string text, out Moment moment)
    {
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var position))
        {
            moment = At(position);
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
