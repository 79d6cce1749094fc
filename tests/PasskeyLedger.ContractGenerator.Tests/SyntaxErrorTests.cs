using PasskeyLedger.ContractGenerator.Smithy;
using PasskeyLedger.ContractGenerator.Smithy.Syntax;

namespace PasskeyLedger.ContractGenerator.Tests;

public sealed class SyntaxErrorTests
{
    private const string Head = "$version: \"2.0\"\nnamespace example\n";

    [Theory]
    [InlineData("structure Foo {\n    a String\n}", 4, 7)]
    [InlineData("structure Foo {\n    a: String\n", 5, 1)]
    [InlineData("structure Foo {\n    a: \"String\"\n}", 4, 8)]
    [InlineData("structur Foo {}", 3, 1)]
    [InlineData("structure 1Foo {}", 3, 11)]
    [InlineData("structure __ {}", 3, 11)]
    [InlineData("string Foo string Bar", 3, 12)]
    [InlineData("@length(min: 01)\nstring Foo", 3, 14)]
    [InlineData("@tags([00, 01])\nstring Foo", 3, 8)]
    [InlineData("@tags([-01])\nstring Foo", 3, 8)]
    [InlineData("@length(min: 1.)\nstring Foo", 3, 14)]
    [InlineData("@documentation(\"a \\x b\")\nstring Foo", 3, 16)]
    [InlineData("@documentation(\"open)\nstring Foo", 4, 11)]
    [InlineData("@documentation(\"\"\"\nopen\"\"\nstring Foo\n", 6, 1)]
    [InlineData("@documentation(\"\"\"no line\"\"\")\nstring Foo", 3, 16)]
    [InlineData("@documentation(\"\\ud8\")\nstring Foo", 3, 16)]
    [InlineData("enum Foo {}", 3, 11)]
    [InlineData("operation Foo {\n    inptu: Bar\n}", 4, 5)]
    [InlineData("operation Foo {\n    input: Bar\n    input: Bar\n}", 5, 5)]
    [InlineData("structure Foo with [] {}", 3, 21)]
    [InlineData("list Foo {\n    member: String\n    ; x\n}", 5, 5)]
    [InlineData("/ Foo", 3, 1)]
    [InlineData("@deprecated\napply Foo @required", 4, 1)]
    [InlineData("metadata a = 1", 3, 1)]
    [InlineData("namespace other", 3, 1)]
    [InlineData("$version: \"2.0\"", 3, 1)]
    [InlineData("string Foo\nuse other#Bar", 4, 1)]
    [InlineData("structure Foo { a: String = 1 }", 3, 31)]
    [InlineData("@documentation(\"a \u0001 b\")\nstring Foo", 3, 16)]
    [InlineData("list Foo with [Bar] for Baz {}", 3, 21)]
    [InlineData("service Foo for Bar {}", 3, 13)]
    [InlineData("structure Foo {\n    é: String\n}", 4, 5)]
    public void what_is_not_understood_is_an_error_at_its_place(string statements, int line, int column)
        => Places(Head + statements).ShouldBe([$"PLC001 {line}:{column}"]);

    [Theory]
    [InlineData("$version: \"3.0\"\nnamespace a", "PLC002 1:11")]
    [InlineData("$version: \"2.0\"\n$version: \"2.0\"\nnamespace a", "PLC003 2:2")]
    [InlineData("$version: \"2.0\"\nmetadata a = {b: 1, b: 2}\nnamespace a", "PLC003 2:21")]
    [InlineData("$version: 2\nnamespace a", "PLC002 1:11")]
    [InlineData("namespace a..b", "PLC001 1:13")]
    [InlineData("string Foo", "PLC001 1:1")]
    [InlineData("@tags([])\nnamespace a\n", "PLC001 1:1")]
    [InlineData("namespace a\nuse Bar", "PLC001 2:5")]
    [InlineData("namespace a\nuse b#Bar$c", "PLC001 2:5")]
    public void a_file_s_head_is_checked_too(string text, string expected) => Places(text).ShouldBe([expected]);

    [Fact]
    public void tabs_count_as_one_column_and_every_kind_of_line_break_as_one_line()
        => Places("$version: \"2.0\"\r\nnamespace example\r\rstructure Foo {\n\ta String\r\n}").ShouldBe(["PLC001 5:4"]);

