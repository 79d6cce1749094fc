using System.Text.Json;

namespace PasskeyLedger.WebAuthn;

/// <summary>The value of a member as it stands in the JSON, to be looked at when its turn comes.</summary>
internal readonly ref struct JsonMember
{
    private readonly ReadOnlySpan<byte> raw;
    private readonly bool escaped;

    private JsonMember(JsonTokenType kind, ReadOnlySpan<byte> raw, bool escaped)
    {
        Kind = kind;
        this.raw = raw;
        this.escaped = escaped;
    }

    /// <summary>The value's first token; <see cref="JsonTokenType.None"/>: the member is missing.</summary>
    public JsonTokenType Kind { get; }

    /// <summary>Whether it is there at all.</summary>
    public bool IsThere => Kind != JsonTokenType.None;

    /// <summary>Whether there is a value. One that is null was not sent: clients write what the browser left undefined as null.</summary>
    public bool IsSent => Kind is not (JsonTokenType.None or JsonTokenType.Null);

    /// <summary>The value as it is written, a string with its quotation marks.</summary>
    public ReadOnlySpan<byte> Raw => raw;

    /// <summary>Reads the value behind the property name that the reader is at.</summary>
    /// <param name="reader">Over all of <paramref name="json"/>.</param>
    /// <param name="json">What the reader reads.</param>
    public static JsonMember Read(scoped ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        reader.Read();
        var (kind, start) = (reader.TokenType, (int)reader.TokenStartIndex);
        var hasEscapes = kind == JsonTokenType.String && reader.ValueIsEscaped;
        reader.Skip();
        return new JsonMember(kind, json[start..(int)reader.BytesConsumed], hasEscapes);
    }

    /// <summary>The text of a string.</summary>
    /// <exception cref="InvalidOperationException">It is not Unicode: JSON may escape half a surrogate pair, which no string can hold.</exception>
    public string Text()
    {
        var reader = new Utf8JsonReader(raw);
        reader.Read();
        return reader.GetString()!;
    }

    /// <summary>The text of a string in UTF-8, without a copy unless something in it is escaped.</summary>
    /// <exception cref="InvalidOperationException">As with <see cref="Text"/>, where something is escaped.</exception>
    public ReadOnlySpan<byte> Utf8Text() => escaped ? System.Text.Encoding.UTF8.GetBytes(Text()) : raw[1..^1];
}
