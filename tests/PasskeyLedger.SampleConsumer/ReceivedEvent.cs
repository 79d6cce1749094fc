using System.Globalization;
using System.Text.Json;

namespace PasskeyLedger.SampleConsumer;

/// <summary>What the sample reads of a CloudEvent.</summary>
public sealed record ReceivedEvent(Guid Id, string Type, string Pool, string Stream, long Position)
{
    /// <param name="body">A CloudEvent in JSON, structured mode.</param>
    public static ReceivedEvent Read(ReadOnlyMemory<byte> body)
    {
        using var json = JsonDocument.Parse(body);
        var root = json.RootElement;
        return new(
            root.GetProperty("id").GetGuid(),
            root.GetProperty("type").GetString()!,
            root.GetProperty("pool").GetString()!,
            root.GetProperty("stream").GetString()!,
            long.Parse(root.GetProperty("position").GetString()!, CultureInfo.InvariantCulture));
    }
}
