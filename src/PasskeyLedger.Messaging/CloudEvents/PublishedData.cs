using System.Text.Json;

namespace PasskeyLedger.Messaging.CloudEvents;

/// <summary>Copies an event's JSON and leaves members out of it. What stays is copied as it is, without being read.</summary>
internal static class PublishedData
{
    /// <param name="data">A JSON object, well formed.</param>
    public static void Write(Utf8JsonWriter json, ReadOnlySpan<byte> data, IReadOnlyList<PersonalMembers> leftOut)
    {
        if (leftOut.Count == 0)
        {
            json.WriteRawValue(data, skipInputValidation: true);
            return;
        }

        var reader = new Utf8JsonReader(data);
        reader.Read();
        CopyValue(json, ref reader, data, leftOut);
    }

    private static void CopyValue(Utf8JsonWriter json, ref Utf8JsonReader reader, ReadOnlySpan<byte> data, IReadOnlyList<PersonalMembers> leftOut)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                CopyObject(json, ref reader, data, leftOut);
                break;
            case JsonTokenType.StartArray:
                json.WriteStartArray();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                    CopyValue(json, ref reader, data, leftOut);
                json.WriteEndArray();
                break;
            default:
                CopyRaw(json, ref reader, data);
                break;
        }
    }

    private static void CopyObject(Utf8JsonWriter json, ref Utf8JsonReader reader, ReadOnlySpan<byte> data, IReadOnlyList<PersonalMembers> leftOut)
    {
        json.WriteStartObject();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var member = Find(ref reader, leftOut);
            if (member is { Within.Count: 0 })
            {
                reader.Skip();
                continue;
            }

            if (reader.ValueIsEscaped)
                json.WritePropertyName(reader.GetString()!);
            else
                json.WritePropertyName(reader.ValueSpan);
            reader.Read();
            if (member is null)
                CopyRaw(json, ref reader, data);
            else
                CopyValue(json, ref reader, data, member.Within);
        }

        json.WriteEndObject();
    }

    private static void CopyRaw(Utf8JsonWriter json, ref Utf8JsonReader reader, ReadOnlySpan<byte> data)
    {
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        json.WriteRawValue(data[start..(int)reader.BytesConsumed], skipInputValidation: true);
    }

    private static PersonalMembers? Find(ref Utf8JsonReader reader, IReadOnlyList<PersonalMembers> members)
    {
        foreach (var member in members)
        {
            if (reader.ValueTextEquals(member.Utf8Name))
                return member;
        }

        return null;
    }
}
