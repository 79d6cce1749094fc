namespace PasskeyLedger.Transparency.Canonical;

/// <summary>Bytes that are appended to, and put into another order where they stand. The room they take is kept for the next use.</summary>
internal sealed class ByteBuffer
{
    private byte[] bytes = new byte[4096];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => bytes.AsSpan(0, Length);

    public Span<byte> Part(int start, int end) => bytes.AsSpan(start, end - start);

    public void Truncate(int length) => Length = length;

    public void Append(byte value)
    {
        Reserve(1)[0] = value;
        Length++;
    }

    public void Append(ReadOnlySpan<byte> values)
    {
        values.CopyTo(Reserve(values.Length));
        Length += values.Length;
    }

    /// <summary>Room behind what is written, of at least this size, to be filled and then counted by <see cref="Advance"/>.</summary>
    public Span<byte> Reserve(int size)
    {
        if (bytes.Length - Length < size)
            Array.Resize(ref bytes, Math.Max(bytes.Length * 2, Length + size));
        return bytes.AsSpan(Length);
    }

    public void Advance(int count) => Length += count;
}
