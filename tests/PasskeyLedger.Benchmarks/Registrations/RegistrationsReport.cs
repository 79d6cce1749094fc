using PasskeyLedger.Benchmarks.Measuring;

namespace PasskeyLedger.Benchmarks.Registrations;

/// <summary>The tables of one attestation and one number of connections: what each contestant did, and how the service compares.</summary>
internal static class RegistrationsReport
{
    private const int Crowd = 64;

    /// <param name="attestation">What the authenticators sent.</param>
    /// <param name="connections">How many registered at a time.</param>
    /// <param name="contestants">The service first, then the others, each with its costs by round.</param>
    public static void Print(string attestation, int connections, IReadOnlyList<(string Name, List<RegistrationCost> Costs)> contestants)
    {
        var table = new Table($"{attestation}, {connections} connection{(connections == 1 ? "" : "s")}", "registrations/s", "p50, ms", "p99, ms", "service, ms", "PostgreSQL, ms");
        foreach (var (name, costs) in contestants)
        {
            table.Row(
                name,
                Median(costs, cost => cost.PerSecond),
                Median(costs, cost => cost.Median),
                Median(costs, cost => cost.NinetyNinth),
                Median(costs, cost => cost.ServiceTime),
                Median(costs, cost => cost.DatabaseTime));
        }

        table.Print(Console.Out);
        if (contestants.Count == 1)
            return;

        var ours = contestants[0].Costs;
        var ratios = new Table("ratio to the service", "measured", "goal");
        foreach (var (name, theirs) in contestants.Skip(1))
        {
            Row("registrations/s, service :", name, Statistics.Ratio(ours, theirs, cost => cost.PerSecond), RateGoal(name, connections));
            Row("processor a registration, service :", name, Statistics.Ratio(ours, theirs, cost => cost.Processor), ProcessorGoal(name, connections));
            Row("p99, service :", name, Statistics.Ratio(ours, theirs, cost => cost.NinetyNinth), TailGoal(name, connections));
        }

        ratios.Print(Console.Out);

        void Row(string what, string other, double measured, Goal? goal) => ratios.Row($"{what} {other}", measured, goal?.Judge(measured) ?? "none");
    }

    private static Goal? RateGoal(string other, int connections) => (other, connections) switch
    {
        (Contestants.Identity, Crowd) => new Goal.AtLeast(6),
        (Contestants.SimpleWebAuthn, Crowd) => new Goal.AtLeast(4),
        (Contestants.SimpleWebAuthn, 1) => new Goal.AtLeast(1),
        _ => null,
    };

    private static Goal? ProcessorGoal(string other, int connections) =>
        (other, connections) is (Contestants.SimpleWebAuthn, Crowd) ? new Goal.AtMost(0.2) : null;

    private static Goal? TailGoal(string other, int connections) =>
        (other, connections) is (Contestants.SimpleWebAuthn, Crowd) ? new Goal.AtMost(1 / 3.0) : null;

    private static double Median(IEnumerable<RegistrationCost> costs, Func<RegistrationCost, double> value) => Statistics.Median(costs.Select(value));
}
