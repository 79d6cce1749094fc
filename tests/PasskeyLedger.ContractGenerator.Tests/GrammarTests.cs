using System.Text.Json;
using PasskeyLedger.ContractGenerator.Smithy;
using PasskeyLedger.ContractGenerator.Smithy.Ast;
using PasskeyLedger.ContractGenerator.Smithy.Model;

namespace PasskeyLedger.ContractGenerator.Tests;

/// <summary>The corners of the IDL's grammar, each read to what the specification makes of it.</summary>
public sealed class GrammarTests
{
    [Theory]
    [InlineData("\"\"\"\n    a\n      b\n    \"\"\"", "a\n  b\n")]
    [InlineData("\"\"\"\n    a\n  \"\"\"", "  a\n")]
    [InlineData("\"\"\"  \n    a\"\"\"", "a")]
    [InlineData("\"\"\"\r\n    a\r\n    b\"\"\"", "a\nb")]
    [InlineData("\"\"\"\n    a   \n\n    b\"\"\"", "a\n\nb")]
    [InlineData("\"\"\"\n\t\ta\n\t\tb\"\"\"", "\t\ta\n\t\tb")]
    [InlineData("\"\"\"\n    a\t\n    b\"\"\"", "a\t\nb")]
    [InlineData("\"\"\"\n    a \\\n    b\"\"\"", "a b")]
    [InlineData("\"\"\"\n    a\\n  b\\t\\u0020\"\"\"", "a\n  b\t ")]
    [InlineData("\"\"\"\n    \\\"\"\"a\"\"b\\\\\"\"\"", "\"\"\"a\"\"b\\")]
    [InlineData("\"\"\"\n\"\"\"", "")]
    [InlineData("\"a\nb\\\nc\"", "a\nbc")]
    [InlineData("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\uD83D\\uDE00é😀\"", "\"\\/\b\f\n\r\té😀é😀")]
    [InlineData("\"// no comment /// nor this\"", "// no comment /// nor this")]
    public void text_is_what_its_escapes_and_indentation_make_of_it(string text, string value)
        => Trait(Shapes($"@documentation({text})\nstring A").GetProperty("example#A"), "documentation").GetString().ShouldBe(value);

    [Theory]
    [InlineData("0")]
    [InlineData("-0")]
    [InlineData("-12")]
    [InlineData("1.50")]
    [InlineData("1e10")]
    [InlineData("1E+10")]
    [InlineData("-1.5e-3")]
    [InlineData("123456789012345678901234567890")]
    public void a_number_keeps_its_digits(string number)
        => JsonAst.Write(LinkedText.Link($"$version: \"2.0\"\nmetadata a = {number}\n")).ShouldContain($"\"a\": {number}\n");

    [Theory]
    [InlineData("[,1,,2 3,]", "[1,2,3]")]
    [InlineData("{,a:1,,\"b c\":[] \"\":{},}", "{\"a\":1,\"b c\":[],\"\":{}}")]
    [InlineData("{ // comment\n a /// docs\n :\n\n null\n}", "{\"a\":null}")]
    [InlineData("[true, false, null, truely, string]", "[true,false,null,\"smithy.api#truely\",\"smithy.api#string\"]")]
    [InlineData("a.b#C$d", "\"a.b#C$d\"")]
    public void commas_line_breaks_and_comments_are_white_space(string value, string json)
        => Compact(JsonDocument.Parse(JsonAst.Write(LinkedText.Link($"$version: \"2.0\"\nmetadata a = {value}\n"))).RootElement.GetProperty("metadata").GetProperty("a")).ShouldBe(json);

