using System.CommandLine;
using PasskeyLedger.Benchmarks.Appending;
using PasskeyLedger.Benchmarks.Ceremony;
using PasskeyLedger.Benchmarks.Contracts;
using PasskeyLedger.Benchmarks.Deciding;
using PasskeyLedger.Benchmarks.Measuring;
using PasskeyLedger.Benchmarks.Relaying;
using PasskeyLedger.Service.Development;

#if DEBUG
Console.Error.WriteLine("This is a Debug build, whose numbers say nothing: use dotnet run -c Release.");
#endif

var root = new RootCommand("Compares PasskeyLedger with what it would be without it. The project's README.md says how to read the tables.")
{
    Benchmark(
        "contracts",
        "The generated JSON code against System.Text.Json's source generation, and the time of the contract generator.",
        seconds: 0.5,
        (options, cancellationToken) => Task.Run(() => ContractsBenchmark.Run(options, cancellationToken), cancellationToken)),
    Benchmark(
        "ceremony",
        "Registrations a second a core without and with a signature, against .NET's own import and verification of a key.",
        seconds: 3,
        (options, cancellationToken) => Task.Run(() => CeremonyBenchmark.Run(options, cancellationToken), cancellationToken)),
    Benchmark(
        "append",
        "Group commit against one transaction an append, with 64 callers on a private PostgreSQL that commits to disk.",
        seconds: 5,
        AppendBenchmark.RunAsync),
    Relay(),
    WhatIf(),
};
try
{
    // Long enough to stop the private PostgreSQL and to remove its folder.
    return await root.Parse(args).InvokeAsync(
        new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromSeconds(30) });
}
catch (Exception failure) when (failure is PrivatePostgresException or PlatformNotSupportedException)
{
    Console.Error.WriteLine(failure.Message);
    return 1;
}
catch (OperationCanceledException)
{
    return 1;
}

static Command Relay()
{
    var events = new Option<int>("--events") { Description = "How many events the relay catches up with.", DefaultValueFactory = _ => 200_000 };
    var rounds = Rounds(3);
    var command = new Command("relay", "The relay catching up with a backlog against RabbitMQ.Client by itself, on a private broker and PostgreSQL.") { events, rounds };
    command.SetAction((parsed, cancellationToken) =>
    {
        Machine.Describe(Console.Out);
        return RelayBenchmark.RunAsync(parsed.GetValue(events) / 2 * 2, parsed.GetValue(rounds), cancellationToken);
    });
    return command;
}

static Command WhatIf()
{
    var registrations = new Option<int>("--registrations") { Description = "How many registrations are decided again.", DefaultValueFactory = _ => 100_000 };
    registrations.Validators.Add(result =>
    {
        if (result.GetValueOrDefault<int>() < 1)
            result.AddError("--registrations must be at least 1.");
    });
    var rounds = Rounds(3);
    var command = new Command("whatif", "The command whatif over 100,000 registrations, in a ledger on a private PostgreSQL.") { registrations, rounds };
    command.SetAction((parsed, cancellationToken) =>
    {
        Machine.Describe(Console.Out);
        return WhatIfBenchmark.RunAsync(parsed.GetValue(registrations), parsed.GetValue(rounds), cancellationToken);
    });
    return command;
}

static Option<int> Rounds(int count)
{
    var rounds = new Option<int>("--rounds") { Description = "How often each is measured, in turns.", DefaultValueFactory = _ => count };
    rounds.Validators.Add(result =>
    {
        if (result.GetValueOrDefault<int>() < 1)
            result.AddError("--rounds must be at least 1.");
    });
    return rounds;
}

static Command Benchmark(string name, string description, double seconds, Func<RoundOptions, CancellationToken, Task> runAsync)
{
    var rounds = Rounds(5);
    var length = new Option<double>("--seconds")
    {
        Description = "How long each is measured in a round.",
        DefaultValueFactory = _ => seconds,
    };
    length.Validators.Add(result =>
    {
        if (result.GetValueOrDefault<double>() is not (> 0 and <= 3600))
            result.AddError("--seconds must be above 0 and at most 3600.");
    });

    var command = new Command(name, description) { rounds, length };
    command.SetAction((parsed, cancellationToken) =>
    {
        Machine.Describe(Console.Out);
        return runAsync(new RoundOptions(parsed.GetValue(rounds), TimeSpan.FromSeconds(parsed.GetValue(length))), cancellationToken);
    });
    return command;
}
