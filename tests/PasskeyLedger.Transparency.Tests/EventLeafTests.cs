using System.Security.Cryptography;
using System.Text;
using PasskeyLedger.EventStore;
using PasskeyLedger.Testing;
using PasskeyLedger.Transparency.Canonical;
using PasskeyLedger.Transparency.Leaves;

namespace PasskeyLedger.Transparency.Tests;

/// <summary>The bytes of a leaf, as FORMAT.md says them.</summary>
public sealed class EventLeafTests
{
    private static readonly StoredEvent Stored = new()
    {
        Position = 42,
        Id = new("0192f0c4-7b1e-7c3a-9d53-3f0a5b6c7d8e"),
        Stream = new(new("pool"), new("passkeys/alice")),
        Version = 3,
        Type = "registration_rejected",
        Data = "{\"reason\": \"a\\u0009b\", \"count\": 1.50}"u8.ToArray(),
        Timestamp = new(2026, 3, 1, 14, 0, 0, 0, 250, TimeSpan.FromHours(2)),
    };

    [Fact]
    public void a_leaf_is_the_canonical_form_of_what_is_stored()
    {
        Text(Stored).ShouldBe(
            """{"data":{"count":1.5,"reason":"a\tb"},"event_id":"0192f0c4-7b1e-7c3a-9d53-3f0a5b6c7d8e","position":42,"stream":"passkeys/alice","tenant":"pool","time":"2026-03-01T12:00:00.000250Z","type":"registration_rejected","version":3}""");
        Text(Stored with { Headers = "{\"b\":1,\"a\":\"€\"}"u8.ToArray(), CorrelationId = "request \"1\"", CausationId = "", UserName = "alice" }).ShouldBe(
            """{"causation_id":"","correlation_id":"request \"1\"","data":{"count":1.5,"reason":"a\tb"},"event_id":"0192f0c4-7b1e-7c3a-9d53-3f0a5b6c7d8e","headers":{"a":"€","b":1},"position":42,"stream":"passkeys/alice","tenant":"pool","time":"2026-03-01T12:00:00.000250Z","type":"registration_rejected","user_name":"alice","version":3}""");
    }

    [Fact]
    public void a_leaf_is_canonical_json_itself()
    {
        var random = new Random(1);
        for (var turn = 0; turn < 200; turn++)
        {
            var text = Text(Stored with { Data = Encoding.UTF8.GetBytes(RandomJson.Next(random)), Headers = Encoding.UTF8.GetBytes(RandomJson.Next(random)), UserName = "\u0001\"\\ü" });
            Encoding.UTF8.GetString(CanonicalJson.Of(Encoding.UTF8.GetBytes(text))).ShouldBe(text);
        }
    }

    [Fact]
    public void data_that_would_make_the_leaf_too_long_is_in_it_by_its_hash()
    {
        var overhead = Text(Stored with { Data = "\"\""u8.ToArray() }).Length;
        var longest = Encoding.UTF8.GetBytes($"\"{new string('x', EventLeaf.Longest - overhead)}\"");
        var longer = Encoding.UTF8.GetBytes($"\"{new string('x', EventLeaf.Longest - overhead + 1)}\"");

        Text(Stored with { Data = longest }).Length.ShouldBe(EventLeaf.Longest);
        Text(Stored with { Data = longer }).ShouldBe(
            Text(Stored with { Data = "0"u8.ToArray() }).Replace("\"data\":0", $"\"data_sha256\":\"{Hash(longer)}\"", StringComparison.Ordinal));
    }

    [Fact]
    public void data_with_a_number_that_no_double_says_is_in_the_leaf_by_the_hash_of_its_exact_form()
    {
        Text(Stored with { Data = "{\"b\": 9007199254740993, \"a\": 1.50}"u8.ToArray() }).ShouldBe(
            Text(Stored with { Data = "0"u8.ToArray() })
                .Replace("\"data\":0", $"\"data_sha256\":\"{Hash("{\"a\":1.5,\"b\":9007199254740993}"u8.ToArray())}\"", StringComparison.Ordinal));
        Text(Stored with { Data = "9007199254740993"u8.ToArray() }).ShouldNotBe(Text(Stored with { Data = "9007199254740992"u8.ToArray() }));
        Text(Stored with { Headers = "[1e400]"u8.ToArray() }).ShouldContain("\"headers_sha256\":");
    }

    [Fact]
    public void headers_and_then_long_texts_follow_where_the_leaf_is_still_too_long()
    {
        var huge = $"\"{new string('y', EventLeaf.Longest)}\"";
        var text = Text(Stored with { Data = Encoding.UTF8.GetBytes(huge), Headers = Encoding.UTF8.GetBytes(huge), CorrelationId = "short", UserName = new string('z', 1025) });
        text.ShouldContain($"\"data_sha256\":\"{Hash(Encoding.UTF8.GetBytes(huge))}\"");
        text.ShouldContain($"\"headers_sha256\":\"{Hash(Encoding.UTF8.GetBytes(huge))}\"");
        text.ShouldContain($"\"user_name\":\"{new string('z', 1025)}\"");

        var longText = new string('\u0001', EventLeaf.Longest);
        text = Text(Stored with { CorrelationId = "short", UserName = longText, Stream = new(new(longText), new(longText)), CausationId = longText, Type = new string('\u0001', 500) });
        text.Length.ShouldBeLessThanOrEqualTo(EventLeaf.Longest);
        text.ShouldContain($"\"user_name_sha256\":\"{Hash(Encoding.UTF8.GetBytes(longText))}\"");
        text.ShouldContain("\"correlation_id\":\"short\"");
    }

    private static string Text(StoredEvent stored) => Encoding.UTF8.GetString(new EventLeaf().Write(stored));

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
