using System.Globalization;
using PasskeyLedger.Registration;
using PasskeyLedger.Service.Forensics;

namespace PasskeyLedger.Service.Commands;

/// <summary>A user's history for people: the events, a line each, and then the state.</summary>
internal static class HistoryText
{
    public static void Write(UserHistory history, TextWriter output)
    {
        output.WriteLine($"{Printable.Of(history.Sub)} of pool {Printable.Of(history.Pool)}, until {history.Until}");
        output.WriteLine();
        foreach (var recorded in history.Events)
            output.WriteLine(EventText.Line(recorded.Stored, withUser: false));
        if (history.Events.Count == 0)
            output.WriteLine("nothing yet");

        output.WriteLine();
        output.WriteLine(Count(history.State.Passkeys.Count, "passkey"));
        foreach (var (stored, completed) in history.Passkeys)
        {
            output.WriteLine(Printable.Of(
                $"  {completed.CredentialId} \"{completed.FriendlyName}\", model {completed.Aaguid}, registered {EventText.Time(stored.Timestamp)}"));
        }

        output.WriteLine(Count(history.State.Started.Count, "challenge remembered"));
        foreach (var started in history.State.Started.Values.OrderBy(started => started.Id.Value, StringComparer.Ordinal))
            output.WriteLine(Printable.Of($"  registration {started.Id}, {Fate(started)} {EventText.Time(started.ExpiresAt)}"));
    }

    // Whether it has expired is a matter of who asks when, and the state of a moment does not know.
    private static string Fate(StartedRegistration started) => started.IsUsed ? "used, was open until" : "open until";

    private static string Count(int count, string what) => count switch
    {
        0 => $"no {what}",
        1 => $"1 {what}:",
        _ when what.Contains(' ', StringComparison.Ordinal) => string.Create(CultureInfo.InvariantCulture, $"{count} {what.Replace(" ", "s ", StringComparison.Ordinal)}:"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{count} {what}s:"),
    };
}
