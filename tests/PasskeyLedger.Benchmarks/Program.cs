using System.CommandLine;
using PasskeyLedger.Benchmarks.Appending;
using PasskeyLedger.Benchmarks.Ceremony;
using PasskeyLedger.Benchmarks.Contracts;
using PasskeyLedger.Benchmarks.Deciding;
using PasskeyLedger.Benchmarks.Measuring;
using PasskeyLedger.Service.Development;

#if DEBUG
Console.Error.WriteLine("This is a Debug build, whose numbers say nothing: use dotnet run -c Release.");
#endif

var registrations = new Option<int>("--registrations")
{
    Description = "How many registrations are decided again.",
    DefaultValueFactory = _ => WhatIfBenchmark.Registrations,
};
registrations.Validators.Add(result =>
{
    if (result.GetValueOrDefault<int>() < 1)
        result.AddError("--registrations must be at least 1.");
});
var root = new RootCommand("Compares PasskeyLedger with what it would be without it. The project's README.md says how to read the tables.")
{
    Benchmark(
        "contracts",
        "The generated JSON code against System.Text.Json's source generation, and the time of the contract generator.",
        seconds: 0.5,
        (_, options, cancellationToken) => Task.Run(() => ContractsBenchmark.Run(options, cancellationToken), cancellationToken)),
    Benchmark(
        "ceremony",
        "Registrations a second a core without and with a signature, against .NET's own import and verification of a key.",
        seconds: 3,
        (_, options, cancellationToken) => Task.Run(() => CeremonyBenchmark.Run(options, cancellationToken), cancellationToken)),
    Benchmark(
        "append",
        "Group commit against one transaction an append, with 64 callers on a private PostgreSQL that commits to disk.",
        seconds: 5,
        (_, options, cancellationToken) => AppendBenchmark.RunAsync(options, cancellationToken)),
    Benchmark(
        "whatif",
        "The command whatif over 100,000 registrations, in a ledger on a private PostgreSQL. A round is the whole of it, however long.",
        seconds: 1,
        (parsed, options, cancellationToken) => WhatIfBenchmark.RunAsync(options, parsed.GetValue(registrations), cancellationToken),
        registrations),
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

static Command Benchmark(
    string name, string description, double seconds, Func<ParseResult, RoundOptions, CancellationToken, Task> runAsync, params Option[] more)
{
    var rounds = new Option<int>("--rounds") { Description = "How often each is measured, in turns.", DefaultValueFactory = _ => 5 };
    rounds.Validators.Add(result =>
    {
        if (result.GetValueOrDefault<int>() < 1)
            result.AddError("--rounds must be at least 1.");
    });
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
    foreach (var option in more)
        command.Add(option);
    command.SetAction((parsed, cancellationToken) =>
    {
        Machine.Describe(Console.Out);
        return runAsync(parsed, new RoundOptions(parsed.GetValue(rounds), TimeSpan.FromSeconds(parsed.GetValue(length))), cancellationToken);
    });
    return command;
}
