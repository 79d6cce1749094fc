using PasskeyLedger.EventStore;
using PasskeyLedger.PersonalData.Keys;

namespace PasskeyLedger.PersonalData.Sealing;

/// <summary>An event on its way into a stream, and what is personal in it.</summary>
public sealed class EventSeal
{
    private readonly NewEvent plain;
    private readonly IReadOnlyList<PersonalField> data;
    private readonly IReadOnlyList<PersonalField> headers;

    private EventSeal(NewEvent plain, IReadOnlyList<PersonalField> data, IReadOnlyList<PersonalField> headers) =>
        (this.plain, this.data, this.headers) = (plain, data, headers);

    /// <summary>There is something to seal.</summary>
    public bool HoldsPersonalData => data.Count > 0 || headers.Count > 0;

    /// <summary>Looks an event through.</summary>
    /// <exception cref="System.Text.Json.JsonException">It is not JSON.</exception>
    public static EventSeal Of(NewEvent plain) => new(
        plain,
        PersonalLayout.OfEvent(plain.Type)?.FindIn(plain.Data.Span) ?? [],
        plain.Headers.IsEmpty ? [] : PersonalLayout.Headers.FindIn(plain.Headers.Span));

    /// <summary>The event as it is stored.</summary>
    /// <exception cref="FormatException">A blob is not base64.</exception>
    public NewEvent Seal(StreamId stream, PersonalKey key)
    {
        if (!HoldsPersonalData)
            return plain;
        using var cipher = key.Cipher();

        // Drawn at once: each draw costs as much as a small value's encryption.
        Nonces nonces = new(data.Count + headers.Count);
        return plain with
        {
            Data = data.Count == 0 ? plain.Data : JsonFields.Seal(plain.Data.Span, data, stream, plain.Id, key, cipher, ref nonces),
            Headers = headers.Count == 0 ? plain.Headers : JsonFields.Seal(plain.Headers.Span, headers, stream, plain.Id, key, cipher, ref nonces),
        };
    }
}
