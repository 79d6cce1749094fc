using System.Buffers.Binary;

namespace PasskeyLedger.Testing.Authenticator.Attestation.Tpm;

/// <summary>
/// How a TPM writes numbers and byte strings (TPM 2.0 Library Part 2): big-endian, a string behind its 16 bits of length.
/// </summary>
internal static class TpmBytes
{
    public static byte[] UInt16(ushort value)
    {
        var bytes = new byte[sizeof(ushort)];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, value);
        return bytes;
    }

    public static byte[] UInt32(uint value)
    {
        var bytes = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return bytes;
    }

    public static byte[] UInt64(ulong value)
    {
        var bytes = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, value);
        return bytes;
    }

    /// <summary>A TPM2B: the length, then the bytes.</summary>
    public static byte[] Sized(byte[] value) => [.. UInt16((ushort)value.Length), .. value];
}
