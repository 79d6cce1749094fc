using System.CommandLine;

namespace PasskeyLedger.Service.Commands;

/// <summary><c>contracts …</c>: what can be asked of Smithy files. None of it needs configuration or a running service.</summary>
internal static class ContractsCommand
{
    public static Command Create() => new("contracts", "Reads contracts: files in Smithy IDL 2.0, together one model.")
    {
        ContractsCheckCommand.Create(),
        ContractsAstCommand.Create(),
        ContractsDiffCommand.Create(),
        ContractsDocsCommand.Create(),
    };
}
