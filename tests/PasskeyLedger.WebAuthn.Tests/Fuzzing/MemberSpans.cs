using System.Formats.Cbor;
using System.Text.Json;

namespace PasskeyLedger.WebAuthn.Tests.Fuzzing;

/// <summary>Finds the members of an encoding, by readers that are not the ones under test.</summary>
internal static class MemberSpans
{
    /// <summary>Those of the outermost map and of the maps in it. Longer maps than one byte begins are left out.</summary>
    public static IReadOnlyList<MemberSpan> OfCbor(ReadOnlyMemory<byte> encoded)
    {
        var found = new List<MemberSpan>();
        try
        {
            var reader = new CborReader(encoded, CborConformanceMode.Lax);
            Walk(reader, encoded.Length, found);
        }
        catch (Exception notCbor) when (notCbor is CborContentException or InvalidOperationException)
        {
            // A recording of what is none.
        }

        return found;
    }

    /// <summary>Those of the object, each with the comma that follows it but the last.</summary>
    public static IReadOnlyList<MemberSpan> OfJson(ReadOnlySpan<byte> json)
    {
        var found = new List<MemberSpan>();
        try
        {
            var reader = new Utf8JsonReader(json);
            reader.Read();
            var start = -1;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (start >= 0)
                    found.Add(new MemberSpan(-1, start, (int)reader.TokenStartIndex));
                start = (int)reader.TokenStartIndex;
                reader.Read();
                reader.Skip();
            }
        }
        catch (JsonException)
        {
            // A recording of what is none.
        }

        return found;
    }

    private static void Walk(CborReader reader, int total, List<MemberSpan> found)
    {
        if (reader.PeekState() != CborReaderState.StartMap)
        {
            reader.SkipValue();
            return;
        }

        var head = total - reader.BytesRemaining;
        var count = reader.ReadStartMap();
        while (reader.PeekState() != CborReaderState.EndMap)
        {
            var start = total - reader.BytesRemaining;
            reader.SkipValue();
            Walk(reader, total, found);
            if (count is < 23)
                found.Add(new MemberSpan(head, start, total - reader.BytesRemaining));
        }

        reader.ReadEndMap();
    }
}
