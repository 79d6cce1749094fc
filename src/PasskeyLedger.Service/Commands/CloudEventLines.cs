using System.Text;
using PasskeyLedger.EventStore;
using PasskeyLedger.Messaging.CloudEvents;

namespace PasskeyLedger.Service.Commands;

/// <summary>
/// Events as lines of JSON, each a CloudEvent as the message bus has it. They hold no personal data, whatever the pools publish: what
/// is exported leaves the ledger for good.
/// </summary>
internal sealed class CloudEventLines
{
    private readonly CloudEventWriter writer = new(new HashSet<string>(StringComparer.Ordinal));

    /// <summary>A line an event, each ended by a line feed.</summary>
    public string Of(IReadOnlyList<StoredEvent> events)
    {
        var lines = new StringBuilder();
        foreach (var message in writer.Write(events))
            lines.Append(Encoding.UTF8.GetString(message.Body.Span)).Append('\n');
        return lines.ToString();
    }
}
