using PasskeyLedger.ContractGenerator.Smithy;
using PasskeyLedger.ContractGenerator.Smithy.Evolution;

namespace PasskeyLedger.ContractGenerator.Tests;

/// <summary>Every rule on what may follow a released contract, with a change that breaks it and a like one that does not.</summary>
public sealed class EvolutionTests
{
    // Its lines are counted by the tests: line 1 of the file is $version.
    private const string Released =
        """
        $version: "2.0"
        namespace example
        use aws.protocols#awsJson1_1
        @trait(selector: "structure")
        string storedEvent
        @awsJson1_1
        service Store { version: "1", operations: [Put, Get], errors: [Busy] }
        operation Put { input: PutRequest, output: PutResponse, errors: [Refused] }
        operation Get { input: GetRequest, output: GetResponse }
        structure PutRequest { @required key: Key, tags: Tags, note: String, count: Integer = 1
         }
        structure PutResponse { @required at: Moment, thing: Thing }
        structure GetRequest {}
        structure GetResponse { @required color: Color, choice: Choice }
        structure Thing { size: Size, weight: Weight, @timestampFormat("date-time") made: Moment, prices: Prices }
        union Choice { one: String, many: Tags }
        enum Color {
            RED = "red"
            BLUE = "blue"
        }
        @error("server")
        @httpError(503)
        structure Busy { message: String }
        @error("client")
        structure Refused { message: String }
        @storedEvent("thing_put")
        structure ThingPut { @required key: Key, color: Color, thing: Thing }
        structure Headers { @required id: String, agent: String }
        @length(min: 1, max: 20)
        @pattern("^[a-z]+$")
        string Key
        @range(min: 1, max: 10)
        integer Size
        @range(max: 2.5)
        double Weight
        list Tags { member: Tag }
        @length(max: 9)
        string Tag
        map Prices { key: Key, value: Integer }
        timestamp Moment
        """;

