using System.CommandLine;

namespace PasskeyLedger.Service.Commands;

/// <summary><c>contracts docs &lt;files…&gt;</c>: the reference of the files in Markdown; contracts/README.md is that of this service's own.</summary>
internal static class ContractsDocsCommand
{
    public static Command Create()
    {
        var files = ContractsFiles.Argument();
        var command = new Command("docs", "Prints the files' reference in Markdown.") { files };
        command.SetAction(parsed =>
        {
            var (exitCode, contracts) = ContractsFiles.ReadRight(parsed.GetRequiredValue(files), parsed.InvocationConfiguration.Error);
            if (contracts is not null)
                parsed.InvocationConfiguration.Output.Write(contracts.ToMarkdown());
            return exitCode;
        });
        return command;
    }
}
