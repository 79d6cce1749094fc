using PasskeyLedger.Messaging.Relaying;

namespace PasskeyLedger.Service.Commands;

/// <summary>Opens the ledger's database for a command on the relay.</summary>
internal static class RelayAccess
{
    /// <inheritdoc cref="LedgerCommand.WithDatabaseAsync"/>
    public static Task<int> UseAsync(string[] configurationArguments, TextWriter error, Func<RelayControl, Task<int>> use, CancellationToken cancellationToken) =>
        LedgerCommand.WithDatabaseAsync(configurationArguments, error, (database, _) => use(new RelayControl(database)), cancellationToken);
}