    /// <summary>What the released text has, what stands there instead, the rule that this breaks and where it is told.</summary>
    [Theory]
    [InlineData("operations: [Put, Get]", "operations: [Put]", "PLC100 7:9 released 9:11")]
    [InlineData("service Store {", "service Shop {", "PLC100 2:11 released 7:9")]
    [InlineData("enum Color {", "enum Paint {", "PLC101 2:11 released 17:6", "color: Color", "color: Paint")]
    [InlineData("size: Size, ", "", "PLC102 15:11 released 15:19")]
    [InlineData("union Choice { one: String, ", "union Choice { ", "PLC102 16:7 released 16:16")]
    [InlineData(", agent: String }", "}", "PLC102 28:11 released 28:43")]
    [InlineData("note: String", "note: Integer", "PLC103 10:56 released 10:56")]
    [InlineData("list Tags { member: Tag }", "list Tags { member: Integer }", "PLC103 10:44 released 10:44")]
    [InlineData("list Tags", "@sparse list Tags", "PLC103 10:44 released 10:44")]
    [InlineData("union Choice", "structure Choice", "PLC103 16:11 released 16:7")]
    [InlineData("note: String", "@required note: String", "PLC104 10:57 released 10:56")]
    [InlineData("size: Size", "@required more: String, size: Size", "PLC104 15:29 released 15:11")]
    [InlineData("@required at: Moment", "at: Moment", "PLC105 12:25 released 12:26")]
    [InlineData("max: 20", "max: 19", "PLC106 29:2 released 29:2")]
    [InlineData("@length(min: 1, max: 20)", "@length(min: 2, max: 20)", "PLC106 29:2 released 29:2")]
    [InlineData("max: 10", "max: 9", "PLC106 32:2 released 32:2")]
    [InlineData("@range(max: 2.5)", "@range(max: 2.45)", "PLC106 34:2 released 34:2")]
    [InlineData("@range(max: 2.5)", "@range(min: 0, max: 2.5)", "PLC106 34:2 released 34:2")]
    [InlineData("@pattern(\"^[a-z]+$\")", "@pattern(\"^[a-z0-9]+$\")", "PLC106 30:2 released 30:2")]
    [InlineData("@length(max: 9)\nstring Tag", "@length(max: 9) @pattern(\"a\")\nstring Tag", "PLC106 37:18 released 38:8")]
    [InlineData("list Tags", "@uniqueItems list Tags", "PLC106 36:2 released 36:6")]
    [InlineData("tags: Tags", "@length(max: 3) tags: Tags", "PLC106 10:45 released 10:44")]
    [InlineData("errors: [Refused]", "errors: []", "PLC107 8:11 released 8:11")]
    [InlineData("BLUE = \"blue\"", "", "PLC108 17:6 released 19:5")]
    [InlineData("BLUE = \"blue\"", "BLUE = \"navy\"", "PLC108 19:5 released 19:5")]
    [InlineData("BLUE = \"blue\"", "NAVY = \"blue\"", "PLC108 19:5 released 19:5")]
    [InlineData("@httpError(503)", "@httpError(500)", "PLC109 22:2 released 22:2")]
    [InlineData("@error(\"client\")", "@error(\"client\") @httpError(404)", "PLC109 24:19 released 24:2")]
    [InlineData("= 1\n", "= 2\n", "PLC110 10:70 released 10:70")]
    [InlineData(" = 1\n", "\n", "PLC110 10:70 released 10:70")]
    [InlineData("weight: Weight", "weight: Weight = 1.5\n", "PLC110 15:31 released 15:31")]
    [InlineData("@storedEvent(\"thing_put\")", "@storedEvent(\"thing_set\")", "PLC111 26:2 released 26:2")]
    [InlineData("@storedEvent(\"thing_put\")", "", "PLC111 27:11 released 26:2")]
    [InlineData("@timestampFormat(\"date-time\") made", "made", "PLC112 15:47 released 15:48")]
    [InlineData("timestamp Moment", "@timestampFormat(\"http-date\") timestamp Moment", "PLC112 40:2 released 40:11")]
    [InlineData("input: GetRequest,", "input: PutRequest,", "PLC113 9:11 released 9:11")]
    public void a_change_breaks_its_rule(string before, string now, string expected, string? alsoBefore = null, string? alsoNow = null)
    {
        var changed = Replace(Released, before, now);
        if (alsoBefore is not null)
            changed = Replace(changed, alsoBefore, alsoNow!);

        var changes = Compare(Released, changed);

        changes.Select(Describe).ShouldContain(expected);
        if (alsoBefore is null)
            changes.ShouldAllBe(change => expected.StartsWith(change.Rule, StringComparison.Ordinal), string.Join('\n', changes));
    }

