using PasskeyLedger.ContractGenerator.Smithy;
using PasskeyLedger.ContractGenerator.Smithy.Model;
using PasskeyLedger.ContractGenerator.Smithy.Syntax;

namespace PasskeyLedger.ContractGenerator.Tests;

/// <summary>Rules of the specification that hold between shapes, each with a model that breaks it and one that keeps it.</summary>
public sealed class ModelRuleTests
{
    private const string Head = "$version: \"2.0\"\nnamespace example\n";

    [Theory]
    [InlineData("structure A { a: Integer = \"x\"\n }", "structure A { a: Integer = 1\n }", "PLC013 3:28")]
    [InlineData("structure A { a: A2 = {}\n }\nstructure A2 {}", "structure A { a: M = {}\n }\nmap M { key: String, value: String }", "PLC023 3:15")]
    [InlineData("structure A { a: L = [1]\n }\nlist L { member: Integer }", "structure A { a: L = []\n }\nlist L { member: Integer }", "PLC013 3:22")]
    [InlineData("structure A { a: E = \"Z\"\n }\nenum E { B }", "structure A { a: E = \"B\"\n }\nenum E { B }", "PLC013 3:22")]
    [InlineData("list A { member: A }", "list A { member: B }\nstructure B { a: A }", "PLC021 3:6")]
    [InlineData("structure A {\n @required\n a: A }", "structure A { a: A }", "PLC021 3:11")]
    [InlineData("union U {}", "union U { a: String }", "PLC015 3:7")]
    [InlineData("@mixin\nstructure M {}\nstructure A { m: M }", "@mixin\nstructure M {}\nstructure A with [M] {}", "PLC016 5:15")]
    [InlineData("@mixin\nstructure M {}\noperation O { input: M }", "@mixin\nstructure M {}\noperation O { input := with [M] {} }", "PLC016 5:11")]
    [InlineData("structure A { @box\n a: Integer }", "structure A { @clientOptional\n a: Integer }", "PLC002 3:16")]
    [InlineData("structure A { @since(\"1\") a: String }\napply A$a @since(\"2\")", "structure A { @tags([\"1\"]) a: String }\napply A$a @tags([\"2\"])", "PLC014 4:12")]
    [InlineData("structure A with [B] {}\n@mixin\nstructure B with [A] {}", "structure A with [B] {}\n@mixin\nstructure B {}", "PLC017 5:19")]
    [InlineData("service S { version: \"1\", operations: [O] rename: { \"example#A\": \"B\" } }\noperation O { input: C }\nstructure A {}\nstructure C {}", "service S { version: \"1\", operations: [O] rename: { \"example#A\": \"B\" } }\noperation O { input: A }\nstructure A {}", "PLC022 3:9")]
    [InlineData("intEnum E { A }", "intEnum E { A = 1\n }", "PLC018 3:13")]
    [InlineData("intEnum E { @enumValue({}) A }", "intEnum E { @enumValue(3) A }", "PLC018 3:28")]
    [InlineData("@pattern(\"a\")\ninteger I", "@pattern(\"a\")\nstring I", "PLC023 3:2")]
    [InlineData("structure A { @range(min: 1) a: String }", "structure A { @range(min: 1) a: Integer }", "PLC023 3:16")]
    [InlineData("@required\nstructure A {}", "structure A { @required a: String }", "PLC023 3:2")]
    [InlineData("@httpError(400)\nstructure A {}", "@error(\"client\") @httpError(400)\nstructure A {}", "PLC023 3:2")]
    [InlineData("@readonly\nstructure A {}", "@readonly\noperation A {}", "PLC023 3:2")]
    [InlineData("union A { @required a: String }", "union A { @length(min: 1) a: String }", "PLC023 3:12")]
    [InlineData("structure A { @timestampFormat(\"date-time\") a: String }", "structure A { @timestampFormat(\"date-time\") a: Timestamp }", "PLC023 3:16")]
    [InlineData("@input @output\nstructure A {}", "@input\nstructure A {}", "PLC023 3:2", "PLC023 3:9")]
    [InlineData("@mine\nstring A\n@trait(selector: \"structure > member\")\nstructure mine {}", "structure A { @mine a: String }\n@trait(selector: \"structure > member\")\nstructure mine {}", "PLC023 3:2")]
    [InlineData("@mine\nstring A\n@trait(selector: \":is([id|namespace=other], list)\")\nstructure mine {}", "@mine\nstring A\n@trait(selector: \":not([trait|deprecated])\")\nstructure mine {}", "PLC023 3:2")]
    [InlineData("map M { key: Integer, value: String }", "map M { key: E, value: String }\nenum E { A }", "PLC016 3:9")]
    public void a_rule_is_told_where_it_is_broken_and_not_where_it_is_kept(string broken, string kept, params string[] places)
    {
        Problems(Head + broken).ShouldBe(places);
        Problems(Head + kept).ShouldBeEmpty();
    }

