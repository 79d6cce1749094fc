using System.CommandLine;
using System.Security;
using System.Text;
using PasskeyLedger.ContractGenerator.Smithy;

namespace PasskeyLedger.Service.Commands;

/// <summary>The files that a contract command is given.</summary>
internal static class ContractsFiles
{
    // Smithy is UTF-8; what is not would be read as something its author did not write.
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static Argument<string[]> Argument() => new("files")
    {
        Description = "All .smithy files of the model.",
        Arity = ArgumentArity.OneOrMore,
    };

    /// <summary>The model of the files; null, and each unreadable file named, where one cannot be read.</summary>
    public static ContractSet? Read(IEnumerable<string> paths, TextWriter error)
    {
        List<ContractText> files = [];
        var areRead = true;
        foreach (var path in paths.DistinctBy(Path.GetFullPath))
        {
            try
            {
                files.Add(new ContractText(path, File.ReadAllText(path, StrictUtf8)));
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or SecurityException or DecoderFallbackException)
            {
                error.WriteLine(fault is DecoderFallbackException ? $"{path} is not UTF-8: {fault.Message}" : $"{path} cannot be read: {fault.Message}");
                areRead = false;
            }
        }

        return areRead ? ContractSet.Read(files) : null;
    }

    /// <summary>The model of the files where it has no errors, else null with the exit code; problems go to the error output.</summary>
    public static (int ExitCode, ContractSet? Contracts) ReadRight(IEnumerable<string> paths, TextWriter error)
    {
        if (Read(paths, error) is not { } contracts)
            return (ExitCode.Usage, null);
        Print(contracts.Diagnostics, error);
        return contracts.HasErrors ? (ExitCode.No, null) : (ExitCode.Done, contracts);
    }

    public static void Print(IEnumerable<ContractDiagnostic> diagnostics, TextWriter writer)
    {
        foreach (var diagnostic in diagnostics)
            writer.WriteLine(diagnostic);
    }
}
