using System.Formats.Cbor;

namespace PasskeyLedger.EndToEnd.Tests.MadeRegistrations;

/// <summary>A CBOR item with all that is in it, however faulty: of a map's entries none is dropped.</summary>
internal abstract record CborTree
{
    public static CborTree Read(ReadOnlyMemory<byte> encoded)
    {
        var reader = new CborReader(encoded, CborConformanceMode.Lax);
        var tree = Read(reader);
        reader.BytesRemaining.ShouldBe(0);
        return tree;
    }

    /// <summary>The first item, and how many bytes it takes.</summary>
    public static (CborTree Tree, int Length) ReadFirst(ReadOnlyMemory<byte> encoded)
    {
        var reader = new CborReader(encoded, CborConformanceMode.Lax, allowMultipleRootLevelValues: true);
        return (Read(reader), encoded.Length - reader.BytesRemaining);
    }

    /// <summary>The first value under this key.</summary>
    public CborTree this[object key] => ((CborEntries)this).Entries.First(entry => key.Equals(entry.Key)).Value;

    public byte[] Bytes => ((CborBytes)this).Value;

    public string Text => ((CborText)this).Value;

    public long Integer => ((CborNumber)this).Value;

    public IReadOnlyList<CborTree> Items => ((CborItems)this).List;

    /// <summary>Keys and types without values: <c>{alg:number x5c:[bytes]}</c>.</summary>
    public string Shape() => this switch
    {
        CborEntries map => $"{{{string.Join(' ', map.Entries.Select(entry => $"{entry.Key}:{entry.Value.Shape()}"))}}}",
        CborItems array => $"[{string.Join(' ', array.List.Select(item => item.Shape()))}]",
        CborBytes => "bytes",
        CborText => "text",
        CborNumber => "number",
        _ => throw new InvalidOperationException($"{this} is no item of a statement."),
    };

    private static CborTree Read(CborReader reader) => reader.PeekState() switch
    {
        CborReaderState.StartMap => ReadMap(reader),
        CborReaderState.StartArray => ReadArray(reader),
        CborReaderState.ByteString => new CborBytes(reader.ReadByteString()),
        CborReaderState.TextString => new CborText(reader.ReadTextString()),
        CborReaderState.UnsignedInteger or CborReaderState.NegativeInteger => new CborNumber(reader.ReadInt64()),
        var state => throw new InvalidOperationException($"No registration of these tests has a {state}."),
    };

    private static CborEntries ReadMap(CborReader reader)
    {
        List<KeyValuePair<object, CborTree>> entries = [];
        for (var left = reader.ReadStartMap()!.Value; left > 0; left--)
        {
            object key = reader.PeekState() == CborReaderState.TextString ? reader.ReadTextString() : reader.ReadInt64();
            entries.Add(KeyValuePair.Create(key, Read(reader)));
        }

        reader.ReadEndMap();
        return new CborEntries(entries);
    }

    private static CborItems ReadArray(CborReader reader)
    {
        List<CborTree> items = [];
        for (var left = reader.ReadStartArray()!.Value; left > 0; left--)
            items.Add(Read(reader));
        reader.ReadEndArray();
        return new CborItems(items);
    }
}

internal sealed record CborEntries(IReadOnlyList<KeyValuePair<object, CborTree>> Entries) : CborTree;

internal sealed record CborItems(IReadOnlyList<CborTree> List) : CborTree;

internal sealed record CborBytes(byte[] Value) : CborTree;

internal sealed record CborText(string Value) : CborTree;

internal sealed record CborNumber(long Value) : CborTree;
