namespace PasskeyLedger.ContractGenerator.Tests;

/// <summary>What a model can be used with all the same, and how it is silenced.</summary>
public sealed class WarningTests
{
    [Theory]
    [InlineData("service S { version: \"1\", opertions: [] }", "PLC025 3:27")]
    [InlineData("resource R { reed: R }", "PLC025 3:14")]
    [InlineData("@required(a: 1)\nstructure A {}", "PLC026 3:11")]
    [InlineData("@deprecated(mesage: \"a\")\nstructure A {}", "PLC026 3:13")]
    [InlineData("@documentation(Nothing)\nstructure A {}", "PLC028 3:16")]
    [InlineData("@range(max: 200)\nbyte A", "PLC029 3:2")]
    [InlineData("structure A { a: Blob = \"???\"\n }", "PLC029 3:25")]
    [InlineData("@mine(\"???\")\nstring A\n@trait\nblob mine", "PLC029 3:7")]
    public void what_is_only_suspicious_is_a_warning(string statements, string place)
    {
        var problems = LinkedText.Link(LinkedText.Head + statements).Problems.Where(problem => problem.Id != "PLC023").ToList();

        problems.Select(LinkedText.Place).ShouldBe([place]);
        problems.ShouldAllBe(problem => problem.IsWarning);
    }

    [Fact]
    public void a_trait_of_another_namespace_that_is_private_is_a_warning()
    {
        var problem = LinkedText.Link("$version: \"2.0\"\nnamespace other\n@private @trait\nstructure mine {}\n", LinkedText.Head + "@other#mine\nstring A").Problems.Single();

        (LinkedText.Place(problem), problem.IsWarning).ShouldBe(("PLC024 3:2", true));
    }

    [Fact]
    public void an_unknown_control_statement_is_passed_over_with_a_warning()
    {
        var model = LinkedText.Link("$version: \"2.0\"\n$\"my key\": [1]\nnamespace a\nstring B");

        model.Problems.Select(problem => (LinkedText.Place(problem), problem.IsWarning)).ShouldBe([("PLC004 2:2", true)]);
        model.OwnShapes.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("PLC026")]
    [InlineData("TraitValue")]
    [InlineData("TraitValue.UnknownMember")]
    public void a_shape_can_silence_the_warnings_of_itself(string id)
    {
        const string Unknown = "@deprecated(mesage: \"a\")\nstructure A {}\n@deprecated(mesage: \"a\")\nstructure B {}\n";

        LinkedText.Link($"{LinkedText.Head}@suppress([\"{id}\"])\n{Unknown}").Problems.Select(LinkedText.Place).ShouldBe(["PLC026 6:13"]);
        LinkedText.Link($"{LinkedText.Head}@suppress([\"Other\"])\n{Unknown}").Problems.Count.ShouldBe(2);
        LinkedText.Link($"$version: \"2.0\"\nmetadata suppressions = [{{id: \"{id}\", namespace: \"*\"}}]\nnamespace example\n{Unknown}").Problems.ShouldBeEmpty();
        LinkedText.Link($"$version: \"2.0\"\nmetadata suppressions = [{{id: \"{id}\", namespace: \"example\"}}]\nnamespace example\n{Unknown}").Problems.ShouldBeEmpty();
        LinkedText.Link($"$version: \"2.0\"\nmetadata suppressions = [{{id: \"{id}\", namespace: \"exam\"}}]\nnamespace example\n{Unknown}").Problems.Count.ShouldBe(2);
    }

    [Fact]
    public void an_error_cannot_be_silenced()
        => LinkedText.Errors("@suppress([\"PLC011\", \"PLC067\"])\n@pattern(\"(\")\nstring A").ShouldBe(["PLC067 4:10"]);

    [Fact]
    public void a_validator_of_a_trait_can_warn_and_is_silenced_by_its_own_id()
    {
        const string Trait = "@trait @traitValidators(\"my.Rule\": {selector: \"> member\", severity: \"WARNING\"})\nstructure mine {}\n@mine\n";

        LinkedText.Link($"{LinkedText.Head}{Trait}structure A {{ b: String }}").Problems.Select(problem => (LinkedText.Place(problem), problem.IsWarning)).ShouldBe([("PLC065 6:15", true)]);
        LinkedText.Link($"{LinkedText.Head}{Trait}structure A {{ @suppress([\"my\"]) b: String }}").Problems.ShouldBeEmpty();
    }
}
