using System;
using System.Text.Json.Nodes;

namespace PasskeyLedger.Contracts.Events;

/// <summary>How an event that was stored in one form is read in the next one. The stored event stays as it is.</summary>
public sealed class EventUpcast
{
    /// <param name="storedName">The name that events of the earlier form are stored under, and no others.</param>
    /// <param name="laterName">The name of the form that it makes of them.</param>
    /// <param name="toLater">Pure. Is given the stored object, which it may change, and returns the later form.</param>
    public EventUpcast(string storedName, string laterName, Func<JsonObject, JsonObject> toLater)
    {
        StoredName = storedName;
        LaterName = laterName;
        ToLater = toLater;
    }

    /// <summary>The name that events of the earlier form are stored under.</summary>
    public string StoredName { get; }

    /// <summary>The name of the form that it makes of them.</summary>
    public string LaterName { get; }

    /// <summary>Makes the later form.</summary>
    public Func<JsonObject, JsonObject> ToLater { get; }
}
