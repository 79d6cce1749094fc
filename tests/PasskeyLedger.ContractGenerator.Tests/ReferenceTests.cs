using PasskeyLedger.ContractGenerator.Smithy;

namespace PasskeyLedger.ContractGenerator.Tests;

public sealed class ReferenceTests
{
    private const string Contract =
        """
        $version: "2.0"
        namespace example

        use aws.protocols#awsJson1_1

        @trait(selector: "structure")
        string storedEvent

        /// Keeps things.
        @awsJson1_1
        service Store { version: "1", operations: [Put], errors: [Busy] }

        /// Puts a thing.
        operation Put {
            input := {
                /// What it is | or was.
                @required
                thing: Thing
                tags: Tags
                choice: Choice
                color: Color = "red"
                at: Moment
            }
            output := {}
            errors: [Refused]
        }

        /// Too much to do.
        @error("server")
        @httpError(503)
        @retryable
        structure Busy { message: String }

        /// It was refused.
        @error("client")
        structure Refused { message: String, why: String }

        @storedEvent("thing_put")
        structure ThingPut { other: other#Thing }

        structure Thing { size: Size }

        union Choice { one: String, many: Tags }

        enum Color {
            RED = "red"
            BLUE = "blue"
        }

        @range(min: 1)
        integer Size

        @uniqueItems
        @length(max: 3)
        list Tags { member: Tag }

        @length(min: 1, max: 20)
        string Tag

        timestamp Moment
        """;

    [Theory]
    [InlineData("| [Put](#put) | Puts a thing. |")]
    [InlineData("| `thing` | [Thing](#thing-example) | yes |  | What it is \\| or was. |")]
    [InlineData("| `tags` | list of string |  | length at most 3; no item twice; each: length 1 to 20 |  |")]
    [InlineData("| `choice` | [Choice](#choice) |  |  |  |")]
    [InlineData("| `color` | [Color](#color) |  | default `\"red\"` |  |")]
    [InlineData("| `at` | timestamp |  | epoch-seconds |  |")]
    [InlineData("| `other` | [Thing](#thing-other) |  |  |  |")]
    [InlineData("| `Busy` | 503 | Too much to do. The call may be repeated later. |")]
    [InlineData("| [Refused](#refused) | 400 | It was refused. |")]
    [InlineData("| `why` | string |  |  |  |")]
    [InlineData("Response: an empty object.")]
    [InlineData("### `thing_put`: ThingPut")]
    [InlineData("### Thing (example)")]
    [InlineData("### Thing (other)")]
    [InlineData("| `size` | integer |  | at least 1 |  |")]
    [InlineData("Exactly one of:")]
    [InlineData("One of `red`, `blue`.")]
    public void the_reference_says_what_the_contract_says(string line)
    {
        var contracts = ContractSet.Read([new ContractText("a.smithy", Contract), new ContractText("b.smithy", "$version: \"2.0\"\nnamespace other\nstructure Thing {}\n")]);

        contracts.Diagnostics.Select(diagnostic => diagnostic.ToString()).ShouldBeEmpty();
        contracts.ToMarkdown().Split('\n').ShouldContain(line, contracts.ToMarkdown());
    }
}