    [Fact]
    public void all_errors_of_a_file_are_reported_and_what_is_right_between_them_is_kept()
    {
        var file = Parser.Parse("a.smithy", Head + """
            structure First {
                a String
            }

            /// Right.
            string Second

            @length(min: )
            string Third

            enum Fourth { A, B

            structure Fifth {}
            lst Sixth { member: String }
            """);

        file.Problems.Select(Place).ShouldBe(["PLC001 4:7", "PLC001 10:14", "PLC001 15:17", "PLC001 16:1"]);
        file.Shapes.Select(shape => shape.Name.Text).ShouldBe(["Second", "Third", "Fifth"]);
    }

    [Fact]
    public void a_faulty_namespace_is_one_error_not_one_for_each_shape()
        => Places("$version: \"2.0\"\nnamespace 1a\nstring Foo\nstring Bar\n").ShouldBe(["PLC001 2:11"]);

    [Fact]
    public void a_faulty_control_statement_hides_no_later_one()
        => Places("$version \"2.0\"\n$version: \"7\"\nnamespace a\n").ShouldBe(["PLC001 1:10", "PLC002 2:11"]);

    [Fact]
    public void an_error_says_what_was_expected_and_what_was_found()
        => Parser.Parse("a.smithy", Head + "structure Foo {\n    a String\n}").Problems.Single().Message.ShouldBe("expected ':' but found 'String'");

    [Fact]
    public void a_string_that_is_not_closed_is_told_at_the_end_with_the_place_where_it_starts()
        => Parser.Parse("a.smithy", Head + "@documentation(\"open\nstring Foo\n").Problems.Single().Message.ShouldBe("the string that starts at line 3, column 16 is not closed");

    [Theory]
    [InlineData("structure A { $b }", "3:15")]
    [InlineData("structure A { b: String = \"\"\n }", "3:25")]
    [InlineData("structure A with [B] {}", "3:13")]
    [InlineData("structure A for B {}", "3:13")]
    [InlineData("operation A { input := {} }", "3:21")]
    [InlineData("enum A { B }", "3:1")]
    [InlineData("intEnum A { B }", "3:1")]
    public void what_came_with_version_2_is_an_error_in_a_file_of_version_1(string statement, string place)
    {
        Places("$version: \"1.0\"\nnamespace a\n" + statement).ShouldBe(["PLC002 " + place]);
        Places("\nnamespace a\n" + statement).ShouldBe(["PLC002 " + place]);
        Places(Head + statement).ShouldBeEmpty();
    }

    [Fact]
    public void documentation_stands_on_lines_of_its_own()
    {
        var file = Parser.Parse("a.smithy", Head + "structure A { /// not of a\n    a: String /// not of b\n    b: String\n    /// Of c.\n\t/// And so on.\n    c: String /// nor of what follows\n} /// and not of B\nstring B\n");

        file.Problems.ShouldBeEmpty();
        string Text(EquatableArray<TraitSyntax> traits) => string.Join('|', traits.Select(trait => ((Node.Text)trait.Value!).Value));
        file.Shapes[0].Members.Select(member => Text(member.Traits)).ShouldBe(["", "", "Of c.\nAnd so on."]);
        Text(file.Shapes[1].Traits).ShouldBeEmpty();
    }

    [Fact]
    public void version_2_has_no_sets()
    {
        Places(Head + "set A { member: String }").ShouldBe(["PLC002 3:1"]);
        Places("namespace a\nset A { member: String }").ShouldBeEmpty();
    }

    [Fact]
    public void values_nested_without_end_are_an_error()
    {
        Places("metadata a = " + new string('[', 64) + new string(']', 64) + "\n").ShouldBeEmpty();
        Places("metadata a = " + new string('[', 100_000) + "\n").ShouldBe(["PLC001 1:78"]);
        Places(Head + "@documentation(" + string.Concat(Enumerable.Repeat("{a:", 100_000)) + "\n").ShouldBe(["PLC001 3:209"]);
    }

    private static IEnumerable<string> Places(string text) => Parser.Parse("a.smithy", text).Problems.Select(Place);

    private static string Place(Problem problem) => $"{problem.Id} {problem.Location.Span.Line}:{problem.Location.Span.Column}";
}
