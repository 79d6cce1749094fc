namespace PasskeyLedger.WebAuthn.Cose;

/// <summary>The parameters of a COSE_Key by label. A key has so few that each is looked for from the start.</summary>
/// <param name="encoded">A map in CBOR whose structure was checked before.</param>
internal readonly ref struct CoseParameters(ReadOnlyMemory<byte> encoded)
{
    /// <summary>All of the map's members. An authenticator's maps are of definite length.</summary>
    public int Count => new CborCursor(encoded).Begin().Left;

    /// <summary>null: absent, or no number of 32 bits.</summary>
    public int? Integer(int label)
    {
        var cursor = new CborCursor(encoded);
        return Find(label, ref cursor) && cursor.TryReadInt32(out var value) ? (int?)value : null;
    }

    /// <summary>null: absent, or no byte string.</summary>
    public ReadOnlyMemory<byte>? Bytes(int label)
    {
        var cursor = new CborCursor(encoded);
        return Find(label, ref cursor) && cursor.TryReadBytes(out var value) ? (ReadOnlyMemory<byte>?)value : null;
    }

    /// <summary>Leaves the cursor before the label's value.</summary>
    private static bool Find(int label, ref CborCursor cursor)
    {
        var members = cursor.Begin();
        while (cursor.Next(ref members))
        {
            if (cursor.TryReadInt32(out var found) && found == label)
                return true;
            cursor.Skip();
        }

        return false;
    }
}
