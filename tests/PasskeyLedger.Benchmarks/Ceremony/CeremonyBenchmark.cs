using PasskeyLedger.Benchmarks.Measuring;
using PasskeyLedger.Testing.Authenticator.Attestation;

namespace PasskeyLedger.Benchmarks.Ceremony;

/// <summary>
/// The whole ceremony on one thread, from the credential's JSON to the verdict, without and with a signature; beside it what
/// .NET needs for the signature alone.
/// </summary>
internal static class CeremonyBenchmark
{
    private static readonly Goal NoneRate = new Goal.AtLeast(250_000);
    private static readonly Goal SelfRatio = new Goal.AtLeast(2.5);

    public static void Run(RoundOptions options, CancellationToken cancellationToken)
    {
        var none = new RegistrationCycle(new NoneAttestation());
        var self = new RegistrationCycle(new PackedSelfAttestation());
        var costs = OperationRounds.Measure(options, [none.VerifyNext, self.VerifyNext, self.ImportAndVerifyNext], cancellationToken);

        var table = new Table("", "p50, us", "processor, us", "a second a core", "allocated, B");
        foreach (var (name, measured) in new[] { "none", "packed self, ES256", "ES256 in .NET: import and verify" }.Zip(costs))
        {
            table.Row(
                name,
                Statistics.Median(measured.Select(cost => cost.Median)) / 1e3,
                Statistics.Median(measured.Select(cost => cost.Processor)) / 1e3,
                Rate(measured),
                Statistics.Median(measured.Select(cost => cost.Allocated)));
        }

        table.Print(Console.Out);
        var ratio = 1 / Statistics.Ratio(costs[1], costs[2], cost => cost.Processor);
        new Table("", "measured", "goal")
            .Row("none, registrations a second a core", Rate(costs[0]), NoneRate.Judge(Rate(costs[0])))
            .Row("packed self : .NET's import and verify, by rate", ratio, SelfRatio.Judge(ratio))
            .Print(Console.Out);
    }

    private static double Rate(IReadOnlyList<OperationCost> costs) => 1e9 / Statistics.Median(costs.Select(cost => cost.Processor));
}
