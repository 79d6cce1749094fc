using PasskeyLedger.ContractGenerator.Smithy;
using PasskeyLedger.ContractGenerator.Smithy.Ast;
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
    [InlineData("@mixin\nstructure M {}\noperation O { input: M }", "@mixin\nstructure M {}\noperation O { input := with [M] {} }", "PLC016 5:22")]
    [InlineData("structure A { @box\n a: Integer }", "structure A { @clientOptional\n a: Integer }", "PLC002 3:16")]
    [InlineData("structure A { @since(\"1\") a: String }\napply A$a @since(\"2\")", "structure A { @tags([\"1\"]) a: String }\napply A$a @tags([\"2\"])", "PLC014 4:12")]
    [InlineData("structure A with [B] {}\n@mixin\nstructure B with [A] {}", "structure A with [B] {}\n@mixin\nstructure B {}", "PLC017 5:19")]
    [InlineData("service S { version: \"1\", operations: [O] rename: { \"example#A\": \"B\" } }\noperation O { input: C }\nstructure A {}\nstructure C {}", "service S { version: \"1\", operations: [O] rename: { \"example#A\": \"B\" } }\noperation O { input: A }\nstructure A {}", "PLC022 3:9")]
    [InlineData("intEnum E { A }", "intEnum E { A = 1\n }", "PLC018 3:13")]
    [InlineData("@mixin\nintEnum M { A = 1\n }\nintEnum E with [M] { B }", "@mixin\nintEnum M { A = 1\n }\nintEnum E with [M] { A }", "PLC018 6:22")]
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

    [Theory]
    [InlineData("string Text", true)]
    [InlineData("@since(\"1\")\nstring Text", false)]
    [InlineData("integer Text", false)]
    [InlineData("enum Text { A }", false)]
    [InlineData("list Text { member: String }", false)]
    public void simple_shapes_that_are_alike_can_meet_in_a_service_under_one_name(string text, bool isAllowed) => CanMeet("string Text", text).ShouldBe(isAllowed);

    [Theory]
    [InlineData("list Text { member: smithy.api#String }", true)]
    [InlineData("list Text { member: Line }\nlist Line { member: String }", false)]
    [InlineData("list Text { @since(\"1\") member: String }", false)]
    [InlineData("list Text { member: Integer }", false)]
    public void so_can_lists_of_such(string text, bool isAllowed) => CanMeet("list Text { member: String }", text).ShouldBe(isAllowed);

    private static bool CanMeet(string one, string other)
        => Link(Head + "service S { operations: [O] }\noperation O { input := { a: other#Text, b: Text } }\n" + one, "$version: \"2.0\"\nnamespace other\n" + other).Problems.Count == 0;

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
        JsonAst.Write(model).ShouldContain("\"smithy.api#Nothing\"");
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
            resource resource { properties: { for: string }, put: operation }
            @idempotent
            operation operation { input := for resource { $for } }
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

    [Fact]
    public void what_several_statements_put_on_an_inherited_member_is_joined()
    {
        const string Base = Head + "@mixin\nstructure M { @tags([\"m\"]) a: String }\nstructure S with [M] {}\n";

        var joined = Link(Base + "apply S$a @tags([\"x\"])\napply S$a @tags([\"y\"])", Head + "apply S$a @required");

        joined.Problems.ShouldBeEmpty();
        var shapes = System.Text.Json.JsonDocument.Parse(JsonAst.Write(joined)).RootElement.GetProperty("shapes");
        shapes.EnumerateObject().Count(shape => shape.Name == "example#S$a").ShouldBe(1);
        var traits = shapes.GetProperty("example#S$a").GetProperty("traits");
        traits.GetProperty("smithy.api#tags").EnumerateArray().Select(tag => tag.GetString()).ShouldBe(["x", "y"]);
        traits.TryGetProperty("smithy.api#required", out _).ShouldBeTrue();
        var member = joined.Find(new ShapeId("example", "S"))!.Member("a")!;
        (((Node.Array)member.Trait("tags")!.Value).Items.Count, member.Trait("required") is not null).ShouldBe((2, true));
        Link(Base + "apply S$a @since(\"1\")\napply S$a @since(\"2\")").Problems.Select(Place).ShouldBe(["PLC014 7:12"]);
        Link(Base + "apply S$a @since(\"1\")", Head + "apply S$a @since(\"2\")").Problems.Select(Place).ShouldBe(["PLC014 3:12"]);
        Link(Base + "apply S$b @required\napply S$b @tags([])").Problems.Select(Place).ShouldBe(["PLC015 6:7", "PLC015 7:7"]);
    }

    [Fact]
    public void a_mixin_that_is_named_twice_is_mixed_in_once()
    {
        var model = Link(Head + "@mixin\nstructure M { a: String }\nstructure S with [M, M] {}");

        model.Problems.ShouldBeEmpty();
        System.Text.Json.JsonDocument.Parse(JsonAst.Write(model)).RootElement.GetProperty("shapes").GetProperty("example#S").GetProperty("mixins").GetArrayLength().ShouldBe(1);
    }

    [Theory]
    [InlineData("enum M { X = \"x\"\n }", "enum E with [M] { @deprecated X }", "x")]
    [InlineData("enum M { X = \"x\"\n }", "enum E with [M] { X = \"y\"\n }", "y")]
    [InlineData("enum M { X = \"x\"\n }", "enum E with [M] { X }\napply E$X @enumValue(\"y\")", "y")]
    [InlineData("enum M { Y }", "enum E with [M] { X }", "X")]
    [InlineData("intEnum M { X = 1\n }", "intEnum E with [M] { X }", "1")]
    public void an_enum_s_member_that_is_declared_again_keeps_its_value_unless_it_is_given_another(string mixin, string shape, string value)
    {
        var model = Link($"{Head}@mixin\n{mixin}\n{shape}");

        model.Problems.ShouldBeEmpty();
        model.Find(new ShapeId("example", "E"))!.Member("X")!.EnumValue().ShouldBe(value);
        System.Text.Json.JsonDocument.Parse(JsonAst.Write(model)).RootElement.GetProperty("shapes").GetProperty("example#E").GetProperty("members").GetProperty("X")
            .GetProperty("traits").GetProperty("smithy.api#enumValue").ToString().ShouldBe(value);
    }

    [Fact]
    public void files_may_declare_one_shape_if_they_say_the_same_of_it()
    {
        const string First = Head + "@tags([\"a\"])\nstructure A { @tags([\"x\"]) b: String, c: Integer }";
        const string Same = Head + "/// Told here.\n@tags([\"b\"])\nstructure A { c: Integer, @tags([\"y\"]) b: String }";

        var merged = Link(First, Same);

        merged.Problems.ShouldBeEmpty();
        var ast = System.Text.Json.JsonDocument.Parse(JsonAst.Write(merged)).RootElement.GetProperty("shapes").GetProperty("example#A");
        ast.GetProperty("traits").GetProperty("smithy.api#tags").EnumerateArray().Select(tag => tag.GetString()).ShouldBe(["a", "b"]);
        ast.GetProperty("traits").GetProperty("smithy.api#documentation").GetString().ShouldBe("Told here.");
        ast.GetProperty("members").GetProperty("b").GetProperty("traits").GetProperty("smithy.api#tags").GetArrayLength().ShouldBe(2);
        Link(First, Head + "structure A { b: String }").Problems.Select(Place).ShouldBe(["PLC010 3:11"]);
        Link(First, Head + "union A { b: String, c: Integer }").Problems.Select(Place).ShouldBe(["PLC010 3:7"]);
        Link(First, Head + "@since(\"1\")\nstructure A { b: String, c: String }").Problems.Select(Place).ShouldBe(["PLC010 4:11"]);
        Link(First + "\nstructure B {}", Head + "structure b {}").Problems.Select(Place).ShouldBe(["PLC010 3:11"]);
    }

    [Fact]
    public void a_file_may_import_what_another_file_of_its_namespace_declares_too()
    {
        Link(Head + "string Text", "$version: \"2.0\"\nnamespace other\nstring Text", Head + "use other#Text\nstructure A { a: Text }").Problems.ShouldBeEmpty();
        Link(Head + "use other#Text\nstring Text", "$version: \"2.0\"\nnamespace other\nstring Text").Problems.Select(Place).ShouldBe(["PLC020 4:8"]);
    }

    [Fact]
    public void a_private_shape_is_named_in_its_namespace_alone()
    {
        const string Secret = "$version: \"2.0\"\nnamespace other\n@private\nstring Secret\n@private\n@mixin(localTraits: [private])\nstructure Part {}\n@private\n@trait\nstructure mine {}\nlist Own { member: Secret }";

        Link(Secret, Head + "structure A { a: other#Secret }").Problems.Select(Place).ShouldBe(["PLC024 3:15"]);
        Link(Secret, Head + "structure A with [other#Part] {}").Problems.Select(Place).ShouldBe(["PLC024 3:19"]);
        Link(Secret, Head + "@other#mine\nstructure A {}").Problems.Select(Place).ShouldBe(["PLC024 3:2"]);
        Link(Secret + "\n@mixin\nstructure M { a: Secret }", Head + "structure A with [other#M] {}").Problems.Select(Place).ShouldBe(["PLC024 3:11"]);
        Link(Secret, Head + "structure A { a: other#Own }").Problems.ShouldBeEmpty();
        Link(Head + "structure A { a: NonEmptyString }").Problems.Select(Place).ShouldBe(["PLC011 3:18"]);
    }

    [Fact]
    public void traits_of_a_later_mixin_go_before_those_of_an_earlier_one_and_own_traits_before_both()
    {
        var model = Link(Head + "@mixin\n@since(\"1\") @title(\"a\")\nservice A { version: \"1\" }\n@mixin\n@since(\"2\")\nservice B { version: \"1\" }\nservice C with [A, B] {}\n@since(\"3\")\nservice D with [A, B] {}");

        string Since(string name) => ((Node.Text)model.Find(new ShapeId("example", name))!.Trait("since")!.Value).Value;
        model.Problems.ShouldBeEmpty();
        (Since("C"), Since("D")).ShouldBe(("2", "3"));
        model.Find(new ShapeId("example", "C"))!.Trait("title").ShouldNotBeNull();
    }

    [Fact]
    public void what_every_model_has_keeps_the_rules_itself() => Link().Problems.ShouldBeEmpty();

    private static IEnumerable<string> Problems(string text) => Link(text).Problems.Select(Place);

    private static SmithyModel Link(params string[] texts) => LinkedText.Link(texts);

    private static string Place(Problem problem) => LinkedText.Place(problem);
}
