using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using PasskeyLedger.Contracts.Events;

namespace PasskeyLedger.ReadModels.Audit;

/// <summary>The credential that a refused answer names. Nothing of it was verified: it is what the caller says.</summary>
internal static class EvidenceCredential
{
    // The longest credential id (WebAuthn Level 3, section 7.1, step 25), in bytes.
    private const int LongestId = 1023;

    /// <summary>
    /// The answer's <c>rawId</c>, else its <c>id</c>, where that is a credential id in base64url without padding. Null where it is none, or
    /// where the evidence is not kept, cannot be read or is no answer of an authenticator.
    /// </summary>
    public static string? IdIn(RegistrationRejected rejected)
    {
        if (rejected.Evidence?.Raw is not { IsEmpty: false } raw)
            return null;
        try
        {
            var reader = new Utf8JsonReader(raw.Span);
            reader.Read();

            // A caller may send the object as a string that holds it.
            return reader.TokenType == JsonTokenType.String ? IdIn(Encoding.UTF8.GetBytes(reader.GetString()!)) : IdIn(ref reader);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            // No JSON, or a text in it that is no Unicode.
            return null;
        }
    }

    private static string? IdIn(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        return IdIn(ref reader);
    }

    private static string? IdIn(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            return null;
        string? id = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var (isRawId, isId) = (reader.ValueTextEquals("rawId"u8), reader.ValueTextEquals("id"u8));
            reader.Read();
            if (reader.TokenType == JsonTokenType.String && (isRawId || (isId && id is null)) && reader.GetString() is { } text && IsId(text))
                id = text;
            else
                reader.Skip();
        }

        return id;
    }

    private static bool IsId(string text) =>
        text.Length > 0 && Base64Url.IsValid(text, out var length) && length is > 0 and <= LongestId && Base64Url.GetEncodedLength(length) == text.Length;
}
