using System.CommandLine;
using PasskeyLedger.WebAuthn.Inspection;

namespace PasskeyLedger.Service.Commands;

/// <summary>
/// <c>inspect &lt;file.json|-&gt; [--json]</c>: what is in recorded registrations, and the verdict on each by the code that serves them.
/// It needs neither configuration nor database. Ends with 0 where all are accepted, 1 where one is rejected, 2 where something is no
/// recording; what is one is judged all the same.
/// </summary>
internal static class InspectCommand
{
    public static Command Create(Func<Stream> openInput)
    {
        var file = new Argument<string>("file")
        {
            Description =
                "A recorded registration, or an array of them, as JSON with rpId, origin, challenge, userVerification and credential; - is standard input.",
        };
        var json = new Option<bool>("--json") { Description = "Print as JSON." };
        var command = new Command("inspect", "Takes recorded registrations apart and judges them, offline.") { file, json };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            parsed.GetRequiredValue(file),
            parsed.GetValue(json),
            openInput,
            parsed.InvocationConfiguration.Output,
            parsed.InvocationConfiguration.Error,
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        string path, bool json, Func<Stream> openInput, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        switch (await RecordingFile.ReadAsync(path, openInput, TimeProvider.System.GetUtcNow(), cancellationToken))
        {
            case RecordingReading.Unreadable unreadable:
                await error.WriteLineAsync(unreadable.Fault);
                return ExitCode.Usage;

            case RecordingReading.Items read:
                List<InspectedRecording> inspected = [.. read.All.Select(InspectedRecording.Of)];
                if (json)
                    await output.WriteLineAsync(InspectionJson.Of(inspected, read.IsArray));
                else
                    InspectionText.Write(inspected, read.IsArray, output);
                foreach (var (recording, _) in inspected.Where(item => item.Inspection is null))
                    await error.WriteLineAsync($"{recording.Place}: {recording.Fault}");
                return inspected.Select(item => item.ExitCode).Append(ExitCode.Done).Max();

            case var other:
                throw new InvalidOperationException($"unknown outcome {other}");
        }
    }
}

/// <param name="Inspection">What is in it; null: it is no recording.</param>
internal sealed record InspectedRecording(RecordingItem Recording, RegistrationInspection? Inspection)
{
    /// <summary>What it alone would make the command end with; the worst of all is the greatest.</summary>
    public int ExitCode => Inspection?.Verdict switch
    {
        null => Commands.ExitCode.Usage,
        WebAuthn.RegistrationVerdict.Refused => Commands.ExitCode.No,
        _ => Commands.ExitCode.Done,
    };

    public static InspectedRecording Of(RecordingItem item) =>
        new(item, item.Recording is { } recording ? RegistrationInspection.Of(recording) : null);
}
