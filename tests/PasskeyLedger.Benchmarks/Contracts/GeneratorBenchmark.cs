using System.Diagnostics;
using PasskeyLedger.Benchmarks.Measuring;
using PasskeyLedger.Testing;
using ContractText = PasskeyLedger.Benchmarks.Contracts.GeneratorProject.ContractText;

namespace PasskeyLedger.Benchmarks.Contracts;

/// <summary>How long the contract generator takes: within the compiler's process, for the whole and after an edit.</summary>
internal static class GeneratorBenchmark
{
    public static void Run(RoundOptions options, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        var own = new GeneratorProject(
            Own("passkey-registration.smithy", "PasskeyLedger.Contracts"),
            Own("ledger-events.smithy", "PasskeyLedger.Contracts.Events"),
            Own("audit.smithy", "PasskeyLedger.Contracts.Audit"));
        var first = Stopwatch.GetElapsedTime(start);
        var large = new GeneratorProject(new ContractText("large.smithy", MadeUpContract.Write(), "Example.Large"));

        var costs = OperationRounds.Measure(
            options, [own.Generate, own.GenerateAgain, large.Generate, large.GenerateAgain], cancellationToken);
        new Table("generator", "files", "lines", "whole, ms", "after an edit, ms")
            .Row("the project's contracts", own.Sources, own.Lines, Milliseconds(costs[0]), Milliseconds(costs[1]))
            .Row($"a contract of {MadeUpContract.Shapes:#,0} shapes", large.Sources, large.Lines, Milliseconds(costs[2]), Milliseconds(costs[3]))
            .Print(Console.Out);
        Console.WriteLine($"\nThe first run in a new process, where the generator itself is compiled: {first.TotalMilliseconds:0} ms.");
    }

    private static ContractText Own(string name, string csharpNamespace) =>
        new(name, File.ReadAllText(Path.Combine(Repository.Root, "contracts", name)), csharpNamespace);

    private static double Milliseconds(IReadOnlyList<OperationCost> costs) => Statistics.Median(costs.Select(cost => cost.Median)) / 1e6;
}
