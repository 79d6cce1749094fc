using System.CommandLine;
using System.CommandLine.Invocation;
using PasskeyLedger.ReadModels;
using PasskeyLedger.Service.Ledger;

namespace PasskeyLedger.Service.Commands;

/// <summary>What the commands call into.</summary>
public sealed record CommandHandlers(Serve Serve, Migrate Migrate)
{
    public Erase Erase { get; init; } = LedgerErasure.EraseAsync;

    public Func<Stream> OpenStandardInput { get; init; } = Console.OpenStandardInput;

    /// <summary>What a person types when asked; null where there is nobody to ask.</summary>
    public Func<string?> ReadConfirmation { get; init; } = () => Console.IsInputRedirected ? null : Console.ReadLine();
}

/// <summary>The executable's commands.</summary>
public static class CommandLine
{
    private const string Description =
        """
        Registers passkeys, and keeps every step of each registration as an event.

        Configuration comes from appsettings.json, the environment (Section__Key) and arguments (--Section:Key=value).
        """;

    /// <summary>Runs the command that the arguments name; <c>serve</c> where they name none.</summary>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(
        IReadOnlyList<string> arguments,
        CommandHandlers handlers,
        TextWriter output,
        TextWriter error,
        CancellationToken cancellationToken = default)
    {
        var (configuration, command) = ConfigurationArguments.Split(arguments);
        var root = new RootCommand(Description)
        {
            ServeCommand.Create(configuration, handlers.Serve),
            MigrateCommand.Create(configuration, handlers.Migrate),
            EraseCommand.Create(configuration, handlers.Erase, handlers.ReadConfirmation),
            RelayCommand.Create(configuration),
            RebuildCommand.Create(configuration, LedgerProjections.All),
            HistoryCommand.Create(configuration),
            ReplayCommand.Create(configuration, LedgerProjections.All),
            WhatIfCommand.Create(configuration),
            ExportCommand.Create(configuration),
            TailCommand.Create(configuration),
            VerifyCommand.Create(configuration, LedgerProjections.All),
            ProveCommand.Create(configuration),
            VerifyProofCommand.Create(),
            KeysCommand.Create(configuration),
            DevTokenCommand.Create(configuration),
            InspectCommand.Create(handlers.OpenStandardInput),
            ContractsCommand.Create(),
        };
        root.SetAction((_, token) => handlers.Serve(configuration, token));

        var parsed = root.Parse(command);
        var exitCode = await parsed.InvokeAsync(
            new InvocationConfiguration
            {
                Output = output,
                Error = error,
                EnableDefaultExceptionHandler = false,
                // The host listens to the signals itself, and ends the calls under way before it goes.
                ProcessTerminationTimeout = null,
            },
            cancellationToken);
        return parsed.Action is ParseErrorAction ? ExitCode.Usage : exitCode;
    }
}
