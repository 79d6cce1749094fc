using System.Text.Json;
using PasskeyLedger.Service.Commands;
using PasskeyLedger.Service.Tests.Configuration;
using PasskeyLedger.Testing;

namespace PasskeyLedger.Service.Tests.Commands;

public sealed class ContractsCommandTests : IDisposable
{
    private const string Faulty =
        """
        $version: "2.0"
        namespace example
        use example#Nothing
        structure First { a: Sting }
        structure Second { b String }
        """;

    private readonly StringWriter output = new();
    private readonly StringWriter error = new();
    private readonly TemporaryFiles files = new();

    private static string[] Own => [.. Directory.GetFiles(Path.Combine(Repository.Root, "contracts"), "*.smithy").Order(StringComparer.Ordinal)];

    [Fact]
    public async Task check_says_nothing_of_contracts_that_are_right()
    {
        (await RunAsync(["contracts", "check", .. Own])).ShouldBe(ExitCode.Done, output.ToString());

        output.ToString().ShouldBeEmpty();
        error.ToString().ShouldBeEmpty();
    }

    [Fact]
    public async Task check_prints_every_problem_at_its_place_and_answers_no()
    {
        var path = files.Write("faulty.smithy", Faulty);

        (await RunAsync("contracts", "check", path)).ShouldBe(ExitCode.No);

        var lines = output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBe(3, output.ToString());
        lines.ShouldContain(line => line.StartsWith($"{path}:5:22: PLC001: ", StringComparison.Ordinal));
        lines.ShouldContain($"{path}:4:22: PLC011: there is no shape 'Sting'; declare it, or import it with a use statement");
        lines.ShouldContain(line => line.StartsWith($"{path}:3:5: PLC020: warning: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task check_lets_warnings_pass()
    {
        var path = files.Write("warned.smithy", "$version: \"2.0\"\nnamespace example\nuse example#Nothing\n");

        (await RunAsync("contracts", "check", path)).ShouldBe(ExitCode.Done);

        output.ToString().ShouldContain(":3:5: PLC020: warning: ");
    }

    [Fact]
    public async Task check_prints_json()
    {
        var path = files.Write("faulty.smithy", "$version: \"2.0\"\nnamespace example\nstructure First { a: Sting }\n");

        (await RunAsync("contracts", "check", "--json", path)).ShouldBe(ExitCode.No);

        using var printed = JsonDocument.Parse(output.ToString());
        var diagnostic = printed.RootElement.GetProperty("diagnostics").EnumerateArray().Single();
        diagnostic.GetProperty("file").GetString().ShouldBe(path);
        diagnostic.GetProperty("line").GetInt32().ShouldBe(3);
        diagnostic.GetProperty("column").GetInt32().ShouldBe(22);
        diagnostic.GetProperty("id").GetString().ShouldBe("PLC011");
        diagnostic.GetProperty("severity").GetString().ShouldBe("error");
    }

    [Fact]
    public async Task several_files_are_one_model()
    {
        var user = files.Write("user.smithy", "$version: \"2.0\"\nnamespace one\nstructure A { b: two#B }\n");
        var used = files.Write("used.smithy", "$version: \"2.0\"\nnamespace two\nstring B\n");

        (await RunAsync("contracts", "check", user)).ShouldBe(ExitCode.No);
        (await RunAsync("contracts", "check", user, used, used)).ShouldBe(ExitCode.Done, output.ToString());
    }

    [Fact]
    public async Task ast_prints_the_model_as_smithys_json_ast()
    {
        (await RunAsync(["contracts", "ast", .. Own])).ShouldBe(ExitCode.Done, error.ToString());

        using var ast = JsonDocument.Parse(output.ToString());
        ast.RootElement.GetProperty("smithy").GetString().ShouldBe("2.0");
        var operation = ast.RootElement.GetProperty("shapes").GetProperty("com.amazonaws.cognitoidentityprovider#StartWebAuthnRegistration");
        operation.GetProperty("type").GetString().ShouldBe("operation");
        operation.GetProperty("traits").TryGetProperty("smithy.api#optionalAuth", out _).ShouldBeTrue();
    }

    [Fact]
    public async Task ast_prints_no_model_that_is_wrong()
    {
        (await RunAsync("contracts", "ast", files.Write("faulty.smithy", Faulty))).ShouldBe(ExitCode.No);

        output.ToString().ShouldBeEmpty();
        error.ToString().ShouldContain("faulty.smithy:4:22: PLC011: ");
    }

    [Fact]
    public async Task the_reference_in_the_repository_is_what_docs_prints()
    {
        (await RunAsync(["contracts", "docs", .. Own])).ShouldBe(ExitCode.Done, error.ToString());

        output.ToString().ShouldBe(
            await File.ReadAllTextAsync(Path.Combine(Repository.Root, "contracts", "README.md"), TestContext.Current.CancellationToken),
            "run: passkey-ledger contracts docs contracts/*.smithy --schemas contracts/schemas > contracts/README.md");
    }

    [Fact]
    public async Task the_schemas_in_the_repository_are_what_docs_writes()
    {
        var folder = Directory.CreateTempSubdirectory("passkey-ledger-test-");
        try
        {
            (await RunAsync(["contracts", "docs", "--schemas", folder.FullName, .. Own])).ShouldBe(ExitCode.Done, error.ToString());

            var kept = Path.Combine(Repository.Root, "contracts", "schemas");
            folder.GetFiles().Select(file => file.Name).ShouldBe(Directory.GetFiles(kept).Select(path => Path.GetFileName(path)!), ignoreOrder: true);
            foreach (var written in folder.GetFiles())
            {
                (await File.ReadAllTextAsync(written.FullName, TestContext.Current.CancellationToken)).ShouldBe(
                    await File.ReadAllTextAsync(Path.Combine(kept, written.Name), TestContext.Current.CancellationToken),
                    $"{written.Name}; run: passkey-ledger contracts docs contracts/*.smithy --schemas contracts/schemas > contracts/README.md");
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task diff_finds_our_own_contracts_to_break_nothing()
    {
        (await RunAsync(["contracts", "diff", "--released", Path.Combine(Repository.Root, "contracts", "released"), .. Own])).ShouldBe(ExitCode.Done, output.ToString());

        output.ToString().Trim().ShouldBe("Nothing that was released breaks.");
        error.ToString().ShouldBeEmpty();
    }

    [Fact]
    public async Task diff_prints_what_breaks_as_a_table_and_answers_no()
    {
        var (released, changed) = WriteBreak();

        (await RunAsync("contracts", "diff", "--released", released, changed)).ShouldBe(ExitCode.No);

        var lines = output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBe(3, output.ToString());
        lines[0].ShouldStartWith("rule    contract");
        lines[1].ShouldStartWith($"PLC102  {changed}:3:11");
        lines[1].ShouldContain($"{Path.Combine(released, "0.1", "a.smithy")}:3:17  'Thing$old' is gone");
        lines[2].ShouldStartWith($"PLC103  {changed}:3:17");
        error.ToString().ShouldBeEmpty();
    }

    [Fact]
    public async Task diff_prints_json()
    {
        var (released, changed) = WriteBreak();

        (await RunAsync("contracts", "diff", "--json", "--released", released, changed)).ShouldBe(ExitCode.No);

        using var printed = JsonDocument.Parse(output.ToString());
        var change = printed.RootElement.GetProperty("breakingChanges").EnumerateArray().Last();
        change.GetProperty("rule").GetString().ShouldBe("PLC103");
        change.GetProperty("place").GetProperty("file").GetString().ShouldBe(changed);
        change.GetProperty("place").GetProperty("column").GetInt32().ShouldBe(17);
        change.GetProperty("released").GetProperty("column").GetInt32().ShouldBe(30);
    }

    [Fact]
    public async Task diff_compares_the_namespaces_of_its_files_and_says_which_it_leaves_out()
    {
        var released = Path.Combine(Repository.Root, "contracts", "released");

        (await RunAsync("contracts", "diff", "--released", released, Path.Combine(Repository.Root, "contracts", "ledger-events.smithy"))).ShouldBe(ExitCode.Done, output.ToString());

        error.ToString().Trim().ShouldBe("Not compared: the released namespace com.amazonaws.cognitoidentityprovider, which none of the files declares.");
    }

    [Fact]
    public async Task diff_needs_what_was_released()
    {
        (await RunAsync(["contracts", "diff", "--released", files.Place, .. Own])).ShouldBe(ExitCode.Usage);

        error.ToString().ShouldContain("--released");
    }

    private (string Released, string Changed) WriteBreak()
    {
        var released = Path.Combine(files.Place, "released");
        Directory.CreateDirectory(Path.Combine(released, "0.1"));
        File.WriteAllText(Path.Combine(released, "0.1", "a.smithy"), "$version: \"2.0\"\nnamespace example\nstructure Thing{old: String, b: String}\n");
        return (released, files.Write("a.smithy", "$version: \"2.0\"\nnamespace example\nstructure Thing{b: Integer, more: String}\n"));
    }

    [Theory]
    [InlineData("check")]
    [InlineData("ast")]
    [InlineData("diff")]
    [InlineData("docs")]
    public async Task files_that_cannot_be_read_are_a_usage_error_and_all_named(string command)
    {
        var bytes = files.Write("latin1.smithy", "");
        await File.WriteAllBytesAsync(bytes, [0x24, 0xE9, 0x0A], TestContext.Current.CancellationToken);

        string[] released = command == "diff" ? ["--released", Path.Combine(Repository.Root, "contracts", "released")] : [];
        (await RunAsync(["contracts", command, .. released, bytes, "absent.smithy", Path.GetDirectoryName(bytes)!])).ShouldBe(ExitCode.Usage);

        output.ToString().ShouldBeEmpty();
        error.ToString().ShouldContain("latin1.smithy is not UTF-8");
        error.ToString().ShouldContain("absent.smithy cannot be read");
        error.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(3, error.ToString());
    }

    [Theory]
    [InlineData("contracts")]
    [InlineData("contracts check")]
    [InlineData("contracts look a.smithy")]
    public async Task a_contract_command_needs_its_verb_and_files(string arguments) =>
        (await RunAsync(arguments.Split(' '))).ShouldBe(ExitCode.Usage);

    public void Dispose()
    {
        output.Dispose();
        error.Dispose();
        files.Dispose();
    }

    private Task<int> RunAsync(params string[] arguments) => CommandLine.RunAsync(
        arguments,
        new CommandHandlers(
            (_, _) => throw new InvalidOperationException("Not this command."),
            (_, _, _, _) => throw new InvalidOperationException("Not this command.")),
        output,
        error,
        TestContext.Current.CancellationToken);
}
