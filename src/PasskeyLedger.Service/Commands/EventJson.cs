using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using PasskeyLedger.EventStore;

namespace PasskeyLedger.Service.Commands;

/// <summary>
/// Events as JSON objects: <c>position</c>, <c>id</c>, <c>pool</c>, <c>stream</c>, <c>version</c>, <c>type</c>, <c>time</c>, <c>data</c> and
/// <c>headers</c> with what is personal opened, <c>correlationId</c>, <c>causationId</c>, <c>userName</c>, and why members cannot be read any
/// more as <c>unreadable</c>, by their paths. What an event has not is left out.
/// </summary>
internal static class EventJson
{
    private static readonly JsonWriterOptions LineOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A line an event, each ended by a line feed.</summary>
    public static string Lines(IReadOnlyList<StoredEvent> events)
    {
        var buffer = new ArrayBufferWriter<byte>(64 * 1024);
        using var json = new Utf8JsonWriter(buffer, LineOptions);
        foreach (var stored in events)
        {
            Write(json, stored);
            json.Flush();
            json.Reset();
            buffer.Write("\n"u8);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public static void Write(Utf8JsonWriter json, StoredEvent stored)
    {
        json.WriteStartObject();
        json.WriteNumber("position", stored.Position);
        json.WriteString("id", stored.Id);
        json.WriteString("pool", stored.Stream.Tenant.Value);
        json.WriteString("stream", stored.Stream.Key.Value);
        json.WriteNumber("version", stored.Version);
        json.WriteString("type", stored.Type);
        json.WriteString("time", stored.Timestamp.UtcDateTime);
        WriteRaw("data", stored.Data);
        WriteRaw("headers", stored.Headers);
        WriteText("correlationId", stored.CorrelationId);
        WriteText("causationId", stored.CausationId);
        WriteText("userName", stored.UserName);
        WriteUnreadable();
        json.WriteEndObject();

        void WriteRaw(string name, ReadOnlyMemory<byte> value)
        {
            if (value.IsEmpty)
                return;
            json.WritePropertyName(name);
            json.WriteRawValue(value.Span, skipInputValidation: true);
        }

        void WriteUnreadable()
        {
            if (stored.Unreadable.Count == 0)
                return;
            json.WriteStartObject("unreadable");
            foreach (var (path, reason) in stored.Unreadable.Select(member => (member.Path, member.Reason)))
                json.WriteString(path, JsonNamingPolicy.SnakeCaseLower.ConvertName(reason.ToString()));
            json.WriteEndObject();
        }

        void WriteText(string name, string? value)
        {
            if (value is not null)
                json.WriteString(name, value);
        }
    }
}
