using PasskeyLedger.Service;
using PasskeyLedger.Service.Commands;
using PasskeyLedger.Service.Ledger;

return await CommandLine.RunAsync(
    args,
    new CommandHandlers(ServiceHost.ServeAsync, LedgerSchema.MigrateAsync),
    Console.Out,
    Console.Error);
