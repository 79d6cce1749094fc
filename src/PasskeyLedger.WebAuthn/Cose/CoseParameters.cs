using System.Formats.Cbor;

namespace PasskeyLedger.WebAuthn.Cose;

/// <summary>The parameters of a COSE_Key by label, as far as any key type here uses them; the others are counted.</summary>
internal sealed class CoseParameters
{
    private const int Lowest = -3;
    private const int Highest = 3;

    private readonly int?[] integers = new int?[Highest - Lowest + 1];
    private readonly ReadOnlyMemory<byte>?[] bytes = new ReadOnlyMemory<byte>?[Highest - Lowest + 1];

    private CoseParameters()
    {
    }

    /// <summary>All of the map's members.</summary>
    public int Count { get; private set; }

    /// <exception cref="CborContentException">A label stands there twice, or a text is not UTF-8.</exception>
    public static CoseParameters Read(CborReader reader)
    {
        var parameters = new CoseParameters { Count = reader.ReadStartMap() ?? 0 };
        for (var left = parameters.Count; left > 0; left--)
        {
            if (reader.TryReadInt32(out var label) && label is >= Lowest and <= Highest)
                parameters.ReadValue(reader, label - Lowest);
            else
                reader.SkipValue();
        }

        reader.ReadEndMap();
        return parameters;
    }

    public int? Integer(int label) => integers[label - Lowest];

    public ReadOnlyMemory<byte>? Bytes(int label) => bytes[label - Lowest];

    private void ReadValue(CborReader reader, int slot)
    {
        if (reader.PeekState() == CborReaderState.ByteString)
            bytes[slot] = reader.ReadDefiniteLengthByteString();
        else if (reader.TryReadInt32(out var integer))
            integers[slot] = integer;
    }
}
