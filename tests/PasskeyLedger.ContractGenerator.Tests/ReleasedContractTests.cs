using Microsoft.CodeAnalysis;

namespace PasskeyLedger.ContractGenerator.Tests;

/// <summary>What has shipped cannot be taken back: each rule with a change that breaks it and one that does not.</summary>
public sealed class ReleasedContractTests
{
    private const string Head = "$version: \"2.0\"\nnamespace example\n@trait\nstring storedEvent\n";

    [Theory]
    [InlineData("structure A {}", "", "structure A {}\nstructure B {}", "PLC040")]
    [InlineData("@storedEvent(\"a\")\nstructure A {}", "@storedEvent(\"b\")\nstructure A {}", "@storedEvent(\"a\")\nstructure A { new: String }", "PLC040")]
    [InlineData("structure A { a: String }", "structure A {}", "structure A { a: String, b: String }", "PLC041")]
    [InlineData("structure A { a: String }", "structure A { b: String }", "structure A { b: String, a: String }", "PLC041")]
    [InlineData("structure A { a: String }", "structure A { a: Integer }", "structure A { a: Text }\nstring Text", "PLC042")]
    [InlineData("structure A { a: L }\nlist L { member: String }", "structure A { a: L }\nlist L { member: Integer }", "structure A { a: M }\nlist M { member: String }", "PLC042")]
    [InlineData("structure A { a: B }\nstructure B {}", "structure A { a: C }\nstructure B {}\nstructure C {}", "structure A { a: B }\nstructure B { c: String }", "PLC042")]
    [InlineData("structure A { a: Timestamp }", "structure A { @timestampFormat(\"date-time\") a: Timestamp }", "structure A { @timestampFormat(\"epoch-seconds\") a: Timestamp }", "PLC042")]
    [InlineData("structure A { a: String }", "structure A { @required a: String }", "structure A { @since(\"1\") a: String }", "PLC043")]
    [InlineData("structure A {}", "structure A { @required a: String }", "structure A { a: String }", "PLC043")]
    [InlineData("structure A { @length(min: 1, max: 9) a: String }", "structure A { @length(min: 2, max: 9) a: String }", "structure A { @length(max: 10) a: String }", "PLC044")]
    [InlineData("structure A { a: Integer }", "structure A { @range(max: 9) a: Integer }", "structure A { a: Integer }", "PLC044")]
    [InlineData("structure A { a: T }\n@pattern(\"a\")\nstring T", "structure A { a: T }\n@pattern(\"b\")\nstring T", "structure A { a: T }\nstring T", "PLC044")]
    [InlineData("structure A { a: L }\nlist L { member: String }", "structure A { a: L }\n@uniqueItems\nlist L { member: String }", "structure A { a: L }\n@sparse\nlist L { member: String }", "PLC044")]
    [InlineData("structure A { a: L }\nlist L { member: String }", "structure A { a: L }\nlist L { @length(max: 1) member: String }", "structure A { a: L }\nlist L { member: T }\nstring T", "PLC044")]
    [InlineData("enum E { A, B }", "enum E { A }", "enum E { A, B, C }", "PLC046")]
    [InlineData("enum E { A }", "enum E {\n A = \"x\"\n }", "enum E {\n A = \"A\"\n }", "PLC046")]
    public void a_change_that_breaks_what_has_shipped_is_an_error_and_an_addition_is_none(string released, string breaking, string addition, string id)
    {
        Ids(released, breaking).ShouldBe([id]);
        Ids(released, addition).ShouldBeEmpty();
    }

    [Fact]
    public void operations_and_their_errors_stay()
    {
        const string Service = "use aws.protocols#awsJson1_1\n@awsJson1_1\nservice S { version: \"1\", operations: [O] }\n@error(\"client\")\nstructure E {}\nstructure I {}\n";
        const string Released = Service + "operation O { input: I, errors: [E] }";

        IdsAfterUse(Released, Released).ShouldBeEmpty();
        IdsAfterUse(Released, Service + "operation O { input: I }").ShouldBe(["PLC045"]);
        IdsAfterUse(Released, Service + "operation O { errors: [E] }").ShouldBe(["PLC042"]);
        IdsAfterUse(Released, Service.Replace("[O]", "[P]", StringComparison.Ordinal) + "operation O { input: I, errors: [E] }\noperation P {}").ShouldBe(["PLC040"]);
    }

    [Fact]
    public void the_message_has_the_place_in_both_contracts()
    {
        var diagnostic = Diagnostics(Head + "structure A { a: String }", Head + "\nstructure A { a: Integer }").Single();

        diagnostic.Location.GetLineSpan().ToString().ShouldBe("contracts/a.smithy: (5,14)-(5,15)");
        diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture).ShouldEndWith("(released at contracts/released/1/a.smithy(5,15))");
    }

    [Fact]
    public void code_is_generated_where_nothing_is_broken_and_none_from_what_has_shipped()
        => InMemoryProject.ForNet().With("a.smithy", Head + "structure A { a: String }").WithReleased("released/a.smithy", Head + "structure A {}").CompileImage().ShouldNotBeEmpty();

    private static IEnumerable<string> Ids(string released, string current) => Diagnostics(Head + released, Head + current).Select(diagnostic => diagnostic.Id);

    private static IEnumerable<string> IdsAfterUse(string released, string current)
    {
        const string Start = "$version: \"2.0\"\nnamespace example\n";
        return Diagnostics(Start + released, Start + current).Select(diagnostic => diagnostic.Id);
    }

    private static IEnumerable<Diagnostic> Diagnostics(string released, string current)
        => InMemoryProject.ForNet().With("contracts/a.smithy", current).WithReleased("contracts/released/1/a.smithy", released).Diagnostics();
}
