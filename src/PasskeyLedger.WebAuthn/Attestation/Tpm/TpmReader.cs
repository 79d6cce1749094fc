using System.Buffers.Binary;

namespace PasskeyLedger.WebAuthn.Attestation.Tpm;

/// <summary>
/// Reads a TPM's structures: big-endian numbers, and buffers with their length before them. Past the end it reads zeros and emptiness and
/// remembers that it did, so that a structure is read as it is written down and asked once, at its end, whether it was whole.
/// </summary>
internal ref struct TpmReader(ReadOnlySpan<byte> data)
{
    private ReadOnlySpan<byte> rest = data;
    private bool overrun;

    /// <summary>Everything was there, and nothing is left.</summary>
    public readonly bool ReadAllAndNoMore => !overrun && rest.IsEmpty;

    public byte UInt8() => Take(1) is [var value] ? value : (byte)0;

    public ushort UInt16() => Take(2) is { Length: 2 } bytes ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : (ushort)0;

    public uint UInt32() => Take(4) is { Length: 4 } bytes ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : 0;

    public ulong UInt64() => Take(8) is { Length: 8 } bytes ? BinaryPrimitives.ReadUInt64BigEndian(bytes) : 0;

    /// <summary>A TPM2B_...: two bytes of length, then as many bytes.</summary>
    public ReadOnlySpan<byte> Sized() => Take(UInt16());

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > rest.Length)
        {
            overrun = true;
            rest = default;
            return default;
        }

        var taken = rest[..count];
        rest = rest[count..];
        return taken;
    }
}