    [Theory]
    [InlineData("structure A{a:String b:String}")]
    [InlineData("structure A {, a : String ,, b\t:\tString }")]
    [InlineData("structure A\n{\n\n// comment\na: String\n/// docs of nothing\n}")]
    [InlineData("structure A with[M]{a:String}\n@mixin\nstructure M {}")]
    [InlineData("structure A with // comment\n [ // comment\n M, N N2\n ] {}\n@mixin\nstructure M {}\n@mixin\nstructure N {}\n@mixin\nstructure N2 {}")]
    [InlineData("structure A for R { $id }\nresource R { identifiers: {id: String} }")]
    [InlineData("structure A for R with [M] { $id\n $a }\nresource R { identifiers: {id: String} }\n@mixin\nstructure M { a: String }")]
    [InlineData("enum A {B,C D\nE}")]
    [InlineData("enum A { B = \"b\"\n C = \"\"\"\n c\"\"\" // comment\n D = \"d\", // comment\n E }")]
    [InlineData("intEnum A { B = 1\n @enumValue(-2) C, D = 3 , \n }")]
    [InlineData("operation A{input:B output:B errors:[E,E2]}\nstructure B {}\n@error(\"client\")\nstructure E {}\n@error(\"client\")\nstructure E2 {}")]
    [InlineData("operation A { input /// docs\n : // comment\n B, errors: [], }\nstructure B {}")]
    [InlineData("service A { \"version\" : \"1\", operations : [ ] , }")]
    [InlineData("service A {}")]
    [InlineData("resource A\n\n{}")]
    [InlineData("@deprecated@internal string A")]
    [InlineData("@deprecated()@tags(\n// comment\n[\"a\"], )string A")]
    [InlineData("@deprecated( )\n/// ignored\n@internal\nstring A")]
    [InlineData("@deprecated(message: \"a\" since: \"b\",)\nstring A")]
    [InlineData("@deprecated(\"message\" : \"a\")\nstring A")]
    [InlineData("@deprecated({message: \"a\"})\nstring A")]
    [InlineData("@smithy.api#deprecated\nstring A")]
    [InlineData("string A\napply A {}\napply A { @deprecated @internal }\napply A {\n/// ignored\n@since(\"1\")\n}")]
    [InlineData("string A\napply A\n@deprecated\napply A // comment\n@internal")]
    [InlineData("string A // comment\n/// documentation of nothing\n")]
    [InlineData("string A\n// no line break behind this")]
    [InlineData("string __a1\nstructure A { _1: __a1 }")]
    [InlineData("list A { member: A2 }\nstructure A2 { a: A3 }\nunion A3 { b: A }\nmap A4 { key: String value: A }")]
    [InlineData("structure A { a: Integer = 1 // comment\n b: Boolean = true,\n c: L = []\n d: Document = null\n }\nlist L { member: String }")]
    [InlineData("string A with [M]\n@mixin @pattern(\"^a$\")\nstring M")]
    [InlineData("string A\n\n\n\n")]
    public void this_is_right(string statements) => LinkedText.Link(LinkedText.Head + statements).Problems.Select(problem => $"{LinkedText.Place(problem)} {problem.Message}").ShouldBeEmpty();

    [Theory]
    [InlineData("string A apply A @deprecated", "PLC001 3:10")]
    [InlineData("string A\napply A@deprecated", "PLC001 4:8")]
    [InlineData("string A\napply A{@deprecated}", "PLC001 4:8")]
    [InlineData("string A\napply A @deprecated @internal", "PLC001 4:21")]
    [InlineData("string A\napply A { @deprecated", "PLC001 4:22")]
    [InlineData("structure A { a:\n String }", "PLC001 3:17")]
    [InlineData("structure A { a\n: String }", "PLC001 3:16")]
    [InlineData("structure A { $ a }", "PLC001 3:16")]
    [InlineData("structure A { a: Integer\n = 1\n }", "PLC001 4:2")]
    [InlineData("structure A { a: Integer = 1, b: String }", "PLC001 3:31")]
    [InlineData("structure A { a: Integer =\n 1\n }", "PLC001 3:27")]
    [InlineData("structure A {} structure B {}", "PLC001 3:16")]
    [InlineData("enum A { B = C = D }", "PLC001 3:16")]
    [InlineData("enum A { B: String }", "PLC001 3:11")]
    [InlineData("enum A { $b }", "PLC001 3:10")]
    [InlineData("string A for B", "PLC001 3:10")]
    [InlineData("enum A for B { C }", "PLC001 3:8")]
    [InlineData("structure A with [M] for R {}", "PLC001 3:22")]
    [InlineData("service A { version = \"1\" }", "PLC001 3:21")]
    [InlineData("service A [ ]", "PLC001 3:11")]
    [InlineData("operation A { input := B }", "PLC001 3:24")]
    [InlineData("operation A { errors := [] }", "PLC001 3:22")]
    [InlineData("operation A { errors: B }", "PLC001 3:23")]
    [InlineData("operation A { @deprecated input: B }", "PLC001 3:15")]
    [InlineData("@deprecated(a: 1, 2)\nstring A", "PLC001 3:19")]
    [InlineData("@deprecated(1, 2)\nstring A", "PLC001 3:16")]
    [InlineData("@deprecated (a: 1)\nstring A", "PLC001 3:13")]
    [InlineData("@deprecated(\"\"\"\n a\"\"\": 1)\nstring A", "PLC001 4:6")]
    [InlineData("@tags([a: 1])\nstring A", "PLC001 3:9")]
    [InlineData("@ deprecated\nstring A", "PLC001 3:2")]
    [InlineData("@since(+1)\nstring A", "PLC001 3:8")]
    [InlineData("@since(.5)\nstring A", "PLC001 3:8")]
    [InlineData("@since(1.5.5)\nstring A", "PLC001 3:11")]
    [InlineData("@since('1')\nstring A", "PLC001 3:8")]
    [InlineData("@since(a.b)\nstring A", "PLC001 3:11")]
    [InlineData("@since(\"\\u12g4\")\nstring A", "PLC001 3:8")]
    [InlineData("@since(\"\"\"a\"\"\")\nstring A", "PLC001 3:8")]
    [InlineData("string a.b#A", "PLC001 3:9")]
    [InlineData("string A$b", "PLC001 3:9")]
    [InlineData("@deprecated\n", "PLC001 4:1")]
    [InlineData("string\nA", "PLC001 3:7")]
    [InlineData("String A", "PLC001 3:1")]
    [InlineData("member A", "PLC001 3:1")]
    [InlineData("number A", "PLC001 3:1")]
    public void this_is_wrong(string statements, string place) => LinkedText.Errors(statements).ShouldBe([place]);

