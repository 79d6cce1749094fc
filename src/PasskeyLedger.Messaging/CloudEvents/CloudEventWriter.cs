using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using PasskeyLedger.Contracts.Events;
using PasskeyLedger.EventStore;

namespace PasskeyLedger.Messaging.CloudEvents;

/// <summary>
/// Writes events of the ledger as CloudEvents 1.0 in JSON, structured mode (CloudEvents JSON Event Format, section 3). The bodies
/// share one buffer, and each call writes over those of the one before.
/// </summary>
/// <param name="poolsWithPersonalData">The pools whose events are published whole.</param>
public sealed class CloudEventWriter(IReadOnlySet<string> poolsWithPersonalData)
{
    /// <summary>The media type of a body.</summary>
    public const string ContentType = "application/cloudevents+json";

    private static readonly JsonWriterOptions Options = new() { SkipValidation = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ArrayBufferWriter<byte> buffer = new(64 * 1024);
    private readonly Dictionary<(string Pool, string Type), string> routingKeys = [];

    /// <summary>The version of the contracts that the events' data keeps, <c>major.minor</c>.</summary>
    public static string ContractVersion { get; } = typeof(StoredEvents).Assembly.GetName().Version!.ToString(2);

    /// <summary>What an event's attribute <c>dataschema</c> says: the <c>$id</c> of the JSON Schema in contracts/schemas.</summary>
    public static string SchemaOf(string eventType) => $"urn:passkey-ledger:schema:{ContractVersion}:{eventType}";

    /// <summary>Messages in the order of the events. Their bodies hold until the next call.</summary>
    public IReadOnlyList<EventMessage> Write(IReadOnlyList<StoredEvent> events)
    {
        buffer.ResetWrittenCount();
        using var json = new Utf8JsonWriter(buffer, Options);
        var ends = new int[events.Count];
        for (var index = 0; index < events.Count; index++)
        {
            Write(json, events[index]);
            json.Flush();
            json.Reset();
            ends[index] = buffer.WrittenCount;
        }

        // The buffer moves while it grows: only now do the bodies have their places.
        var written = buffer.WrittenMemory;
        var messages = new EventMessage[events.Count];
        for (var index = 0; index < events.Count; index++)
        {
            var stored = events[index];
            var body = written[(index == 0 ? 0 : ends[index - 1])..ends[index]];
            messages[index] = new(stored.Id, stored.Stream, stored.Type, RoutingKey(stored), stored.Timestamp, body);
        }

        return messages;
    }

    private void Write(Utf8JsonWriter json, StoredEvent stored)
    {
        var pool = stored.Stream.Tenant.Value;
        var withPersonalData = poolsWithPersonalData.Contains(pool);
        var headers = CallHeaders.Read(stored.Headers.Span, withPersonalData);

        json.WriteStartObject();
        json.WriteString("specversion"u8, "1.0"u8);
        json.WriteString("id"u8, stored.Id);
        json.WriteString("source"u8, $"urn:passkey-ledger:pool:{pool}");
        json.WriteString("type"u8, stored.Type);
        json.WriteString("subject"u8, SubjectOf(stored.Stream.Key.Value));
        json.WriteString("time"u8, stored.Timestamp.UtcDateTime);
        json.WriteString("datacontenttype"u8, "application/json"u8);
        json.WriteString("dataschema"u8, SchemaOf(stored.Type));
        WriteExtensions(json, stored, headers);
        json.WritePropertyName("data"u8);
        PublishedData.Write(json, stored.Data.Span, withPersonalData ? [] : PersonalMembers.Of(stored.Type));
        json.WriteEndObject();
    }

    // Names of lower-case letters and digits (CloudEvents 1.0.2, "Naming conventions").
    private static void WriteExtensions(Utf8JsonWriter json, StoredEvent stored, CallHeaders headers)
    {
        json.WriteString("pool"u8, stored.Stream.Tenant.Value);
        json.WriteString("stream"u8, stored.Stream.Key.Value);

        // As text: a number of CloudEvents ends at 2^31 - 1.
        Span<char> digits = stackalloc char[20];
        stored.Version.TryFormat(digits, out var count, provider: CultureInfo.InvariantCulture);
        json.WriteString("version"u8, digits[..count]);
        stored.Position.TryFormat(digits, out count, provider: CultureInfo.InvariantCulture);
        json.WriteString("position"u8, digits[..count]);

        if (headers.HasTrace)
        {
            Span<byte> traceParent = stackalloc byte[CallHeaders.TraceParentLength];
            headers.WriteTraceParent(traceParent);
            json.WriteString("traceparent"u8, traceParent);
        }

        if (headers.SourceAddress is { } address)
            json.WriteString("sourceaddress"u8, address);
        if (headers.UserAgent is { } userAgent)
            json.WriteString("useragent"u8, userAgent);
    }

    /// <summary>Whom a stream is about: what follows the first slash of its key, a user's sub or a pool's id.</summary>
    private static string SubjectOf(string key) => key.IndexOf('/', StringComparison.Ordinal) is var slash and >= 0 ? key[(slash + 1)..] : key;

    private string RoutingKey(StoredEvent stored)
    {
        var named = (stored.Stream.Tenant.Value, stored.Type);
        if (!routingKeys.TryGetValue(named, out var key))
            routingKeys.Add(named, key = $"{named.Value}.{named.Type}");
        return key;
    }
}
