using System.CommandLine;
using System.Security;
using PasskeyLedger.ContractGenerator.Smithy;
using PasskeyLedger.Messaging.CloudEvents;

namespace PasskeyLedger.Service.Commands;

/// <summary>
/// <c>contracts docs &lt;files…&gt; [--schemas &lt;folder&gt;]</c>: the reference of the files in Markdown, and a JSON Schema for each stored event.
/// contracts/README.md and contracts/schemas are those of this service's own.
/// </summary>
internal static class ContractsDocsCommand
{
    /// <summary>What follows an event's name in the name of its schema's file.</summary>
    public const string SchemaExtension = ".schema.json";

    public static Command Create()
    {
        var files = ContractsFiles.Argument();
        var schemas = new Option<string?>("--schemas") { Description = "A folder to write a JSON Schema of each stored event into.", HelpName = "folder" };
        var command = new Command("docs", "Prints the files' reference in Markdown.") { files, schemas };
        command.SetAction(parsed =>
        {
            var error = parsed.InvocationConfiguration.Error;
            var (exitCode, contracts) = ContractsFiles.ReadRight(parsed.GetRequiredValue(files), error);
            if (contracts is null)
                return exitCode;
            if (parsed.GetValue(schemas) is { } folder && !TryWriteSchemas(contracts, folder, error))
                return ExitCode.Usage;
            parsed.InvocationConfiguration.Output.Write(contracts.ToMarkdown());
            return exitCode;
        });
        return command;
    }

    private static bool TryWriteSchemas(ContractSet contracts, string folder, TextWriter error)
    {
        try
        {
            Directory.CreateDirectory(folder);
            foreach (var (name, schema) in contracts.ToEventSchemas(CloudEventWriter.ContractVersion))
                File.WriteAllText(Path.Combine(folder, name + SchemaExtension), schema);
            return true;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or SecurityException or ArgumentException)
        {
            error.WriteLine($"The schemas cannot be written to {folder}: {fault.Message}");
            return false;
        }
    }
}
