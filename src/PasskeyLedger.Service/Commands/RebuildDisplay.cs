using System.Globalization;
using System.Text.Json;
using PasskeyLedger.EventStore.Projecting;
using Spectre.Console;

namespace PasskeyLedger.Service.Commands;

/// <summary>Shows a rebuild: a bar on a terminal, a line now and then elsewhere, and with JSON the outcome alone.</summary>
internal sealed class RebuildDisplay(bool json, TextWriter output)
{
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(1);

    private readonly bool isTerminal = ReferenceEquals(output, Console.Out) && !Console.IsOutputRedirected;
    private RebuildProgress last;

    /// <summary>How far it has come.</summary>
    public long Position => last.Position;

    /// <summary>Shows the progress while a rebuild runs.</summary>
    public Task<RebuildOutcome> WhileAsync(string name, Func<IProgress<RebuildProgress>, Task<RebuildOutcome>> rebuild) =>
        json ? rebuild(new Told(_ => { }, this))
        : isTerminal ? BesideBarAsync(name, rebuild)
        : rebuild(Lines(name));

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

    private Task<RebuildOutcome> BesideBarAsync(string name, Func<IProgress<RebuildProgress>, Task<RebuildOutcome>> rebuild) =>
        AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) }).Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(context =>
            {
                var bar = context.AddTask(name, autoStart: true, maxValue: 1);
                return rebuild(new Told(
                    progress =>
                    {
                        bar.MaxValue = Math.Max(1, progress.Head);
                        bar.Value = progress.Position == progress.Head ? bar.MaxValue : progress.Position;
                    },
                    this));
            });

    private Told Lines(string name)
    {
        var said = default(long?);
        return new(
            progress =>
            {
                var isLast = progress.Position == progress.Head;
                if (!isLast && said is { } before && TimeProvider.System.GetElapsedTime(before) < BetweenLines)
                    return;
                said = TimeProvider.System.GetTimestamp();
                output.WriteLine($"{name}: position {Number(progress.Position)} of {Number(progress.Head)}");
            },
            this);
    }

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private sealed record Ending(string Projection, string Outcome, long? Position);

    // Progress<T> would report later, on another thread.
    private sealed class Told(Action<RebuildProgress> show, RebuildDisplay display) : IProgress<RebuildProgress>
    {
        public void Report(RebuildProgress value)
        {
            display.last = value;
            show(value);
        }
    }
}
