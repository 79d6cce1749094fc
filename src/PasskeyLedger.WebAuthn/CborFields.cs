using System.Formats.Cbor;

namespace PasskeyLedger.WebAuthn;

/// <summary>Reads a value of the wanted type, or skips it and says no.</summary>
internal static class CborFields
{
    public static bool TryReadInt32(this CborReader reader, out int value)
    {
        value = 0;
        switch (reader.PeekState())
        {
            case CborReaderState.UnsignedInteger:
                var unsigned = reader.ReadUInt64();
                value = unchecked((int)unsigned);
                return unsigned <= int.MaxValue;
            case CborReaderState.NegativeInteger:
                var negative = reader.ReadCborNegativeIntegerRepresentation();
                value = unchecked(-1 - (int)negative);
                return negative <= int.MaxValue;
            default:
                reader.SkipValue();
                return false;
        }
    }

    public static bool TryReadBytes(this CborReader reader, out ReadOnlyMemory<byte> value)
    {
        value = default;
        if (reader.PeekState() != CborReaderState.ByteString)
        {
            reader.SkipValue();
            return false;
        }

        value = reader.ReadDefiniteLengthByteString();
        return true;
    }

    public static bool TryReadText(this CborReader reader, out string value)
    {
        value = "";
        if (reader.PeekState() != CborReaderState.TextString)
        {
            reader.SkipValue();
            return false;
        }

        value = reader.ReadTextString();
        return true;
    }

    /// <summary>Whether the map that was begun has another member.</summary>
    public static bool HasMember(this CborReader reader) => reader.PeekState() != CborReaderState.EndMap;

    /// <summary>Whether the list that was begun has another item.</summary>
    public static bool HasItem(this CborReader reader) => reader.PeekState() != CborReaderState.EndArray;
}
