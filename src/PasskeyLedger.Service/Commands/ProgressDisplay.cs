using System.Globalization;
using PasskeyLedger.EventStore;
using Spectre.Console;

namespace PasskeyLedger.Service.Commands;

/// <summary>
/// Shows how far long work has come in the log: a bar on a terminal, a line now and then elsewhere, and nothing where that would get
/// in between the lines of what is printed.
/// </summary>
/// <param name="silent">Shows nothing.</param>
internal sealed class ProgressDisplay(bool silent, TextWriter writer)
{
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(1);

    /// <summary>What was told last.</summary>
    public LogProgress Last { get; private set; }

    /// <summary>Shows the progress of the work while it runs.</summary>
    /// <param name="name">What the work is at.</param>
    public Task<T> WhileAsync<T>(string name, Func<IProgress<LogProgress>, Task<T>> work) =>
        silent ? work(new Told(_ => { }, this))
        : IsTerminal ? BesideBarAsync(name, work)
        : work(Lines(name));

    private bool IsTerminal =>
        (ReferenceEquals(writer, Console.Out) && !Console.IsOutputRedirected) || (ReferenceEquals(writer, Console.Error) && !Console.IsErrorRedirected);

    private Task<T> BesideBarAsync<T>(string name, Func<IProgress<LogProgress>, Task<T>> work) =>
        AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) }).Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(context =>
            {
                var bar = context.AddTask(name, autoStart: true, maxValue: 1);
                return work(new Told(
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
                writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: position {progress.Position} of {progress.Head}"));
            },
            this);
    }

    // Progress<T> would report later, on another thread.
    private sealed class Told(Action<LogProgress> show, ProgressDisplay display) : IProgress<LogProgress>
    {
        public void Report(LogProgress value)
        {
            display.Last = value;
            show(value);
        }
    }
}
