using System.Collections;
using System.Reflection;

namespace PasskeyLedger.ContractGenerator.Tests;

/// <summary>The trait personalData of a contract's own, in the code that is generated.</summary>
public sealed class PersonalMemberTests
{
    private const string Head = """
        $version: "2.0"
        namespace example
        @trait(selector: "structure")
        string storedEvent
        @trait(selector: "structure > member :test(> :test(string, blob) :not(enum))")
        structure personalData {}

        """;

    [Fact]
    public void an_event_lists_the_paths_of_its_personal_members_also_those_of_structures_within()
    {
        var events = Compile(Head + """
            @storedEvent("placed")
            structure Placed { @personalData note: String, plain: String, from: Sender, to: Sender }
            @storedEvent("shipped")
            structure Shipped { plain: String }
            structure Sender { @personalData photo: Blob, name: Name, parent: Sender }
            structure Name { @personalData first: String }
            """).GetType("Example.StoredEvents")!;

        Paths(events, "placed").ShouldBe(["note", "from.photo", "from.name.first", "to.photo", "to.name.first"]);
        Paths(events, "shipped").ShouldBeEmpty();
        Paths(events, "unheard_of").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("structure Foo { all: Bars }\nlist Bars { member: Bar }\nstructure Bar { @personalData a: String }", "PLC031 9:18")]
    [InlineData("structure Foo { all: Bars }\nmap Bars { key: String, value: Bar }\nstructure Bar { @personalData a: String }", "PLC031 9:18")]
    [InlineData("structure Foo { @personalData a: Integer }", "PLC023 7:18")]
    [InlineData("structure Foo { @personalData a: E }\nenum E { A }", "PLC023 7:18")]
    [InlineData("@personalData\nstructure Foo {}", "PLC023 7:2")]
    public void where_it_cannot_be_sealed_it_is_an_error(string statements, string expected) =>
        InMemoryProject.ForNet().With("a.smithy", Head + statements).Diagnostics()
            .Select(diagnostic => $"{diagnostic.Id} {diagnostic.Location.GetLineSpan().StartLinePosition.Line + 1}:{diagnostic.Location.GetLineSpan().StartLinePosition.Character + 1}")
            .Distinct()
            .ShouldBe([expected]);

    [Fact]
    public void a_released_member_may_become_personal() =>
        InMemoryProject.ForNet()
            .WithReleased("released/a.smithy", Head + "@storedEvent(\"placed\")\nstructure Placed { note: String }")
            .With("a.smithy", Head + "@storedEvent(\"placed\")\nstructure Placed { @personalData note: String }")
            .Diagnostics().ShouldBeEmpty();

    private static Assembly Compile(string contract) => Assembly.Load(InMemoryProject.ForNet().With("a.smithy", contract).CompileImage());

    private static IEnumerable<string?> Paths(Type events, string storedName) =>
        ((IEnumerable)events.GetMethod("PersonalMembersOf")!.Invoke(null, [storedName])!).Cast<object>().Select(member => member.ToString());
}
