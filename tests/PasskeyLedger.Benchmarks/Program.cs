using System.CommandLine;
using PasskeyLedger.Benchmarks.Appending;
using PasskeyLedger.Benchmarks.Ceremony;
using PasskeyLedger.Benchmarks.Contracts;
using PasskeyLedger.Benchmarks.Deciding;
using PasskeyLedger.Benchmarks.Measuring;
using PasskeyLedger.Benchmarks.Registrations;
using PasskeyLedger.Benchmarks.Relaying;
using PasskeyLedger.Benchmarks.Replaying;
using PasskeyLedger.Benchmarks.Scale;
using PasskeyLedger.Benchmarks.Transparency;
using PasskeyLedger.Service.Development;

#if DEBUG
Console.Error.WriteLine("This is a Debug build, whose numbers say nothing: use dotnet run -c Release.");
#endif

const string EventsOption = "--events";
const string RegistrationsOption = "--registrations";
var peers = new Option<string>("--peers")
{
    Description = "The folder that holds aspnet-identity-pg and simplewebauthn-pg, built. Without it the service is measured alone.",
};
var root = new RootCommand("Compares PasskeyLedger with what it would be without it. The project's README.md says how to read the tables.")
{
    Benchmark(
        "contracts",
        "The generated JSON code against System.Text.Json's source generation, and the time of the contract generator.",
        (_, options, cancellationToken) => Task.Run(() => ContractsBenchmark.Run(options, cancellationToken), cancellationToken),
        Rounds(5),
        Seconds(0.5)),
    Benchmark(
        "ceremony",
        "Registrations a second a core without and with a signature, against .NET's own import and verification of a key.",
        (_, options, cancellationToken) => Task.Run(() => CeremonyBenchmark.Run(options, cancellationToken), cancellationToken),
        Rounds(5),
        Seconds(3)),
    Benchmark(
        "append",
        "Group commit against one transaction an append, with 64 callers on a private PostgreSQL that commits to disk.",
        (_, options, cancellationToken) => AppendBenchmark.RunAsync(options, cancellationToken),
        Rounds(5),
        Seconds(5)),
    Benchmark(
        "sequencing",
        "Appends with and without the worker behind them that grows the Merkle tree and signs it.",
        (_, options, cancellationToken) => SequencingBenchmark.RunAsync(options, cancellationToken),
        Rounds(5),
        Seconds(5)),
    Benchmark(
        "verify",
        "Gives a log its leaves and verifies it, from the events to the last checkpoint and the read models.",
        (parsed, _, cancellationToken) => VerifyBenchmark.RunAsync(parsed.GetValue<int>(EventsOption), cancellationToken),
        Rounds(1),
        Events(1_000_000, "How many events the log has.")),
    Benchmark(
        "registrations",
        "Whole registrations over HTTP, against what a team would run instead.",
        (parsed, options, cancellationToken) => RegistrationsBenchmark.RunAsync(options, parsed.GetValue(peers), cancellationToken),
        Rounds(5),
        Seconds(4),
        peers),
    Benchmark(
        "replay",
        "Folding every user and rebuilding a read model, against PostgreSQL's own reading of the same rows.",
        (parsed, options, cancellationToken) => ReplayBenchmark.RunAsync(options.Rounds, parsed.GetValue<int>(EventsOption), cancellationToken),
        Rounds(5),
        Events(1_000_000, "How many events the ledger holds.")),
    Benchmark(
        "scale",
        "Appends and decisions on a ledger of 10 million events, against one of 100,000. It needs some 25 GB of disk.",
        (parsed, options, cancellationToken) => ScaleBenchmark.RunAsync(options, parsed.GetValue<int>(EventsOption), cancellationToken),
        Rounds(5),
        Seconds(4),
        Events(10_000_000, "How many events the large ledger holds.")),
    Benchmark(
        "whatif",
        "The command whatif over 100,000 registrations, in a ledger on a private PostgreSQL.",
        (parsed, options, cancellationToken) => WhatIfBenchmark.RunAsync(parsed.GetValue<int>(RegistrationsOption), options.Rounds, cancellationToken),
        Rounds(3),
        new Option<int>(RegistrationsOption) { Description = "How many registrations are decided again.", DefaultValueFactory = _ => 100_000 }),
    Benchmark(
        "relay",
        "The relay catching up with a backlog against RabbitMQ.Client by itself, on a private broker and PostgreSQL.",
        (parsed, options, cancellationToken) => RelayBenchmark.RunAsync(parsed.GetValue<int>(EventsOption) / 2 * 2, options.Rounds, cancellationToken),
        Rounds(3),
        Events(200_000, "How many events the relay catches up with.")),
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

static Option<double> Seconds(double seconds)
{
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
    return length;
}

static Option<int> Events(int count, string description) => new(EventsOption) { Description = description, DefaultValueFactory = _ => count };

static Command Benchmark(
    string name, string description, Func<ParseResult, RoundOptions, CancellationToken, Task> runAsync, params Option[] options)
{
    var command = new Command(name, description);
    foreach (var option in options)
        command.Add(option);
    command.SetAction((parsed, cancellationToken) =>
    {
        Machine.Describe(Console.Out);
        var length = options.OfType<Option<double>>().Select(parsed.GetValue).FirstOrDefault();
        return runAsync(parsed, new RoundOptions(parsed.GetValue<int>("--rounds"), TimeSpan.FromSeconds(length)), cancellationToken);
    });
    return command;
}
