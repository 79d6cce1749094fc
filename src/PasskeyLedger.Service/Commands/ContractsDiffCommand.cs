using System.CommandLine;
using System.Text.Json;
using PasskeyLedger.ContractGenerator.Smithy;

namespace PasskeyLedger.Service.Commands;

/// <summary>
/// <c>contracts diff [--released &lt;folder&gt;] &lt;files…&gt; [--json]</c>: what the files break of the released ones, as the build would
/// say it. The answer is no where they break anything.
/// </summary>
internal static class ContractsDiffCommand
{
    private static readonly string[] Header = ["rule", "contract", "released", "what breaks"];

    public static Command Create()
    {
        var files = ContractsFiles.Argument();
        var released = new Option<string>("--released")
        {
            Description = "The folder of what has been released, a folder a release.",
            DefaultValueFactory = _ => Path.Combine("contracts", "released"),
        };
        var json = new Option<bool>("--json") { Description = "Print as JSON." };
        var command = new Command("diff", "Prints what the files break of the released ones: for stored events, or for clients.") { files, released, json };
        command.SetAction(parsed => Run(
            parsed.GetRequiredValue(files),
            parsed.GetRequiredValue(released),
            parsed.GetValue(json),
            parsed.InvocationConfiguration.Output,
            parsed.InvocationConfiguration.Error));
        return command;
    }

    private static int Run(string[] files, string folder, bool json, TextWriter output, TextWriter error)
    {
        var frozenFiles = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.smithy", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList() : [];
        if (frozenFiles.Count == 0)
        {
            error.WriteLine($"{folder} holds no released contracts (*.smithy). Name their folder with --released.");
            return ExitCode.Usage;
        }

        // A folder is a release: what one version promised and the next did not take up is still promised.
        var releases = frozenFiles.GroupBy(Path.GetDirectoryName).Select(release => ContractsFiles.ReadRight(release, error)).ToList();
        var (exitCode, contracts) = ContractsFiles.ReadRight(files, error);
        if (contracts is null || releases.Exists(release => release.Contracts is null))
            return releases.Select(release => release.ExitCode).Append(exitCode).Max();

        foreach (var absent in releases.SelectMany(release => release.Contracts!.Namespaces).Except(contracts.Namespaces, StringComparer.Ordinal))
            error.WriteLine($"Not compared: the released namespace {absent}, which none of the files declares.");
        var changes = releases.SelectMany(release => contracts.BreakingChangesSince(release.Contracts!)).ToList();
        if (json)
            output.WriteLine(JsonSerializer.Serialize(new { breakingChanges = changes.Select(AsJson) }));
        else if (changes.Count == 0)
            output.WriteLine("Nothing that was released breaks.");
        else
            PrintTable(changes, output);
        return changes.Count == 0 ? ExitCode.Done : ExitCode.No;
    }

    private static object AsJson(ContractChange change) => new
    {
        rule = change.Rule,
        message = change.Message,
        place = AsJson(change.Place),
        released = AsJson(change.Released),
    };

    private static object AsJson(ContractPlace place) => new { file = place.Path, line = place.Line, column = place.Column };

    private static void PrintTable(IReadOnlyList<ContractChange> changes, TextWriter output)
    {
        List<string[]> rows = [Header, .. changes.Select(change => new[] { change.Rule, change.Place.ToString(), change.Released.ToString(), change.Message })];
        // The last column is words, as long as they are.
        var widths = Enumerable.Range(0, Header.Length - 1).Select(column => rows.Max(row => row[column].Length)).ToList();
        foreach (var row in rows)
            output.WriteLine(string.Join("  ", row.Select((cell, column) => column < widths.Count ? cell.PadRight(widths[column]) : cell)));
    }
}
