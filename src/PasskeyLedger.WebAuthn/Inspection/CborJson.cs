using System.Buffers.Text;
using System.Formats.Cbor;
using System.Globalization;
using System.Text.Json;

namespace PasskeyLedger.WebAuthn.Inspection;

/// <summary>Shows CBOR as JSON, for people: bytes become base64url, keys become texts. There is no way back.</summary>
internal static class CborJson
{
    /// <param name="writer">Where to write the value to.</param>
    /// <param name="encoded">One data item, well-formed and not nested deeply (<see cref="CborStructure"/>).</param>
    public static void Write(Utf8JsonWriter writer, ReadOnlyMemory<byte> encoded)
    {
        // What the strict reader refused may still be shown.
        Write(writer, new CborReader(encoded, CborConformanceMode.Lax));
    }

    private static void Write(Utf8JsonWriter writer, CborReader reader)
    {
        switch (reader.PeekState())
        {
            case CborReaderState.StartMap:
                writer.WriteStartObject();
                reader.ReadStartMap();
                while (reader.PeekState() != CborReaderState.EndMap)
                {
                    writer.WritePropertyName(Key(reader));
                    Write(writer, reader);
                }

                reader.ReadEndMap();
                writer.WriteEndObject();
                break;
            case CborReaderState.StartArray:
                writer.WriteStartArray();
                reader.ReadStartArray();
                while (reader.PeekState() != CborReaderState.EndArray)
                    Write(writer, reader);
                reader.ReadEndArray();
                writer.WriteEndArray();
                break;
            case CborReaderState.ByteString:
                writer.WriteStringValue(Base64Url.EncodeToString(reader.ReadByteString()));
                break;
            case CborReaderState.TextString:
                writer.WriteStringValue(reader.ReadTextString());
                break;
            case CborReaderState.UnsignedInteger:
                writer.WriteNumberValue(reader.ReadUInt64());
                break;
            case CborReaderState.NegativeInteger:
                writer.WriteRawValue((-1 - (Int128)reader.ReadCborNegativeIntegerRepresentation()).ToString(CultureInfo.InvariantCulture));
                break;
            case CborReaderState.Boolean:
                writer.WriteBooleanValue(reader.ReadBoolean());
                break;
            default:
                // null, undefined, floating point numbers and simple values: no statement has them.
                reader.SkipValue();
                writer.WriteNullValue();
                break;
        }
    }

    private static string Key(CborReader reader) =>
        reader.PeekState() == CborReaderState.TextString ? reader.ReadTextString() : Convert.ToHexString(reader.ReadEncodedValue().Span);
}
