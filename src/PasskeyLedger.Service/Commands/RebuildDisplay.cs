using System.Globalization;
using System.Text.Json;
using PasskeyLedger.EventStore;
using PasskeyLedger.EventStore.Projecting;

namespace PasskeyLedger.Service.Commands;

/// <summary>Shows a rebuild: its progress, and how it ended; with JSON the outcome alone.</summary>
internal sealed class RebuildDisplay(bool json, TextWriter output)
{
    private readonly ProgressDisplay display = new(isQuiet: json, output);
    private LogProgress last;

    /// <summary>How far it has come.</summary>
    public long Position => last.Position;

    /// <summary>Shows the progress while a rebuild runs.</summary>
    public Task<RebuildOutcome> WhileAsync(string name, Func<IProgress<LogProgress>, Task<RebuildOutcome>> rebuild) =>
        display.WhileAsync(name, progress => rebuild(new Noted(this, progress)));

    /// <summary>Says how it ended.</summary>
    public Task EndAsync(string name, RebuildOutcome outcome) => outcome switch
    {
        RebuildOutcome.Swapped swapped => SayAsync(
            new(name, "swapped", swapped.Position), $"{name} is rebuilt and in use. It holds the ledger up to position {Number(swapped.Position)}."),
        RebuildOutcome.AlreadyRunning => SayAsync(new(name, "already_running", null), $"Another run rebuilds {name} already."),
        _ => throw new InvalidOperationException($"unknown outcome {outcome}"),
    };

    /// <summary>Says how far it came before it was interrupted.</summary>
    public Task InterruptedAsync(string name) => SayAsync(
        new(name, "interrupted", last.Position),
        $"Interrupted at position {Number(last.Position)} of {Number(last.Head)}; {name} is as it was. Run it again to go on from there.");

    private Task SayAsync(Ending ending, string text) =>
        output.WriteLineAsync(json ? JsonSerializer.Serialize(ending, JsonSerializerOptions.Web) : text);

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private sealed record Ending(string Projection, string Outcome, long? Position);

    private sealed class Noted(RebuildDisplay display, IProgress<LogProgress> progress) : IProgress<LogProgress>
    {
        public void Report(LogProgress value)
        {
            display.last = value;
            progress.Report(value);
        }
    }
}
