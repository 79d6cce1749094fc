using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using PasskeyLedger.EventStore;
using PasskeyLedger.Transparency.Canonical;
using PasskeyLedger.Transparency.Merkle;

namespace PasskeyLedger.Transparency.Leaves;

/// <summary>
/// Makes the leaf of an event: the bytes that the tree commits to, as FORMAT.md says. An instance keeps its buffers, and serves one thread
/// at a time.
/// </summary>
public sealed class EventLeaf
{
    /// <summary>In bytes: what the length before an entry of a tile can say.</summary>
    public const int Longest = ushort.MaxValue;

    /// <summary>A text of more bytes goes in by its hash where a leaf is too long without its data and its headers.</summary>
    public const int LongestText = 1024;

    private const string TimeFormat = "yyyy-MM-ddTHH:mm:ss.ffffff'Z'";

    private readonly CanonicalJson canonical = new();
    private readonly ByteBuffer data = new();
    private readonly ByteBuffer headers = new();
    private readonly ByteBuffer leaf = new();

    // RFC 8785 has no form for some number in them: they go in by the hash of their exact form.
    private bool isDataRounded;
    private bool areHeadersRounded;

    /// <summary>What goes into the leaf by its hash, in the order in which it does so until the leaf is short enough.</summary>
    private enum Shortening
    {
        None,
        Data,
        Headers,
        Texts,
    }

    /// <summary>The event's leaf, which stands until the next one is made.</summary>
    /// <exception cref="JsonException">The data or the headers have no canonical form: they nest too deep.</exception>
    public ReadOnlySpan<byte> Write(StoredEvent stored)
    {
        data.Truncate(0);
        isDataRounded = !canonical.Write(stored.Data.Span, isExact: true, data);
        headers.Truncate(0);
        areHeadersRounded = !stored.Headers.IsEmpty && !canonical.Write(stored.Headers.Span, isExact: true, headers);

        var shortening = Shortening.None;
        do
        {
            Write(stored, shortening);
        }
        while (leaf.Length > Longest && shortening++ < Shortening.Texts);
        return leaf.Written;
    }

    /// <summary>The hash of the event's leaf.</summary>
    /// <inheritdoc cref="Write(StoredEvent)" path="/exception"/>
    public TreeHash Hash(StoredEvent stored) => TreeHash.OfLeaf(Write(stored));

    // In the order of RFC 8785: by the members' names.
    private void Write(StoredEvent stored, Shortening shortening)
    {
        leaf.Truncate(0);
        WriteText("causation_id", stored.CausationId, shortening);
        WriteText("correlation_id", stored.CorrelationId, shortening);
        WriteJson("data", data, isDataRounded || shortening >= Shortening.Data);
        WriteName("event_id");
        leaf.Append((byte)'"');
        Utf8Formatter.TryFormat(stored.Id, leaf.Reserve(36), out var written);
        leaf.Advance(written);
        leaf.Append((byte)'"');
        WriteJson("headers", headers, areHeadersRounded || shortening >= Shortening.Headers);
        WriteNumber("position", stored.Position);
        WriteText("stream", stored.Stream.Key.Value, shortening);
        WriteText("tenant", stored.Stream.Tenant.Value, shortening);
        WriteTime("time", stored.Timestamp);
        WriteText("type", stored.Type, Shortening.None);
        WriteText("user_name", stored.UserName, shortening);
        WriteNumber("version", stored.Version);
        leaf.Append((byte)'}');
    }

    private void WriteName(string name, string ending = "")
    {
        leaf.Append(leaf.Length == 0 ? (byte)'{' : (byte)',');
        leaf.Append((byte)'"');
        leaf.Advance(Encoding.ASCII.GetBytes(name, leaf.Reserve(name.Length)));
        leaf.Advance(Encoding.ASCII.GetBytes(ending, leaf.Reserve(ending.Length)));
        leaf.Append("\":"u8);
    }

    private void WriteNumber(string name, long value)
    {
        WriteName(name);
        Utf8Formatter.TryFormat(value, leaf.Reserve(20), out var written);
        leaf.Advance(written);
    }

    private void WriteTime(string name, DateTimeOffset time)
    {
        WriteName(name);
        leaf.Append((byte)'"');
        time.UtcDateTime.TryFormat(leaf.Reserve(27), out var written, TimeFormat, CultureInfo.InvariantCulture);
        leaf.Advance(written);
        leaf.Append((byte)'"');
    }

    private void WriteJson(string name, ByteBuffer json, bool isHashed)
    {
        if (json.Length == 0)
            return;
        if (isHashed)
        {
            WriteHash(name, json.Written);
            return;
        }

        WriteName(name);
        leaf.Append(json.Written);
    }

    private void WriteText(string name, string? text, Shortening shortening)
    {
        if (text is null)
            return;
        if (shortening == Shortening.Texts && Encoding.UTF8.GetByteCount(text) > LongestText)
        {
            WriteHash(name, Encoding.UTF8.GetBytes(text));
            return;
        }

        WriteName(name);
        CanonicalText.Write(text, leaf);
    }

    private void WriteHash(string name, ReadOnlySpan<byte> content)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(content, hash);
        WriteName(name, "_sha256");
        leaf.Append((byte)'"');
        leaf.Advance(Encoding.ASCII.GetBytes(Convert.ToHexStringLower(hash), leaf.Reserve(2 * hash.Length)));
        leaf.Append((byte)'"');
    }
}
