namespace PasskeyLedger.WebAuthn;

/// <summary>
/// Walks through CBOR that <see cref="CborStructure"/> has found in order: nothing here can run past the end, and nothing is checked again.
/// What is read is a piece of what is walked through; nothing is copied.
/// </summary>
/// <param name="encoded">One data item.</param>
internal ref struct CborCursor(ReadOnlyMemory<byte> encoded)
{
    private readonly ReadOnlyMemory<byte> memory = encoded;
    private readonly ReadOnlySpan<byte> data = encoded.Span;
    private int position;

    public readonly bool IsMap => data[position] >> 5 == 5;

    public readonly bool IsList => data[position] >> 5 == 4;

    /// <summary>Steps into a map or list.</summary>
    public Items Begin()
    {
        var initial = data[position++];
        if (initial is CborStructure.OpenList or CborStructure.OpenMap)
            return new Items(UntilBreak: true);
        CborStructure.Argument(initial, data, ref position, out var argument);
        return new Items(UntilBreak: false) { Left = (int)argument };
    }

    /// <summary>Whether there is another item, which is read next, or of a map another key and value.</summary>
    public bool Next(ref Items items)
    {
        if (!items.UntilBreak)
            return items.Left-- > 0;
        if (data[position] != CborStructure.Break)
            return true;
        position++;
        return false;
    }

    /// <summary>Reads a number, or passes over what is none, or none of 32 bits.</summary>
    public bool TryReadInt32(out int value)
    {
        value = 0;
        var initial = data[position];
        if (initial >> 5 > 1)
        {
            Skip();
            return false;
        }

        position++;
        CborStructure.Argument(initial, data, ref position, out var argument);
        value = initial >> 5 == 0 ? unchecked((int)argument) : unchecked(-1 - (int)argument);
        return argument <= int.MaxValue;
    }

    /// <summary>Reads a byte string, or passes over what is none.</summary>
    public bool TryReadBytes(out ReadOnlyMemory<byte> value) => TryReadString(2, out value);

    /// <summary>Reads a text in UTF-8, or passes over what is none.</summary>
    public bool TryReadText(out ReadOnlySpan<byte> value)
    {
        var isText = TryReadString(3, out var text);
        value = text.Span;
        return isText;
    }

    /// <summary>The next item as it is encoded.</summary>
    public ReadOnlyMemory<byte> ReadEncoded()
    {
        var start = position;
        Skip();
        return memory[start..position];
    }

    public void Skip()
    {
        var initial = data[position++];
        if (initial is CborStructure.OpenList or CborStructure.OpenMap)
        {
            while (data[position] != CborStructure.Break)
                Skip();
            position++;
            return;
        }

        CborStructure.Argument(initial, data, ref position, out var argument);
        switch (initial >> 5)
        {
            case 2 or 3:
                position += (int)argument;
                break;
            case 4 or 5:
                for (var left = initial >> 5 == 4 ? argument : 2 * argument; left > 0; left--)
                    Skip();
                break;
        }
    }

    private bool TryReadString(int majorType, out ReadOnlyMemory<byte> value)
    {
        value = default;
        var initial = data[position];
        if (initial >> 5 != majorType)
        {
            Skip();
            return false;
        }

        position++;
        CborStructure.Argument(initial, data, ref position, out var length);
        value = memory.Slice(position, (int)length);
        position += (int)length;
        return true;
    }

    /// <summary>What is left of a map or list that was stepped into.</summary>
    internal record struct Items(bool UntilBreak)
    {
        /// <summary>Members or items; of no meaning where they go on until a break.</summary>
        public int Left { get; set; }
    }
}
