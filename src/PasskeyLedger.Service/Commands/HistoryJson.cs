using System.Text;
using System.Text.Json;
using PasskeyLedger.Service.Forensics;

namespace PasskeyLedger.Service.Commands;

/// <summary>
/// A user's history for programs: an object with <c>pool</c>, <c>sub</c>, <c>events</c> as <see cref="EventJson"/> writes them, and
/// <c>state</c>: <c>position</c> and <c>version</c> of the last event, <c>passkeys</c>, and the challenges that are remembered as <c>started</c>.
/// </summary>
internal static class HistoryJson
{
    public static string Of(UserHistory history)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
            Write(json, history);
        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    private static void Write(Utf8JsonWriter json, UserHistory history)
    {
        json.WriteStartObject();
        json.WriteString("pool", history.Pool);
        json.WriteString("sub", history.Sub);
        json.WriteStartArray("events");
        foreach (var recorded in history.Events)
            EventJson.Write(json, recorded.Stored);
        json.WriteEndArray();

        json.WriteStartObject("state");
        json.WriteNumber("position", history.Events is [.., var last] ? last.Stored.Position : 0);
        json.WriteNumber("version", history.Events is [.., var latest] ? latest.Stored.Version : 0);
        WritePasskeys(json, history);
        WriteStarted(json, history);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WritePasskeys(Utf8JsonWriter json, UserHistory history)
    {
        json.WriteStartArray("passkeys");
        foreach (var (stored, completed) in history.Passkeys)
        {
            json.WriteStartObject();
            json.WriteString("credentialId", completed.CredentialId);
            json.WriteString("friendlyName", completed.FriendlyName);
            json.WriteString("aaguid", completed.Aaguid);
            json.WriteString("format", completed.Format);
            json.WriteNumber("algorithm", completed.Algorithm);
            json.WriteString("registrationId", completed.RegistrationId);
            json.WriteString("registeredAt", stored.Timestamp.UtcDateTime);
            json.WriteNumber("position", stored.Position);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteStarted(Utf8JsonWriter json, UserHistory history)
    {
        json.WriteStartArray("started");
        foreach (var started in history.State.Started.Values.OrderBy(started => started.Id.Value, StringComparer.Ordinal))
        {
            json.WriteStartObject();
            json.WriteString("registrationId", started.Id.Value);
            json.WriteString("challenge", started.Challenge);
            json.WriteString("clientId", started.ClientId.Value);
            json.WriteString("expiresAt", started.ExpiresAt.UtcDateTime);
            json.WriteBoolean("used", started.IsUsed);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