    [Theory]
    [InlineData("note: String", "note: String, more: Integer")]
    [InlineData("note: String", "note: Note", "timestamp Moment", "timestamp Moment\nstring Note")]
    [InlineData("structure GetRequest {}", "structure GetRequest { more: String }")]
    [InlineData("union Choice { one: String, ", "union Choice { one: String, two: String, ")]
    [InlineData("structure Thing { ", "structure Thing { more: Integer, fixed: Integer = 3\n ")]
    [InlineData("operations: [Put, Get]", "operations: [Put, Get, Drop]", "timestamp Moment", "timestamp Moment\noperation Drop {}")]
    [InlineData("operations: [Put, Get], ", "resources: [Box], ", "timestamp Moment", "timestamp Moment\nresource Box { operations: [Put, Get] }")]
    [InlineData("errors: [Refused]", "errors: [Refused, Lost]", "timestamp Moment", "timestamp Moment\n@error(\"client\")\nstructure Lost {}")]
    [InlineData("errors: [Busy] }", "}", "errors: [Refused] }\noperation Get { ", "errors: [Refused, Busy] }\noperation Get { errors: [Busy], ")]
    [InlineData("BLUE = \"blue\"", "GREEN = \"green\"\n    BLUE = \"blue\"")]
    [InlineData("@required key: Key, tags", "key: Key, tags")]
    [InlineData("@required at: Moment", "at: Moment = 0\n")]
    [InlineData("max: 20", "max: 21")]
    [InlineData("@length(min: 1, max: 20)", "@length(min: 0)")]
    [InlineData("@length(max: 9)", "@length(min: 0, max: 9)")]
    [InlineData("@range(min: 1, max: 10)", "")]
    [InlineData("@range(max: 2.5)", "@range(max: 2.50)")]
    [InlineData("@range(max: 2.5)", "@range(max: 2.51)")]
    [InlineData("@pattern(\"^[a-z]+$\")", "")]
    [InlineData("list Tags { member: Tag }\n@length(max: 9)\nstring Tag", "list Tags { member: Label }\n@length(max: 9)\nstring Label")]
    [InlineData("timestamp Moment", "@timestampFormat(\"epoch-seconds\") timestamp Moment")]
    [InlineData("@error(\"client\")", "@error(\"client\") @httpError(400)")]
    [InlineData("structure Headers { @required id: String, agent: String }", "")]
    [InlineData("structure Headers {", "@storedEvent(\"headers\")\nstructure Headers {")]
    [InlineData("structure Thing {", "/// A thing.\n@deprecated\nstructure Thing {")]
    public void an_addition_passes(string before, string now, string? alsoBefore = null, string? alsoNow = null)
    {
        var changed = Replace(Released, before, now);
        if (alsoBefore is not null)
            changed = Replace(changed, alsoBefore, alsoNow!);

        Compare(Released, changed).Select(Describe).ShouldBeEmpty();
    }

    [Fact]
    public void a_constraint_of_a_type_that_many_members_use_is_told_once()
        => Compare(Released, Replace(Released, "max: 20", "max: 19")).Count.ShouldBe(1);

    [Fact]
    public void every_rule_is_tested_and_explained()
    {
        var document = File.ReadAllText(Path.Combine(PasskeyLedger.Testing.Repository.Root, "generators", "PasskeyLedger.ContractGenerator", "DIAGNOSTICS.md"));
        var rules = typeof(EvolutionRules).GetFields().Select(field => (string)field.GetRawConstantValue()!).ToList();
        var tested = typeof(EvolutionTests).GetMethod(nameof(a_change_breaks_its_rule))!.GetCustomAttributes(typeof(InlineDataAttribute), inherit: false)
            .Cast<InlineDataAttribute>()
            .Select(data => (string)data.Data[2]!)
            .ToList();

        rules.ShouldBeUnique();
        rules.Where(rule => !document.Contains($"| {rule} |", StringComparison.Ordinal)).ShouldBeEmpty();
        rules.Where(rule => !tested.Exists(expected => expected.Contains(rule, StringComparison.Ordinal))).ShouldBeEmpty();
    }

    [Fact]
    public void our_own_contracts_break_nothing_that_was_released()
        => InMemoryProject.ForNet().WithOwnContracts().Diagnostics().ShouldBeEmpty();

