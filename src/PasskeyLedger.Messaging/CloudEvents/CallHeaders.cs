using System.Text.Json;

namespace PasskeyLedger.Messaging.CloudEvents;

/// <summary>What is published of the headers that stand beside an event (<c>EventHeaders</c> in contracts/ledger-events.smithy).</summary>
internal readonly ref struct CallHeaders
{
    private const int TraceIdLength = 32;
    private const int SpanIdLength = 16;

    public ReadOnlySpan<byte> TraceId { get; private init; }

    public ReadOnlySpan<byte> SpanId { get; private init; }

    public string? SourceAddress { get; private init; }

    public string? UserAgent { get; private init; }

    /// <summary>Whether the call was part of a trace, so that a consumer's work can be too.</summary>
    public bool HasTrace => TraceId.Length == TraceIdLength && SpanId.Length == SpanIdLength;

    /// <param name="headers">A JSON object, or empty.</param>
    public static CallHeaders Read(ReadOnlySpan<byte> headers, bool withPersonalData)
    {
        var read = default(CallHeaders);
        if (headers.IsEmpty)
            return read;
        var reader = new Utf8JsonReader(headers);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var member = reader;
            reader.Read();

            // A header that is there and null says nothing.
            if (reader.TokenType != JsonTokenType.String)
                reader.Skip();
            else if (member.ValueTextEquals("traceId"u8))
                read = read with { TraceId = reader.ValueSpan };
            else if (member.ValueTextEquals("spanId"u8))
                read = read with { SpanId = reader.ValueSpan };
            else if (withPersonalData && member.ValueTextEquals("sourceAddress"u8))
                read = read with { SourceAddress = reader.GetString() };
            else if (withPersonalData && member.ValueTextEquals("userAgent"u8))
                read = read with { UserAgent = reader.GetString() };
        }

        return read;
    }

    /// <summary>W3C Trace Context, section 3.2. That it was sampled is not recorded, so it is not claimed.</summary>
    public void WriteTraceParent(Span<byte> traceParent)
    {
        "00-"u8.CopyTo(traceParent);
        TraceId.CopyTo(traceParent[3..]);
        traceParent[35] = (byte)'-';
        SpanId.CopyTo(traceParent[36..]);
        "-00"u8.CopyTo(traceParent[52..]);
    }

    /// <summary>The length of a <c>traceparent</c>.</summary>
    public const int TraceParentLength = 55;
}
