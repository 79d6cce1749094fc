using Microsoft.CodeAnalysis;

namespace PasskeyLedger.ContractGenerator.Tests;

public sealed class DiagnosticTests
{
    private const string Head = "$version: \"2.0\"\nnamespace example\n";

    [Theory]
    [InlineData("structure Foo { a: Sting }", "PLC011 3:20")]
    [InlineData("@sensitiv\nstring Foo", "PLC012 3:2")]
    [InlineData("string Foo\nstring foo", "PLC010 4:8")]
    [InlineData("@length(min: \"1\")\nstring Foo", "PLC013 3:14")]
    [InlineData("@since(\"1\")\n@since(\"2\")\nstring Foo", "PLC014 4:2")]
    [InlineData("structure Foo {\n    a: String\n    A: String\n}", "PLC015 5:5")]
    [InlineData("operation Foo {\n    input: String\n}", "PLC016 4:12")]
    [InlineData("structure Foo with [Bar] {}\nstructure Bar {}", "PLC017 3:21")]
    [InlineData("intEnum Foo {\n    A = \"a\"\n}", "PLC018 4:5")]
    [InlineData("use aws.protocols#awsJson1_1\n@awsJson1_1\nservice Foo { version: \"1\", opertions: [] }", "PLC025 5:29")]
    [InlineData("operation Foo { input := { @required a: S } }\n@streaming\nblob S", "PLC031 4:2")]
    [InlineData("service Foo { version: \"1\" }", "PLC032 3:9")]
    [InlineData("use aws.protocols#awsJson1_1\nuse aws.protocols#httpChecksum\n@awsJson1_1\nservice Foo { version: \"1\", operations: [Bar] }\n@httpChecksum(requestChecksumRequired: true)\noperation Bar {}", "PLC031 7:2")]
    [InlineData("use aws.protocols#awsJson1_1\n@awsJson1_1\nservice Foo { version: \"1\", operations: [Bar], rename: { \"example#In\": \"One\" } }\n@awsJson1_1\nservice Baz { version: \"1\", operations: [Bar], rename: { \"example#In\": \"Two\" } }\noperation Bar { input: In }\nstructure In {}", "PLC033 7:9")]
    [InlineData("enum Foo {\n    A_B\n    AB\n    a_b_\n}", "PLC033 3:6")]
    [InlineData("structure Foo { a: P }\n@pattern(\"a++\")\nstring P", "PLC034 4:2")]
    [InlineData("structure Foo { a: P }\n@pattern(\"(\")\nstring P", "PLC067 4:10")]
    public void a_fault_of_a_model_is_an_error_at_its_line_and_column(string statements, string expected)
        => Places(InMemoryProject.ForNet().With("contracts/a.smithy", Head + statements).Diagnostics()).ShouldBe([expected]);

    [Fact]
    public void a_diagnostic_names_the_file_and_points_into_it()
    {
        var diagnostic = InMemoryProject.ForNet().With("contracts/a.smithy", Head + "structure Foo { a: Sting }").Diagnostics().Single();

        diagnostic.Severity.ShouldBe(DiagnosticSeverity.Error);
        diagnostic.Location.GetLineSpan().ToString().ShouldBe("contracts/a.smithy: (2,19)-(2,24)");
        diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture).ShouldBe("there is no shape 'Sting'; declare it, or import it with a use statement");
    }

    [Fact]
    public void errors_of_syntax_and_of_linking_in_several_files_are_reported_together()
    {
        var diagnostics = InMemoryProject.ForNet()
            .With("a.smithy", Head + "structure Foo { a: Sting, b String }\nstructure Good { a: Nothing }")
            .With("b.smithy", "$version: \"2.0\"\nnamespace other\nuse example#Missing\n@unknown\nstring Bar\n")
            .Diagnostics();

        diagnostics.Select(diagnostic => $"{diagnostic.Location.GetLineSpan().Path} {Place(diagnostic)}")
            .ShouldBe(["a.smithy PLC001 3:29", "b.smithy PLC020 3:5", "a.smithy PLC011 4:21", "b.smithy PLC012 4:2"], ignoreOrder: true);
    }

    [Fact]
    public void what_names_nothing_is_told_once_and_nothing_that_follows_from_it()
        => Places(InMemoryProject.ForNet().With("a.smithy", Head + """
            @http(method: "GET", uri: "/{a}")
            @readonly @paginated(items: "b")
            operation O { input := { @required @httpLabel a: Missing, b: Absent }, output: Nothing }
            list L { member: Missing }
            structure S for Lost { $a }
            structure T with [Gone] { $a }
            apply T$b @required
            """).Diagnostics()).ShouldBe(["PLC011 5:50", "PLC011 5:62", "PLC011 5:80", "PLC011 6:18", "PLC011 7:17", "PLC011 8:19"], ignoreOrder: true);

    [Fact]
    public void a_file_without_a_csharp_namespace_is_an_error()
        => Places(InMemoryProject.ForNet().With("a.smithy", Head + "string Foo", csharpNamespace: null).Diagnostics()).ShouldBe(["PLC030 2:11"]);

    [Fact]
    public void a_model_with_errors_is_not_turned_to_code()
    {
        var result = InMemoryProject.ForNet()
            .With("a.smithy", Head + "structure Foo { a: Sting }\nstructure Bar {}")
            .Driver()
            .RunGenerators(InMemoryProject.ForNet().EmptyCompilation(), TestContext.Current.CancellationToken)
            .GetRunResult();

        result.GeneratedTrees.Select(tree => Path.GetFileName(tree.FilePath)).ShouldNotContain(name => name.StartsWith("Example.", StringComparison.Ordinal));
    }

    [Fact]
    public void every_id_is_explained_beside_the_generator()
    {
        var document = File.ReadAllText(Path.Combine(PasskeyLedger.Testing.Repository.Root, "generators", "PasskeyLedger.ContractGenerator", "DIAGNOSTICS.md"));
        var ids = typeof(Smithy.ProblemIds).GetFields().Select(field => (string)field.GetRawConstantValue()!).ToList();

        ids.ShouldBeUnique();
        ids.Where(id => !document.Contains($"| {id} |", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    private static IEnumerable<string> Places(IEnumerable<Diagnostic> diagnostics) => diagnostics.Select(Place);

    private static string Place(Diagnostic diagnostic)
    {
        var start = diagnostic.Location.GetLineSpan().StartLinePosition;
        return $"{diagnostic.Id} {start.Line + 1}:{start.Character + 1}";
    }
}
