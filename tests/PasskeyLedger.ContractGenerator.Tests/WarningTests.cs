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
    [InlineData("structure A { @range(min: 1) a: Integer = 0\n }", "PLC029 3:43")]
    [InlineData("structure A { @range(min: 1) a: Double = -0.0\n }", "PLC029 3:42")]
    [InlineData("@mine(\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!\")\nstring A\n@trait\n@pattern(\"^(?=(a+)+$)\")\nstring mine", "PLC029 3:7")]
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

    [Theory]
    [InlineData("{name: \"EmitEachSelector\", configuration: {selector: \"structure > member\"}}", "PLC073 5:15: EmitEachSelector: 'example#A$b': it matches structure > member")]
    [InlineData("{name: \"EmitEachSelector\", id: \"my.Rule\", message: \"Told: {super}\", configuration: {selector: \"string\"}}", "PLC073 4:20: my.Rule: Told: 'example#S': it matches string")]
    [InlineData("{name: \"EmitEachSelector\", id: \"a\", configuration: {selector: \"*\", bindToTrait: since, messageTemplate: \"@{id|name} of @@since @{trait|since}\"}}", "PLC073 4:2: a: S of @since 1")]
    [InlineData("{name: \"EmitEachSelector\", id: \"a\", configuration: {selector: \"structure $found(> member > *) ${found}\", messageTemplate: \"@{var|found|id}\"}}", "PLC073 4:20: a: [example#S]")]
    [InlineData("{name: \"EmitEachSelector\", namespaces: [\"other\"], configuration: {selector: \"*\"}}", "")]
    [InlineData("{name: \"EmitEachSelector\", selector: \"list\", configuration: {selector: \"*\"}}", "")]
    [InlineData("{name: \"EmitEachSelector\", severity: \"NOTE\", configuration: {selector: \"*\"}}", "")]
    [InlineData("{name: \"EmitNoneSelector\", configuration: {selector: \"union\"}}", "PLC073 2:24: EmitNoneSelector: nothing matches union")]
    [InlineData("{name: \"EmitNoneSelector\", configuration: {selector: \"structure\"}}", "")]
    [InlineData("{name: \"Another\"}", "PLC072 2:31: there is no validator 'Another' here, so the model is not held to it")]
    public void a_model_s_own_validators_warn(string validator, string finding)
    {
        var problems = LinkedText.Link($"$version: \"2.0\"\nmetadata validators = [{validator}]\nnamespace example\n@since(\"1\") string S\nstructure A {{ b: S }}\n").Problems;

        problems.Select(problem => $"{LinkedText.Place(problem)}: {problem.Message}").ShouldBe(finding.Length == 0 ? [] : [finding]);
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