    [Fact]
    public void a_broken_rule_is_a_compile_error_that_names_both_places()
    {
        var diagnostic = InMemoryProject.ForNet()
            .With("contracts/a.smithy", Replace(Released, "note: String", "note: Integer"))
            .WithReleased("contracts/released/a.smithy", Released)
            .Diagnostics()
            .Single();

        diagnostic.Severity.ShouldBe(Microsoft.CodeAnalysis.DiagnosticSeverity.Error);
        diagnostic.Id.ShouldBe("PLC103");
        diagnostic.Location.GetLineSpan().ToString().ShouldBe("contracts/a.smithy: (9,55)-(9,59)");
        diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture)
            .ShouldBe("'PutRequest$note' was string and is integer; keep it, and add an optional member of the new type (released: contracts/released/a.smithy(10,56))");
    }

    [Fact]
    public void a_contract_that_is_gone_altogether_is_told_in_one_that_is_left()
        => InMemoryProject.ForNet()
            .With("other.smithy", "$version: \"2.0\"\nnamespace other\nstring A\n")
            .WithReleased("released/a.smithy", Released)
            .Diagnostics()
            .Select(diagnostic => $"{diagnostic.Id} {diagnostic.Location.GetLineSpan().Path}")
            .Distinct()
            .ShouldBe(["PLC100 other.smithy", "PLC101 other.smithy"], ignoreOrder: true);

    [Fact]
    public void a_fault_of_a_released_file_is_told_in_it()
        => InMemoryProject.ForNet()
            .With("a.smithy", "$version: \"2.0\"\nnamespace example\nstring A\n")
            .WithReleased("released/a.smithy", "$version: \"2.0\"\nnamespace example\nstructure A { b: Missing }\n")
            .Diagnostics()
            .Select(diagnostic => $"{diagnostic.Id} {diagnostic.Location.GetLineSpan().Path}")
            .ShouldBe(["PLC011 released/a.smithy"]);

    [Fact]
    public void what_any_release_promised_is_kept_each_folder_being_one()
        => InMemoryProject.ForNet()
            .With("a.smithy", "$version: \"2.0\"\nnamespace example\nstructure A {}\n")
            .WithReleased("released/1/a.smithy", "$version: \"2.0\"\nnamespace example\nstructure A { first: String }\n")
            .WithReleased("released/2/a.smithy", "$version: \"2.0\"\nnamespace example\nstructure A { second: String }\n")
            .Diagnostics()
            .Select(diagnostic => diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture))
            .ShouldBe(
            [
                "'A$first' is gone; keep it, and mark it @deprecated (released: released/1/a.smithy(3,15))",
                "'A$second' is gone; keep it, and mark it @deprecated (released: released/2/a.smithy(3,15))",
            ]);

    [Fact]
    public void no_code_is_generated_from_what_was_released()
    {
        var project = InMemoryProject.ForNet()
            .With("a.smithy", "$version: \"2.0\"\nnamespace example\nstructure A { a: String }\n")
            .WithReleased("released/1/a.smithy", "$version: \"2.0\"\nnamespace example\nstructure A {}\nstructure Unreached {}\n");

        var trees = project.Driver().RunGenerators(project.EmptyCompilation(), TestContext.Current.CancellationToken).GetRunResult().GeneratedTrees;

        trees.ShouldContain(tree => tree.FilePath.Contains("Example.A", StringComparison.Ordinal));
        trees.ShouldNotContain(tree => tree.FilePath.Contains("Unreached", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("1e399", 1)]
    [InlineData("10e399", 0)]
    [InlineData("1e401", 0)]
    public void bounds_beyond_any_type_of_csharp_are_compared_exactly(string max, int breaks)
    {
        static string Contract(string max) => $"{LinkedText.Head}structure A {{ a: B }}\n@range(max: {max})\nbigDecimal B\n";

        Compare(Contract("1e400"), Contract(max)).Count(change => change.Rule == "PLC106").ShouldBe(breaks);
    }

    private static string Replace(string text, string before, string now)
    {
        text.ShouldContain(before);
        return text.Replace(before, now, StringComparison.Ordinal);
    }

    private static IReadOnlyList<ContractChange> Compare(string released, string current)
    {
        var (frozen, contract) = (ContractSet.Read([new ContractText("released.smithy", released)]), ContractSet.Read([new ContractText("a.smithy", current)]));
        frozen.Diagnostics.ShouldBeEmpty();
        contract.Diagnostics.ShouldBeEmpty(string.Join('\n', contract.Diagnostics));
        return contract.BreakingChangesSince(frozen);
    }

    private static string Describe(ContractChange change)
        => $"{change.Rule} {change.Place.Line}:{change.Place.Column} released {change.Released.Line}:{change.Released.Column}";
}