    [Fact]
    public void shapes_of_one_name_cannot_meet_in_a_service_unless_one_is_renamed()
    {
        const string Other = "$version: \"2.0\"\nnamespace other\nstructure Thing {}\nstring Text";
        const string Service = "service S {{ version: \"1\", operations: [O]{0} }}\noperation O {{ input: In, output: Thing }}\nstructure In {{ a: other#Thing, b: other#Text, c: Text }}\nstructure Thing {{}}\nstring Text";

        var conflict = Link(Head + string.Format(null, System.Text.CompositeFormat.Parse(Service), string.Empty), Other);
        var renamed = Link(Head + string.Format(null, System.Text.CompositeFormat.Parse(Service), " rename: { \"other#Thing\": \"OtherThing\" }"), Other);

        conflict.Problems.Select(Place).ShouldBe(["PLC022 3:9"]);
        conflict.Problems.Single().Message.ShouldContain("'example#Thing'");
        renamed.Problems.ShouldBeEmpty();
    }

    [Fact]
    public void metadata_of_one_key_is_joined_or_a_conflict()
    {
        const string First = "$version: \"2.0\"\nmetadata a = [1]\nmetadata b = \"x\"\nmetadata a = [2]\n";

        JsonAst.Write(Link(First, "$version: \"2.0\"\nmetadata a = [3]\nmetadata b = \"x\"\n")).ReplaceLineEndings(string.Empty).Replace(" ", string.Empty, StringComparison.Ordinal)
            .ShouldContain("\"metadata\":{\"a\":[1,2,3],\"b\":\"x\"}");
        Link(First, "$version: \"2.0\"\nmetadata b = \"y\"\n").Problems.Select(Place).ShouldBe(["PLC003 2:10"]);
    }

    [Fact]
    public void an_id_in_a_value_that_names_nothing_is_a_warning()
    {
        var model = Link("$version: \"2.0\"\nmetadata a = Nothing\nnamespace example\n");

        model.Problems.Single().IsWarning.ShouldBeTrue();
        JsonAst.Write(model).ShouldContain("\"example#Nothing\"");
    }

    [Fact]
    public void a_selector_beyond_what_is_checked_is_a_warning()
    {
        var problem = Link(Head + "@trait(selector: \"operation -[input]-> structure\")\nstructure mine {}\n@mine\nstructure A {}").Problems.Single();

        problem.IsWarning.ShouldBeTrue();
        Place(problem).ShouldBe("PLC023 3:18");
    }

    [Fact]
    public void words_of_the_language_can_be_names()
    {
        const string Text = """
            string string
            structure with for resource with [use] {
                $for
                with: namespace = "a"
            }
            @mixin
            structure use { apply: string, metadata: null, true: list }
            resource resource { properties: { for: string } }
            list list { member: string }
            string namespace
            string null
            string apply
            """;

        Problems(Head + Text).ShouldBeEmpty();
    }

    [Fact]
    public void traits_put_on_an_inherited_member_stand_apart_in_the_ast()
    {
        var ast = JsonAst.Write(Link(Head + "@mixin\nstructure M { a: String }\nstructure S with [M] {}\napply S$a @since(\"1\")"));

        var shapes = System.Text.Json.JsonDocument.Parse(ast).RootElement.GetProperty("shapes");
        shapes.GetProperty("example#S").GetProperty("members").EnumerateObject().ShouldBeEmpty();
        shapes.GetProperty("example#S$a").GetRawText().ShouldContain("\"apply\"");
        shapes.GetProperty("example#S$a").GetProperty("traits").GetProperty("smithy.api#since").GetString().ShouldBe("1");
    }

    private static IEnumerable<string> Problems(string text) => Link(text).Problems.Select(Place);

    private static SmithyModel Link(params string[] texts) => ModelLinker.Link([.. texts.Select((text, index) => Parser.Parse($"{index}.smithy", text))]);

    private static string Place(Problem problem) => $"{problem.Id} {problem.Location.Span.Line}:{problem.Location.Span.Column}";
}
