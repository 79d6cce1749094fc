using System.Globalization;
using Spectre.Console;

namespace PasskeyLedger.Service.Commands;

/// <summary>How far one part of a command's work has come.</summary>
internal readonly record struct WorkProgress(long Done, long Total);

/// <summary>Shows the parts of a long work side by side: bars on a terminal, a line of each now and then elsewhere, nothing where only the outcome is asked for.</summary>
internal sealed class ProgressDisplay(bool isQuiet, TextWriter output)
{
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(1);

    private readonly bool isTerminal = ReferenceEquals(output, Console.Out) && !Console.IsOutputRedirected;

    /// <param name="work">Is given what to report a part's progress to, by the part's name.</param>
    public Task<T> WhileAsync<T>(Func<Func<string, IProgress<WorkProgress>>, Task<T>> work) =>
        isQuiet ? work(_ => new Told(_ => { }))
        : isTerminal ? AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) }).Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(context => work(name => Bar(context.AddTask(name, autoStart: true, maxValue: 1))))
        : work(Lines);

    private static Told Bar(ProgressTask bar) => new(progress =>
    {
        bar.MaxValue = Math.Max(1, progress.Total);
        bar.Value = progress.Done;
    });

    private Told Lines(string name)
    {
        var gate = new Lock();
        var said = TimeProvider.System.GetTimestamp();
        return new(progress =>
        {
            lock (gate)
            {
                if (TimeProvider.System.GetElapsedTime(said) < BetweenLines)
                    return;
                said = TimeProvider.System.GetTimestamp();
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {progress.Done} of {progress.Total}"));
            }
        });
    }

    // Progress<T> would report later, on another thread.
    private sealed class Told(Action<WorkProgress> show) : IProgress<WorkProgress>
    {
        public void Report(WorkProgress value) => show(value);
    }
}
