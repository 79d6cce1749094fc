using System.Text;
using System.Text.Json;

namespace PasskeyLedger.Service.Commands;

/// <summary>
/// Inspections for programs: <see cref="WebAuthn.Inspection.RegistrationInspection.WriteTo"/>'s object, or an array of them in the order of
/// the input. What is no recording is an object with <c>verdict</c> null and what is wrong as <c>fault</c>.
/// </summary>
internal static class InspectionJson
{
    public static string Of(IReadOnlyList<InspectedRecording> inspected, bool isArray) => Written(json =>
    {
        if (isArray)
            json.WriteStartArray();
        foreach (var item in inspected)
            Write(json, item);
        if (isArray)
            json.WriteEndArray();
    });

    /// <summary>One inspection, to be looked into.</summary>
    public static JsonDocument DocumentOf(InspectedRecording item) => JsonDocument.Parse(Written(json => Write(json, item)));

    private static void Write(Utf8JsonWriter json, InspectedRecording item)
    {
        if (item.Inspection is { } inspection)
        {
            inspection.WriteTo(json);
            return;
        }

        json.WriteStartObject();
        json.WriteNull("verdict");
        json.WriteString("fault", item.Recording.Fault);
        json.WriteEndObject();
    }

    private static string Written(Action<Utf8JsonWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
            write(json);
        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }
}
