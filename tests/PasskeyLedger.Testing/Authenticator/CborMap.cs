namespace PasskeyLedger.Testing.Authenticator;

/// <summary>
/// A CBOR map as the list of its entries, key and value each encoded already. The order is kept and nothing is checked:
/// an entry can be dropped, doubled, moved or encoded wrongly, which no conforming writer would do.
/// </summary>
public sealed record CborMap
{
    /// <summary>The entries in the order in which they are written.</summary>
    public IReadOnlyList<KeyValuePair<byte[], byte[]>> Entries { get; init; } = [];

    /// <summary>Whether the map is written with indefinite length.</summary>
    public bool IsIndefinite { get; init; }

    /// <summary>The encoded value under a text key.</summary>
    /// <exception cref="KeyNotFoundException">No entry has this key.</exception>
    public byte[] this[string key] => Value(Cbor.Text(key));

    /// <summary>The encoded value under an integer key.</summary>
    /// <exception cref="KeyNotFoundException">No entry has this key.</exception>
    public byte[] this[long key] => Value(Cbor.Integer(key));

    /// <summary>The map with this value in the key's place, or at the end where the key is new.</summary>
    public CborMap With(string key, byte[] value) => With(Cbor.Text(key), value);

    /// <inheritdoc cref="With(string, byte[])"/>
    public CborMap With(long key, byte[] value) => With(Cbor.Integer(key), value);

    /// <summary>The map with one more entry at its end, whether or not the key is there already.</summary>
    public CborMap And(byte[] key, byte[] value) => this with { Entries = [.. Entries, KeyValuePair.Create(key, value)] };

    public CborMap Without(string key) => Without(Cbor.Text(key));

    public CborMap Without(long key) => Without(Cbor.Integer(key));

    public byte[] Encode()
    {
        var body = Entries.SelectMany(entry => entry.Key.Concat(entry.Value));
        return IsIndefinite ? [0xBF, .. body, Cbor.Break] : [.. Header(Entries.Count), .. body];
    }

    private CborMap With(byte[] key, byte[] value)
    {
        var entries = Entries.ToList();
        var at = entries.FindIndex(entry => entry.Key.AsSpan().SequenceEqual(key));
        if (at < 0)
            return And(key, value);
        entries[at] = KeyValuePair.Create(key, value);
        return this with { Entries = entries };
    }

    private CborMap Without(byte[] key)
    {
        _ = Value(key);
        return this with { Entries = [.. Entries.Where(entry => !entry.Key.AsSpan().SequenceEqual(key))] };
    }

    private byte[] Value(byte[] key)
    {
        foreach (var entry in Entries)
        {
            if (entry.Key.AsSpan().SequenceEqual(key))
                return entry.Value;
        }

        throw new KeyNotFoundException($"The map has no entry with the encoded key {Convert.ToHexString(key)}.");
    }

    private static byte[] Header(int count) => count switch
    {
        < 24 => [(byte)(0xA0 | count)],
        <= byte.MaxValue => [0xB8, (byte)count],
        _ => [0xB9, (byte)(count >> 8), (byte)count],
    };
}
