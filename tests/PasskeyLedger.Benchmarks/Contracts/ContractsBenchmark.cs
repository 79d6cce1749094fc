using System.Buffers;
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
    private static readonly Goal NoMoreBytes = new Goal.AtMost(1);

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
            var startRequest = StartWebAuthnRegistrationRequest.FromJson(start);
            yield return Reading($"Start {label}", start, body => StartWebAuthnRegistrationRequest.FromJson(body), Json.StartRequest);
            yield return Writing($"Start {label}", start, startRequest.WriteTo, Json.StartRequest);
            yield return Returning($"Start {label}", start, startRequest.ToJson, Json.StartRequest);

            var complete = Payloads.Complete(size);
            var completeRequest = CompleteWebAuthnRegistrationRequest.FromJson(complete);
            yield return Reading($"Complete {label}", complete, body => CompleteWebAuthnRegistrationRequest.FromJson(body), Json.CompleteRequest);
            yield return Writing($"Complete {label}", complete, completeRequest.WriteTo, Json.CompleteRequest);
            yield return Returning($"Complete {label}", complete, completeRequest.ToJson, Json.CompleteRequest);
        }
    }

    private static Pair Reading<T>(string name, byte[] body, Func<byte[], object> read, JsonTypeInfo<T> type) =>
        new($"{name}, read", () => read(body), () => JsonSerializer.Deserialize(body, type)!, FewerBytes);

    /// <summary>Into the output of a body, as a server writes it. System.Text.Json takes a writer for that, which its caller makes.</summary>
    private static Pair Writing<T>(string name, byte[] body, Action<IBufferWriter<byte>> write, JsonTypeInfo<T> type)
    {
        var value = JsonSerializer.Deserialize(body, type)!;
        var output = new ArrayBufferWriter<byte>(4 * body.Length);
        return SameBytes(body, new(
            $"{name}, write",
            () =>
            {
                output.ResetWrittenCount();
                write(output);
                return output;
            },
            () =>
            {
                output.ResetWrittenCount();
                using var writer = new Utf8JsonWriter(output);
                JsonSerializer.Serialize(writer, value, type);
                return output;
            },
            FewerBytes));
    }

    /// <summary>As an array of the very length, which is all that either allocates.</summary>
    private static Pair Returning<T>(string name, byte[] body, Func<byte[]> write, JsonTypeInfo<T> type)
    {
        var value = JsonSerializer.Deserialize(body, type)!;
        return SameBytes(body, new($"{name}, to an array", write, () => JsonSerializer.SerializeToUtf8Bytes(value, type), NoMoreBytes));
    }

    /// <exception cref="InvalidOperationException">One of the two does not write what it has read: then its time means nothing.</exception>
    private static Pair SameBytes(byte[] body, Pair pair)
    {
        foreach (var write in new[] { pair.Generated, pair.HandWritten })
        {
            var written = write() is ArrayBufferWriter<byte> output ? output.WrittenSpan : (byte[])write();
            if (!written.SequenceEqual(body))
                throw new InvalidOperationException($"{pair.Name}: what comes out is not what was read.");
        }

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
            pair.BytesGoal.Judge(bytes));
    }

    /// <summary>The same work by the generated code and by System.Text.Json.</summary>
    private sealed record Pair(string Name, Func<object> Generated, Func<object> HandWritten, Goal BytesGoal);
}
