using System.CommandLine;
using System.Text.Json;
using PasskeyLedger.ContractGenerator.Smithy;

namespace PasskeyLedger.Service.Commands;

/// <summary>
/// <c>contracts check &lt;files…&gt; [--json]</c>: every problem of the files as <c>file:line:column: id: message</c>. The answer is
/// no where one of them is an error; warnings alone are none.
/// </summary>
internal static class ContractsCheckCommand
{
    public static Command Create()
    {
        var files = ContractsFiles.Argument();
        var json = new Option<bool>("--json") { Description = "Print as JSON." };
        var command = new Command("check", "Prints what is wrong with the files, as file:line:column: id: message.") { files, json };
        command.SetAction(parsed =>
            ContractsFiles.Read(parsed.GetRequiredValue(files), parsed.InvocationConfiguration.Error) is { } contracts
                ? Run(contracts, parsed.GetValue(json), parsed.InvocationConfiguration.Output)
                : ExitCode.Usage);
        return command;
    }

    private static int Run(ContractSet contracts, bool json, TextWriter output)
    {
        if (json)
            output.WriteLine(JsonSerializer.Serialize(new { diagnostics = contracts.Diagnostics.Select(AsJson) }));
        else
            ContractsFiles.Print(contracts.Diagnostics, output);
        return contracts.HasErrors ? ExitCode.No : ExitCode.Done;
    }

    private static object AsJson(ContractDiagnostic diagnostic) => new
    {
        file = diagnostic.Path,
        line = diagnostic.Line,
        column = diagnostic.Column,
        id = diagnostic.Id,
        severity = diagnostic.IsWarning ? "warning" : "error",
        message = diagnostic.Message,
    };
}
