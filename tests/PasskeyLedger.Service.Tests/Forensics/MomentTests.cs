using PasskeyLedger.EventStore;
using PasskeyLedger.Service.Forensics;

namespace PasskeyLedger.Service.Tests.Forensics;

public sealed class MomentTests
{
    [Theory]
    [InlineData("1042", "position 1042")]
    [InlineData("2026", "position 2026")]
    [InlineData("2026-11-26", "2026-11-26 00:00:00Z")]
    [InlineData("2026-11-26T09:30Z", "2026-11-26 09:30:00Z")]
    [InlineData("2026-11-26 09:30:15", "2026-11-26 09:30:15Z")]
    [InlineData("2026-11-26T09:30:15+02:00", "2026-11-26 07:30:15Z")]
    [InlineData("2026-11-26T09:30:15.123456Z", "2026-11-26 09:30:15.123456Z")]
    public void a_position_or_a_time_is_a_moment(string text, string expected)
    {
        Moment.TryParse(text, isEnd: false, out var moment).ShouldBeTrue();
        moment.ToString().ShouldBe(expected);
    }

    [Theory]
    [InlineData("2026-11-26", "2026-11-26 23:59:59.999999Z")]
    [InlineData("9999-12-31", "9999-12-31 23:59:59.999999Z")]
    [InlineData("2026-11-26T00:00Z", "2026-11-26 00:00:00Z")]
    [InlineData("1042", "position 1042")]
    public void a_day_is_meant_to_its_end_where_it_is_the_last_that_counts(string text, string expected)
    {
        Moment.TryParse(text, isEnd: true, out var moment).ShouldBeTrue();
        moment.ToString().ShouldBe(expected);
    }

    [Theory]
    [InlineData("5", "3", true)]
    [InlineData("3", "3", false)]
    [InlineData("2026-11-27", "2026-11-26", true)]
    [InlineData("2026-11-26", "2026-11-26", false)]
    [InlineData("2026-11-26", "3", false)]
    public void a_moment_is_after_another_of_its_kind(string first, string second, bool isAfter)
    {
        Moment.TryParse(first, isEnd: false, out var one).ShouldBeTrue();
        Moment.TryParse(second, isEnd: true, out var other).ShouldBeTrue();
        one.IsAfter(other).ShouldBe(isAfter);
        (one.IsAfter(Moment.Any) || Moment.Any.IsAfter(other)).ShouldBeFalse();
    }

    [Theory]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("yesterday")]
    [InlineData("26.11.2026")]
    [InlineData("2026-13-01")]
    [InlineData("99999999999999999999")]
    public void anything_else_is_none(string text) => Moment.TryParse(text, isEnd: false, out _).ShouldBeFalse();

    [Fact]
    public void a_moment_has_seen_what_happened_at_it_or_before()
    {
        var noon = new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
        var stored = new StoredEvent
        {
            Position = 7,
            Id = Guid.Empty,
            Stream = new(new("pool"), new("key")),
            Version = 1,
            Type = "type",
            Data = default,
            Timestamp = noon,
        };

        Moment.At(7).Reaches(stored).ShouldBeTrue();
        Moment.At(6).Reaches(stored).ShouldBeFalse();
        new Moment(null, noon).Reaches(stored).ShouldBeTrue();
        new Moment(null, noon.AddTicks(-10)).Reaches(stored).ShouldBeFalse();
        Moment.At(7).Precedes(stored).ShouldBeTrue();
        Moment.At(8).Precedes(stored).ShouldBeFalse();
        new Moment(null, noon.AddTicks(10)).Precedes(stored).ShouldBeFalse();
        (Moment.Any.Reaches(stored) && Moment.Any.Precedes(stored)).ShouldBeTrue();
    }
}