    [Fact]
    public void documentation_is_the_lines_before_the_traits_and_nothing_else()
    {
        var shapes = Shapes("/// One\n///two\n///  three\n\n// comment\n///\n/// four\n@deprecated\n/// ignored\nstructure A { /// ignored\n /// Member\n @required\n a: String /// ignored\n b: String\n}\n/// ignored\napply A @internal\nstring B\n");

        Trait(shapes.GetProperty("example#A"), "documentation").GetString().ShouldBe("One\ntwo\n three\n\nfour");
        var members = shapes.GetProperty("example#A").GetProperty("members");
        Trait(members.GetProperty("a"), "documentation").GetString().ShouldBe("Member");
        members.GetProperty("b").TryGetProperty("traits", out _).ShouldBeFalse();
        shapes.GetProperty("example#B").TryGetProperty("traits", out _).ShouldBeFalse();
    }

    [Fact]
    public void an_inline_structure_has_the_operation_s_name_and_a_suffix_that_the_file_sets()
    {
        const string Operation = "namespace example\noperation Get {\n input :=\n /// Told.\n @references([])\n for R with [M] { $id }\n output := with [M] {}\n}\nresource R { identifiers: { id: String } }\n@mixin\nstructure M { a: String }\n";

        var input = Shapes(LinkedText.Link("$version: \"2.0\"\n$operationInputSuffix: \"Request\"\n$operationOutputSuffix: \"\"\"\n    Response\"\"\"\n" + Operation)).GetProperty("example#GetRequest");
        Trait(input, "documentation").GetString().ShouldBe("Told.");
        Trait(input, "input").ValueKind.ShouldBe(JsonValueKind.Object);
        Compact(input.GetProperty("mixins")).ShouldBe("[{\"target\":\"example#M\"}]");
        Compact(input.GetProperty("members")).ShouldBe("{\"id\":{\"target\":\"smithy.api#String\"}}");
        Shapes(LinkedText.Link("$version: \"2.0\"\n" + Operation)).TryGetProperty("example#GetOutput", out _).ShouldBeTrue();
        LinkedText.Errors("operation Get { input := {} }\nstructure GetInput { a: String }").ShouldBe(["PLC010 4:11"]);
        LinkedText.Link("$version: \"2.0\"\n$operationInputSuffix: 1\n").Problems.Select(LinkedText.Place).ShouldBe(["PLC001 2:24"]);
    }

    [Fact]
    public void a_shape_may_be_declared_twice_if_both_say_the_same()
    {
        var model = LinkedText.Link(LinkedText.Head + "@tags([\"a\"])\nstructure A { b: String }\n@tags([\"c\"])\nstructure A { b: String }\n");

        model.Problems.ShouldBeEmpty();
        Compact(Trait(Shapes(model).GetProperty("example#A"), "tags")).ShouldBe("[\"a\",\"c\"]");
        LinkedText.Errors("structure A { b: String }\nstructure A { c: String }").ShouldBe(["PLC010 4:11"]);
    }

