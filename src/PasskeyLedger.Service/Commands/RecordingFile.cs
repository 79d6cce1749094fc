using System.Text.Json;
using PasskeyLedger.WebAuthn.Inspection;

namespace PasskeyLedger.Service.Commands;

/// <summary>One item of what was given to <c>inspect</c>.</summary>
/// <param name="Place">Where it stands: the file, with the item's index where the file holds an array.</param>
/// <param name="Name">The recording's own <c>name</c>; null: it has none.</param>
/// <param name="Recording">The recording; null: it is none, and <paramref name="Fault"/> says why.</param>
internal sealed record RecordingItem(string Place, string? Name, RecordedRegistration? Recording, string? Fault);

/// <summary>What became of reading what was given to <c>inspect</c>.</summary>
internal abstract record RecordingReading
{
    private RecordingReading()
    {
    }

    /// <param name="IsArray">Whether they stood in an array.</param>
    public sealed record Items(IReadOnlyList<RecordingItem> All, bool IsArray) : RecordingReading;

    /// <param name="Fault">In the form <c>file:line:column: what is wrong</c>, without line and column where there are none.</param>
    public sealed record Unreadable(string Fault) : RecordingReading;
}

/// <summary>Recorded registrations in a file, or from standard input: one, or an array of them.</summary>
internal static class RecordingFile
{
    /// <summary>The name that stands for standard input.</summary>
    public const string StandardInput = "-";

    /// <param name="path">The file's path, or <see cref="StandardInput"/>.</param>
    /// <param name="openInput">Opens standard input.</param>
    /// <param name="now">The ceremony's time of a recording that says none.</param>
    public static async Task<RecordingReading> ReadAsync(
        string path, Func<Stream> openInput, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var place = path == StandardInput ? "standard input" : path;
        try
        {
            await using var content = path == StandardInput ? openInput() : File.OpenRead(path);
            using var document = await JsonDocument.ParseAsync(content, cancellationToken: cancellationToken);
            return Read(document.RootElement, place, now);
        }
        catch (JsonException fault)
        {
            return new RecordingReading.Unreadable($"{place}:{fault.LineNumber + 1}:{fault.BytePositionInLine + 1}: is not JSON.");
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            return new RecordingReading.Unreadable($"{place}: does not exist.");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return new RecordingReading.Unreadable($"{place}: cannot be read ({fault.GetType().Name}).");
        }
    }

    private static RecordingReading.Items Read(JsonElement root, string place, DateTimeOffset now) => root.ValueKind == JsonValueKind.Array
        ? new([.. root.EnumerateArray().Select((item, index) => ReadItem(item, $"{place}[{index}]", now))], IsArray: true)
        : new([ReadItem(root, place, now)], IsArray: false);

    private static RecordingItem ReadItem(JsonElement item, string place, DateTimeOffset now)
    {
        string? name = null;
        try
        {
            name = NameOf(item);
            // The document is gone once it is read.
            return new RecordingItem(place, name, RecordedRegistration.Read(item.Clone(), now), Fault: null);
        }
        catch (FormatException fault)
        {
            return new RecordingItem(place, name, Recording: null, fault.Message);
        }
        catch (InvalidOperationException)
        {
            // JSON can spell texts that are none.
            return new RecordingItem(place, name, Recording: null, "a text holds half of a surrogate pair.");
        }
    }

    private static string? NameOf(JsonElement item) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty("name", out var name) && name.ValueKind == JsonValueKind.String
            ? name.GetString()
            : null;
}
