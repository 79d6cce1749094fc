using System.Globalization;
using System.Text.Json;

namespace PasskeyLedger.Service.Commands;

/// <summary>
/// Inspections for people: the verdict first, then an outline of what <see cref="InspectionJson"/> has, with long values cut, absent ones
/// left out, and known authenticators by name.
/// </summary>
internal static class InspectionText
{
    private const int ShownLength = 80;
    private const int NameWidth = 14;

    public static void Write(IReadOnlyList<InspectedRecording> inspected, bool isArray, TextWriter output)
    {
        foreach (var item in inspected.Where(item => item.Inspection is not null))
        {
            using var document = InspectionJson.DocumentOf(item);
            WriteOne(item.Recording, document.RootElement, output);
        }

        if (isArray)
            output.WriteLine(Summary(inspected));
    }

    private static string Summary(IReadOnlyList<InspectedRecording> inspected)
    {
        var unreadable = Count(ExitCode.Usage);
        return $"{inspected.Count} registrations: {Count(ExitCode.Done)} accepted, {Count(ExitCode.No)} rejected"
            + (unreadable == 0 ? "" : $", {unreadable} unreadable");

        int Count(int exitCode) => inspected.Count(item => item.ExitCode == exitCode);
    }

    private static void WriteOne(RecordingItem recording, JsonElement inspection, TextWriter output)
    {
        var name = recording.Name is { } given ? $" {Printable.Of(given)}" : "";
        output.WriteLine($"{recording.Place}{name}: {Text("verdict")}");
        if (Text("reason") is { } reason)
            output.WriteLine($"  {reason} ({Text("step")}): {Text("detail")}");
        foreach (var part in inspection.EnumerateObject().Where(part => part.Value.ValueKind == JsonValueKind.Object))
            WriteValue(part.Name, part.Value, indent: "  ", output);
        output.WriteLine();

        string? Text(string member) => inspection.GetProperty(member).GetString();
    }

    private static void WriteValue(string name, JsonElement value, string indent, TextWriter output)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Null:
            case JsonValueKind.Object when value.GetPropertyCount() == 0:
                break;
            case JsonValueKind.Object when IsFlags(value):
                WriteLine(string.Join(' ', value.EnumerateObject().Where(flag => flag.Value.GetBoolean()).Select(flag => flag.Name)));
                break;
            case JsonValueKind.Object:
                output.WriteLine($"{indent}{Printable.Of(name)}");
                foreach (var member in value.EnumerateObject())
                    WriteValue(member.Name, member.Value, indent + "  ", output);
                break;
            case JsonValueKind.Array:
                foreach (var (index, item) in value.EnumerateArray().Index())
                    WriteValue(string.Create(CultureInfo.InvariantCulture, $"{name}[{index}]"), item, indent, output);
                break;
            case JsonValueKind.String:
                WriteLine(Shortened(Printable.Of(value.GetString()!)));
                break;
            default:
                WriteLine(value.GetRawText());
                break;
        }

        void WriteLine(string shown) => output.WriteLine($"{indent}{Printable.Of(name).PadRight(NameWidth)} {shown}");
    }

    private static bool IsFlags(JsonElement value) =>
        value.EnumerateObject().All(member => member.Value.ValueKind is JsonValueKind.True or JsonValueKind.False);

    private static string Shortened(string text) =>
        text.Length <= ShownLength ? text : string.Create(CultureInfo.InvariantCulture, $"{text[..ShownLength]}... ({text.Length} characters)");
}