    [Fact]
    public void a_name_is_found_in_the_use_statements_first_then_in_the_namespace_then_in_the_prelude()
    {
        const string Other = "$version: \"2.0\"\nnamespace other\nstring String\nstring Thing";

        string Target(string uses, string more = "")
            => Shapes(LinkedText.Link($"$version: \"2.0\"\nnamespace example\n{uses}\nstructure A {{ a: String }}\n{more}", Other)).GetProperty("example#A").GetProperty("members").GetProperty("a").GetProperty("target").GetString()!;

        Target(string.Empty).ShouldBe("smithy.api#String");
        Target(string.Empty, "string String").ShouldBe("example#String");
        Target("use other#String").ShouldBe("other#String");
        LinkedText.Errors("structure A { a: Thing }").ShouldBe(["PLC011 3:18"]);
    }

    [Fact]
    public void an_imported_id_keeps_its_namespace_even_where_it_names_nothing()
    {
        var model = LinkedText.Link(LinkedText.Head + "use other#Missing\n@mine(Missing)\nstring A\n@mine(Missing$member)\nstring B\n@trait\n@idRef\nstring mine\n");

        model.Problems.ShouldAllBe(problem => problem.IsWarning);
        Shapes(model).GetProperty("example#A").GetProperty("traits").GetProperty("example#mine").GetString().ShouldBe("other#Missing");
        Shapes(model).GetProperty("example#B").GetProperty("traits").GetProperty("example#mine").GetString().ShouldBe("other#Missing$member");
    }

    [Theory]
    [InlineData("")]
    [InlineData("// nothing\n")]
    [InlineData("\n\n$version: \"2\" // comment\n\n// comment\nmetadata a = 1 // comment\nmetadata \"b c\" = {}")]
    [InlineData("$version: \"2.0\"\nnamespace a.b.c // comment\nuse smithy.api#Boolean // comment\n")]
    [InlineData("$version: \"1.0\"\nnamespace a")]
    [InlineData("$\"version\": \"2.0\"\nnamespace a")]
    public void a_file_may_end_after_any_section(string text) => LinkedText.Link(text).Problems.ShouldBeEmpty();

    [Theory]
    [InlineData("$version: \"2.0\" metadata a = 1", "PLC001 1:17")]
    [InlineData("metadata a = 1\n$version: \"2.0\"\n", "PLC001 2:1")]
    [InlineData("metadata a: 1\n", "PLC001 1:11")]
    [InlineData("namespace a\nmetadata b = 1\n", "PLC001 2:1")]
    [InlineData("namespace a#b\n", "PLC001 1:12")]
    [InlineData("namespace a\nuse a.b#C, d#E\n", "PLC001 2:10")]
    [InlineData("use a#B\nnamespace a\n", "PLC001 1:1")]
    [InlineData("$version: \"2.1\"\nnamespace a", "PLC002 1:11")]
    public void sections_stand_in_their_order(string text, string place) => LinkedText.Link(text).Problems.Where(problem => !problem.IsWarning).Select(LinkedText.Place).ShouldBe([place]);

    [Fact]
    public void files_of_version_1_are_held_to_its_rules_alone()
    {
        const string Old = "$version: \"1.0\"\nnamespace old\nstructure A { a: PrimitiveInteger, @box b: PrimitiveBoolean, @clientOptional c: String, s: Stream }\n@enum([{value: \"a\"}])\nstring E\nset S { member: String }\n@streaming\nblob Stream\n";

        var old = LinkedText.Link(Old);
        old.Problems.ShouldBeEmpty();
        JsonDocument.Parse(JsonAst.Write(old)).RootElement.GetProperty("smithy").GetString().ShouldBe("1.0");
        var both = LinkedText.Link(Old, LinkedText.Head + "structure B { a: old#A }\nstructure C { e: old#E }");
        both.Problems.Select(LinkedText.Place).ShouldBe(["PLC016 3:15"]);
        JsonDocument.Parse(JsonAst.Write(both)).RootElement.GetProperty("smithy").GetString().ShouldBe("2.0");
        LinkedText.Link("$version: \"1.0\"\nnamespace old\n@mixin\nstructure A { @default(1) a: Integer }").Problems.Select(LinkedText.Place).ShouldBe(["PLC002 3:2", "PLC002 4:16"]);
    }

