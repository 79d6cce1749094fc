using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PasskeyLedger.Contracts.Events;

/// <summary>
/// The ways from earlier forms of events to the contract's. An event of a form that is two changes old goes through two of them.
/// </summary>
public sealed class EventUpcasts
{
    private readonly Dictionary<string, EventUpcast> byStoredName = new(StringComparer.Ordinal);

    /// <exception cref="ArgumentException">Two begin at one name, or some lead in a circle.</exception>
    public EventUpcasts(params EventUpcast[] upcasts)
    {
        foreach (var upcast in upcasts)
        {
            if (byStoredName.ContainsKey(upcast.StoredName))
                throw new ArgumentException($"Two upcasts begin at {upcast.StoredName}.", nameof(upcasts));
            byStoredName.Add(upcast.StoredName, upcast);
        }

        foreach (var upcast in upcasts)
        {
            var steps = 0;
            for (var next = upcast; byStoredName.TryGetValue(next.LaterName, out next!);)
            {
                if (++steps > upcasts.Length)
                    throw new ArgumentException($"The upcasts from {upcast.StoredName} lead in a circle.", nameof(upcasts));
            }
        }
    }

    /// <summary>The names of earlier forms, each with the name of the form that its events end up in.</summary>
    public IReadOnlyDictionary<string, string> Names => byStoredName.Keys.ToDictionary(name => name, LastName, StringComparer.Ordinal);

    /// <summary>Brings a stored event of an earlier form to the last one; any other is left alone.</summary>
    /// <exception cref="ContractViolationException">The JSON is not the earlier form.</exception>
    public void Apply(ref string storedName, ref ReadOnlySpan<byte> utf8Json)
    {
        if (byStoredName.Count == 0 || !byStoredName.TryGetValue(storedName, out var upcast))
            return;

        try
        {
            var form = JsonNode.Parse(utf8Json)?.AsObject() ?? throw new JsonException("The event is null.");
            do
            {
                form = upcast.ToLater(form);
                storedName = upcast.LaterName;
            }
            while (byStoredName.TryGetValue(storedName, out upcast));
            utf8Json = System.Text.Encoding.UTF8.GetBytes(form.ToJsonString());
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or FormatException or KeyNotFoundException or NullReferenceException)
        {
            // The words of the fault may quote the event.
            throw new ContractViolationException([new ConstraintViolation("", $"the event is not what is stored under the name '{storedName}'")]);
        }
    }

    /// <summary>Reads a stored event of whatever form.</summary>
    /// <exception cref="ContractViolationException">No event has the name, or the JSON is not that event.</exception>
    public IStoredEvent Read(string storedName, ReadOnlySpan<byte> utf8Json)
    {
        Apply(ref storedName, ref utf8Json);
        return StoredEvents.Read(storedName, utf8Json);
    }

    private string LastName(string name)
    {
        while (byStoredName.TryGetValue(name, out var upcast))
            name = upcast.LaterName;
        return name;
    }
}
