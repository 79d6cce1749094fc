using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using PasskeyLedger.Benchmarks.Measuring;
using PasskeyLedger.Contracts;

namespace PasskeyLedger.Benchmarks.Contracts;

/// <summary>The generated JSON code against System.Text.Json's source generation, on the same bodies; then the generator itself.</summary>
internal static class ContractsBenchmark
{
    private static readonly HandWrittenJson Json = HandWrittenJson.Default;
    private static readonly Goal AsFast = new Goal.AtMost(1);
    private static readonly Goal FewerBytes = new Goal.Below(1);

    public static void Run(RoundOptions options, CancellationToken cancellationToken)
    {
        var table = new Table(
            "", "generated, ns", "System.Text.Json, ns", "time ratio", "goal", "generated, B", "System.Text.Json, B", "bytes ratio", "goal");
        foreach (var pair in Pairs())
            AddRow(table, pair, OperationRounds.Measure(options, [pair.Generated, pair.HandWritten], cancellationToken));
        table.Print(Console.Out);

        GeneratorBenchmark.Run(options, cancellationToken);
    }

    private static IEnumerable<Pair> Pairs()
    {
        foreach (var (size, label) in new[] { (Payloads.Small, "1 KB"), (Payloads.Large, "8 KB") })
        {
            var start = Payloads.Start(size);
            yield return Reading($"Start {label}", start, body => StartWebAuthnRegistrationRequest.FromJson(body), Json.StartRequest);
            yield return Writing($"Start {label}", start, StartWebAuthnRegistrationRequest.FromJson(start).ToJson, Json.StartRequest);

            var complete = Payloads.Complete(size);
            yield return Reading($"Complete {label}", complete, body => CompleteWebAuthnRegistrationRequest.FromJson(body), Json.CompleteRequest);
            yield return Writing($"Complete {label}", complete, CompleteWebAuthnRegistrationRequest.FromJson(complete).ToJson, Json.CompleteRequest);
        }
    }

    private static Pair Reading<T>(string name, byte[] body, Func<byte[], object> read, JsonTypeInfo<T> type) =>
        new($"{name}, read", () => read(body), () => JsonSerializer.Deserialize(body, type)!);

    /// <exception cref="InvalidOperationException">One of the two does not write what it has read: then its time means nothing.</exception>
    private static Pair Writing<T>(string name, byte[] body, Func<byte[]> write, JsonTypeInfo<T> type)
    {
        var value = JsonSerializer.Deserialize(body, type)!;
        var pair = new Pair($"{name}, write", write, () => JsonSerializer.SerializeToUtf8Bytes(value, type));
        if (!body.AsSpan().SequenceEqual((byte[])pair.Generated()) || !body.AsSpan().SequenceEqual((byte[])pair.HandWritten()))
            throw new InvalidOperationException($"{name} does not come back as it was read.");
        return pair;
    }

    private static void AddRow(Table table, Pair pair, IReadOnlyList<OperationCost>[] costs)
    {
        var (ours, theirs) = (costs[0], costs[1]);
        var time = Statistics.Ratio(ours, theirs, cost => cost.Processor);
        var bytes = Statistics.Ratio(ours, theirs, cost => cost.Allocated);
        table.Row(
            pair.Name,
            Statistics.Median(ours.Select(cost => cost.Processor)),
            Statistics.Median(theirs.Select(cost => cost.Processor)),
            time,
            AsFast.Judge(time),
            Statistics.Median(ours.Select(cost => cost.Allocated)),
            Statistics.Median(theirs.Select(cost => cost.Allocated)),
            bytes,
            FewerBytes.Judge(bytes));
    }

    /// <summary>The same work by the generated code and by System.Text.Json.</summary>
    private sealed record Pair(string Name, Func<object> Generated, Func<object> HandWritten);
}
