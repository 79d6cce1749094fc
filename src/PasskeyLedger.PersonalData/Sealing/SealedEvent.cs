using System.Security.Cryptography;
using PasskeyLedger.EventStore;
using PasskeyLedger.PersonalData.Keys;

namespace PasskeyLedger.PersonalData.Sealing;

/// <summary>A stored event, and what is sealed in it.</summary>
public sealed class SealedEvent
{
    private readonly StoredEvent stored;
    private readonly List<SealedField> data = [];
    private readonly List<SealedField> headers = [];

    private SealedEvent(StoredEvent stored) => this.stored = stored;

    public StreamId Stream => stored.Stream;

    /// <summary>The keys that it takes to open the event, each once.</summary>
    public IEnumerable<Guid> KeyIds => data.Concat(headers).Select(one => one.Key).Distinct();

    /// <summary>Personal members that are stored as they are: the event is from before they were sealed.</summary>
    public IReadOnlyList<string> Plain { get; private set; } = [];

    public bool IsSealed => data.Count > 0 || headers.Count > 0;

    /// <summary>Looks an event through, or its headers alone.</summary>
    public static SealedEvent Of(StoredEvent stored, bool withData = true)
    {
        var found = new SealedEvent(stored);
        if (withData && PersonalLayout.OfEvent(stored.Type) is { } layout)
            found.Add(stored.Data.Span, layout, found.data);
        if (!stored.Headers.IsEmpty)
            found.Add(stored.Headers.Span, PersonalLayout.Headers, found.headers);
        return found;
    }

    /// <summary>The event as it was before it was sealed, as far as the keys go.</summary>
    public StoredEvent Open(KeyRing ring)
    {
        if (!IsSealed)
            return stored;
        List<UnreadableMember> unreadable = [];
        Dictionary<Guid, AesGcm> ciphers = [];
        try
        {
            return stored with
            {
                Data = data.Count == 0 ? stored.Data : JsonFields.Open(stored.Data.Span, data, stored.Stream, stored.Id, ring, ciphers, unreadable),
                Headers = headers.Count == 0
                    ? stored.Headers
                    : JsonFields.Open(stored.Headers.Span, headers, stored.Stream, stored.Id, ring, ciphers, unreadable),
                Unreadable = unreadable,
            };
        }
        finally
        {
            foreach (var cipher in ciphers.Values)
                cipher.Dispose();
        }
    }

    private void Add(ReadOnlySpan<byte> json, PersonalLayout layout, List<SealedField> found)
    {
        foreach (var field in layout.FindIn(json))
        {
            if (FieldText.KeyIdOf(json, field) is { } key)
                found.Add(new(field, key));
            else
                Plain = [.. Plain, field.Member.Path];
        }
    }
}