    [Fact]
    public void shapes_of_version_1_are_written_as_version_2_says_them_beside_it()
    {
        const string Old = "$version: \"1.0\"\nnamespace old\nstructure A { a: PrimitiveInteger, b: Integer, @box c: PrimitiveBoolean, d: Count, e: Boxed, f: Stream, @required g: Stream2, h: Text }\ninteger Count\n@box\nlong Boxed\nset Text { member: String }\n@streaming\nblob Stream\nblob Stream2\nlist L { @box member: Boolean }\n";

        var shapes = Shapes(LinkedText.Link(Old, LinkedText.Head));
        string Member(string name) => Compact(shapes.GetProperty("old#A").GetProperty("members").GetProperty(name)).Split("\"traits\":").ElementAtOrDefault(1) ?? string.Empty;
        Member("a").ShouldBe("{\"smithy.api#default\":0}}");
        Member("b").ShouldBeEmpty();
        Member("c").ShouldBe("{\"smithy.api#default\":null}}");
        Member("d").ShouldBe("{\"smithy.api#default\":0}}");
        Member("e").ShouldBeEmpty();
        Member("f").ShouldBe("{\"smithy.api#default\":\"\"}}");
        Member("g").ShouldBe("{\"smithy.api#required\":{}}}");
        Compact(shapes.GetProperty("old#Count")).ShouldBe("{\"type\":\"integer\",\"traits\":{\"smithy.api#default\":0}}");
        Compact(shapes.GetProperty("old#Boxed")).ShouldBe("{\"type\":\"long\"}");
        Compact(shapes.GetProperty("old#Text")).ShouldBe("{\"type\":\"list\",\"member\":{\"target\":\"smithy.api#String\"},\"traits\":{\"smithy.api#uniqueItems\":{}}}");
        Compact(shapes.GetProperty("old#L")).ShouldBe("{\"type\":\"list\",\"member\":{\"target\":\"smithy.api#Boolean\"}}");
        Shapes(LinkedText.Link(Old)).GetProperty("old#Text").GetProperty("type").GetString().ShouldBe("set");
    }

    [Theory]
    [InlineData("a: old#Count", "PLC013 3:15")]
    [InlineData("@required a: old#Count", "PLC013 3:25")]
    [InlineData("a: old#Count = 1", "PLC013 3:30")]
    [InlineData("a: old#Count = 0", null)]
    [InlineData("a: old#Count = null", null)]
    [InlineData("a: old#Boxed", null)]
    public void a_number_of_version_1_has_the_default_zero_that_members_of_version_2_must_repeat(string member, string? place)
        => LinkedText.Link("namespace old\ninteger Count\n@box\nlong Boxed\n", $"{LinkedText.Head}structure A {{ {member}\n }}").Problems.Select(LinkedText.Place).ShouldBe(place is null ? [] : [place]);

    [Fact]
    public void a_member_of_version_1_takes_back_a_default_that_version_1_did_not_have()
    {
        const string Old = "namespace old\nstructure A { a: example#Zero, b: example#Five, c: Count }\ninteger Count\n";

        var both = LinkedText.Link(Old, LinkedText.Head + "@default(0)\ninteger Zero\n@default(5)\ninteger Five\napply old#Count @default(0)\n");

        both.Problems.ShouldBeEmpty();
        string Default(string name) => Trait(Shapes(both).GetProperty("old#A").GetProperty("members").GetProperty(name), "default").GetRawText();
        (Default("a"), Default("b"), Default("c")).ShouldBe(("0", "null", "0"));
        Shapes(both).GetProperty("old#Count").GetProperty("traits").EnumerateObject().Count().ShouldBe(1);
    }

    private static JsonElement Shapes(string statements) => Shapes(LinkedText.Link(LinkedText.Head + statements));

    private static JsonElement Shapes(SmithyModel model) => JsonDocument.Parse(JsonAst.Write(model)).RootElement.GetProperty("shapes");

    private static JsonElement Trait(JsonElement shape, string name) => shape.GetProperty("traits").GetProperty("smithy.api#" + name);

    private static string Compact(JsonElement element) => JsonSerializer.Serialize(element);
}
