using System.CommandLine;

namespace PasskeyLedger.Service.Commands;

/// <summary><c>contracts ast &lt;files…&gt;</c>: the files as Smithy's JSON AST 2.0; their problems on the error output.</summary>
internal static class ContractsAstCommand
{
    public static Command Create()
    {
        var files = ContractsFiles.Argument();
        var command = new Command("ast", "Prints what the files mean, as Smithy's JSON AST 2.0.") { files };
        command.SetAction(parsed =>
        {
            var (exitCode, contracts) = ContractsFiles.ReadRight(parsed.GetRequiredValue(files), parsed.InvocationConfiguration.Error);
            if (contracts is not null)
                parsed.InvocationConfiguration.Output.Write(contracts.ToJsonAst());
            return exitCode;
        });
        return command;
    }
}
