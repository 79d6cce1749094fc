using PasskeyLedger.Messaging.Relaying;

namespace PasskeyLedger.Service.Commands;

/// <summary>Opens the ledger's database for a command on the relay.</summary>
internal static class RelayAccess
{
    /// <inheritdoc cref="LedgerCommand.WithDatabaseAsync"/>
    public static Task<int> UseAsync(string[] configurationArguments, TextWriter error, Func<RelayControl, CancellationToken, Task<int>> use, CancellationToken cancellationToken) =>
        LedgerCommand.WithDatabaseAsync(configurationArguments, error, (database, cancellation) => use(new RelayControl(database), cancellation), cancellationToken);
}
