namespace PasskeyLedger.ContractGenerator.Tests;

/// <summary>Metadata with a meaning.</summary>
public sealed class MetadataRuleTests
{
    [Theory]
    [InlineData("validators = 1", "PLC070 2:25")]
    [InlineData("validators = [1]", "PLC070 2:26")]
    [InlineData("validators = [{}]", "PLC070 2:26")]
    [InlineData("validators = [{name: 1}]", "PLC070 2:33")]
    [InlineData("validators = [{name: \"a\", severity: \"ERROR\"}]", "PLC070 2:48")]
    [InlineData("validators = [{name: \"a\", selector: \"strukture\"}]", "PLC070 2:48")]
    [InlineData("validators = [{name: \"a\", namespaces: \"b\"}]", "PLC070 2:50")]
    [InlineData("validators = [{name: \"a\", configuration: []}]", "PLC070 2:53")]
    [InlineData("validators = [{name: \"EmitEachSelector\", id: \"a\", message: \"b\", severity: \"NOTE\", namespaces: [\"c\"], selector: \"string\", configuration: {selector: \"*\"}}]", "")]
    [InlineData("validators = [{name: \"EmitEachSelector\"}]", "PLC070 2:26")]
    [InlineData("validators = [{name: \"EmitNoneSelector\", configuration: {selector: \"strukture\"}}]", "PLC070 2:79")]
    [InlineData("suppressions = [{id: \"a\"}]", "PLC070 2:28")]
    [InlineData("suppressions = [{id: \"a\", namespace: 1}]", "PLC070 2:49")]
    [InlineData("suppressions = {}", "PLC070 2:27")]
    [InlineData("suppressions = [{id: \"a\", namespace: \"*\", reason: \"b\", extra: 1}]", "")]
    [InlineData("severityOverrides = [{id: \"a\", namespace: \"*\"}]", "PLC070 2:33")]
    [InlineData("severityOverrides = [{id: \"a\", namespace: \"*\", severity: \"ERROR\"}]", "PLC070 2:69")]
    [InlineData("severityOverrides = [{id: \"a\", namespace: \"*\", severity: \"DANGER\"}]", "")]
    [InlineData("limits = {max: \"a\"}", "PLC070 2:27")]
    [InlineData("limits = {max: 1}", "")]
    [InlineData("anything = [1, {a: null}]", "")]
    [InlineData("shapeClosures = [{}]", "PLC070 2:29")]
    [InlineData("shapeClosures = [{id: \"not an id\", includeNamespaces: [\"example\"]}]", "PLC070 2:34")]
    [InlineData("shapeClosures = [{id: \"a#b\"}]", "PLC071 2:29")]
    [InlineData("shapeClosures = [{id: \"example#A\", includeNamespaces: [\"example\"]}]", "PLC071 2:34")]
    [InlineData("shapeClosures = [{id: \"a#b\", includeBySelector: \"strukture\"}]", "PLC071 2:60")]
    [InlineData("shapeClosures = [{id: \"a#b\", includeNamespaces: [\"example\"]}, {id: \"a#b\", includeNamespaces: [\"example\"]}]", "PLC071 2:79")]
    [InlineData("shapeClosures = [{id: \"a#b\", includeBySelector: \"[id=example#A]\", rename: {\"example#Limits\": \"C\"}}]", "PLC071 2:105")]
    [InlineData("shapeClosures = [{id: \"a#b\", includeNamespaces: [\"example\"], rename: {\"example#A\": \"A\"}}]", "PLC071 2:95")]
    [InlineData("shapeClosures = [{id: \"a#b\", includeNamespaces: [\"example\"], rename: {\"example#A\": \"limits\"}}]", "PLC071 2:95")]
    [InlineData("shapeClosures = [{id: \"a#b\", includeNamespaces: [\"example\"], rename: {\"example#A\": \"B\"}}]", "")]
    public void what_has_a_meaning_has_a_form(string metadata, string place)
        => LinkedText.Link($"$version: \"2.0\"\nmetadata   {metadata}\nnamespace example\nstring A\n@metadata(key: \"limits\")\nstructure Limits {{ max: Integer }}\n")
            .Problems.Where(problem => !problem.IsWarning).Select(LinkedText.Place).ShouldBe(place.Length == 0 ? [] : [place]);

    [Theory]
    [InlineData("@metadata(key: \"suppressions\")\nstructure A {}", "PLC070 3:2")]
    [InlineData("@metadata(key: \"a\")\nstructure A {}\n@metadata(key: \"a\")\nstructure B {}", "PLC070 5:2")]
    [InlineData("@metadata(key: \"a\")\nstructure A {}\n@metadata(key: \"b\")\nstructure B {}", "")]
    [InlineData("@metadata(key: \"a\") @input\nstructure A {}", "PLC023 3:2")]
    public void a_key_has_one_type(string statements, string place) => LinkedText.Errors(statements).ShouldBe(place.Length == 0 ? [] : [place]);

    [Fact]
    public void lists_of_one_key_are_judged_in_the_files_they_stand_in()
    {
        var problem = LinkedText.Link("$version: \"2.0\"\nmetadata suppressions = []\n", "$version: \"2.0\"\n\nmetadata suppressions = [1]\n").Problems.Single();

        (problem.Location.Path, LinkedText.Place(problem)).ShouldBe(("1.smithy", "PLC070 3:26"));
    }
}
