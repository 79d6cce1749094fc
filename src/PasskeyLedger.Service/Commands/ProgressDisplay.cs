using System.Globalization;
using PasskeyLedger.EventStore;
using Spectre.Console;

namespace PasskeyLedger.Service.Commands;

/// <summary>How far one part of a command's work has come.</summary>
internal readonly record struct WorkProgress(long Done, long Total);

/// <summary>Shows the parts of a long work side by side: bars on a terminal, a line of each now and then elsewhere, nothing where only the outcome is asked for.</summary>
/// <param name="isQuiet">Shows nothing.</param>
/// <param name="writer">Standard output, or the error output of a command whose output others read.</param>
internal sealed class ProgressDisplay(bool isQuiet, TextWriter writer)
{
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(1);

    private readonly bool isTerminal =
        (ReferenceEquals(writer, Console.Out) && !Console.IsOutputRedirected) || (ReferenceEquals(writer, Console.Error) && !Console.IsErrorRedirected);

    /// <param name="work">Is given what to report a part's progress to, by the part's name.</param>
    public Task<T> WhileAsync<T>(Func<Func<string, IProgress<WorkProgress>>, Task<T>> work) => WhileAsync(":", work);

    /// <param name="name">What goes through the log.</param>
    /// <param name="work">Is given what to report its progress to.</param>
    public Task<T> WhileAsync<T>(string name, Func<IProgress<LogProgress>, Task<T>> work) =>
        WhileAsync(": position", part => work(new Told<LogProgress>(Through(part(name)))));

    private Task<T> WhileAsync<T>(string separator, Func<Func<string, IProgress<WorkProgress>>, Task<T>> work) =>
        isQuiet ? work(_ => new Told<WorkProgress>(_ => { }))
        : isTerminal ? AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) }).Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(context => work(name => Bar(context.AddTask(name, autoStart: true, maxValue: 1))))
        : work(name => Lines(name + separator));

    private static Action<LogProgress> Through(IProgress<WorkProgress> part) => progress => part.Report(new(progress.Position, progress.Head));

    private static Told<WorkProgress> Bar(ProgressTask bar) => new(progress =>
    {
        bar.MaxValue = Math.Max(1, progress.Total);
        // An empty work is done, too.
        bar.Value = progress.Done == progress.Total ? bar.MaxValue : progress.Done;
    });

    private Told<WorkProgress> Lines(string label)
    {
        var gate = new Lock();
        var said = default(long?);
        return new(progress =>
        {
            lock (gate)
            {
                var isLast = progress.Done == progress.Total;
                if (!isLast && said is { } before && TimeProvider.System.GetElapsedTime(before) < BetweenLines)
                    return;
                said = TimeProvider.System.GetTimestamp();
                writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{label} {progress.Done} of {progress.Total}"));
            }
        });
    }

    // Progress<T> would report later, on another thread.
    private sealed class Told<T>(Action<T> show) : IProgress<T>
    {
        public void Report(T value) => show(value);
    }
}
