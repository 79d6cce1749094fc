using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Npgsql;
using PasskeyLedger.Benchmarks.Appending;
using PasskeyLedger.Benchmarks.Measuring;
using PasskeyLedger.Service.Commands;
using PasskeyLedger.Testing;

namespace PasskeyLedger.Benchmarks.Deciding;

/// <summary>The command <c>whatif</c> over many registrations, on a private PostgreSQL and all processors.</summary>
internal static class WhatIfBenchmark
{
    private const int GoalRegistrations = 100_000;
    private static readonly Goal Seconds = new Goal.AtMost(60);

    /// <param name="registrations">How many there are to decide again.</param>
    /// <param name="roundCount">How often they are.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="Service.Development.PrivatePostgresException">PostgreSQL is not on this machine.</exception>
    public static async Task RunAsync(int registrations, int roundCount, CancellationToken cancellationToken)
    {
        await using var server = await BenchmarkServer.StartAsync(cancellationToken);
        var (migrated, said) = await new ServiceCommand("Production", server.ConnectionString, ImmutableDictionary<string, string?>.Empty).RunAsync("migrate");
        if (migrated != ExitCode.Done)
            throw new InvalidOperationException(said);
        await using var database = NpgsqlDataSource.Create(server.ConnectionString);
        await RecordedRegistrations.AppendAsync(database, registrations, cancellationToken);
        var processor = await ServerProcessorTime.OfAsync(database, cancellationToken);
        var policy = Path.Combine(server.Folder, "policy.json");
        await File.WriteAllTextAsync(policy, $$"""{ "Attestation": { "DeniedAaguids": ["{{RecordedRegistrations.DeniedModel}}"] } }""", cancellationToken);
        string[] arguments =
        [
            "whatif", "--policy", policy, "--json", "--environment=Production",
            $"--ConnectionStrings:Ledger={server.ConnectionString}",
        ];

        List<(double Seconds, double Program, double Server)> rounds = [];
        for (var round = 0; round < roundCount; round++)
        {
            var serverTime = processor.Read();
            var programTime = Environment.CpuUsage.TotalTime;
            var start = Stopwatch.GetTimestamp();
            var refused = await DecideAsync(arguments, registrations, cancellationToken);
            rounds.Add((
                Stopwatch.GetElapsedTime(start).TotalSeconds,
                (Environment.CpuUsage.TotalTime - programTime).TotalSeconds,
                (processor.Read() - serverTime).TotalSeconds));
            if (refused != RecordedRegistrations.CountOfDenied(registrations))
                throw new InvalidOperationException($"{refused} registrations were refused, and not {RecordedRegistrations.CountOfDenied(registrations)}.");
        }

        Print(registrations, rounds);
    }

    private static async Task<long> DecideAsync(string[] arguments, int registrations, CancellationToken cancellationToken)
    {
        await using var output = new StringWriter(CultureInfo.InvariantCulture);
        var exitCode = await CommandLine.RunAsync(
            arguments,
            new CommandHandlers((_, _) => throw new InvalidOperationException(), (_, _, _, _) => throw new InvalidOperationException()),
            output,
            Console.Error,
            cancellationToken);
        if (exitCode == ExitCode.Usage)
            throw new InvalidOperationException("The command could not be run.");
        using var report = JsonDocument.Parse(output.ToString());
        return report.RootElement.GetProperty("registrations").GetInt64() == registrations
            ? report.RootElement.GetProperty("refused").GetInt64()
            : throw new InvalidOperationException("Not all registrations were decided.");
    }

    private static void Print(int registrations, IReadOnlyList<(double Seconds, double Program, double Server)> rounds)
    {
        var seconds = Statistics.Median(rounds.Select(round => round.Seconds));
        var count = registrations.ToString(CultureInfo.InvariantCulture);
        var table = new Table($"{count} registrations", "seconds", "registrations/s", ".NET, s of processor", "PostgreSQL, s of processor")
            .Row(
                "median",
                seconds,
                registrations / seconds,
                Statistics.Median(rounds.Select(round => round.Program)),
                Statistics.Median(rounds.Select(round => round.Server)));
        table.Print(Console.Out);

        // Each round reads and verifies all, so the time for another number of registrations is in proportion.
        var scaled = seconds / registrations * GoalRegistrations;
        new Table("", "measured", "goal")
            .Row(string.Create(CultureInfo.InvariantCulture, $"seconds for {GoalRegistrations}"), scaled, Seconds.Judge(scaled))
            .Print(Console.Out);
    }
}
