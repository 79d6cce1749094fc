using System.Buffers;
using System.Reflection;
using System.Text;

namespace PasskeyLedger.ContractGenerator.Tests;

/// <summary>What a generated server refuses, and in which words.</summary>
public sealed class ConstraintTests
{
    private const string Contract = """
        $version: "2.0"
        namespace example

        use aws.protocols#awsJson1_1

        @awsJson1_1
        service Checks {
            version: "1"
            operations: [Check]
        }

        operation Check {
            input := {
                @length(min: 2, max: 3)
                text: String

                @length(min: 1)
                blob: Blob

                @pattern("^(a+)+$")
                pattern: String

                @pattern("b")
                part: String

                @range(min: -1, max: 10)
                number: Integer

                @range(max: 0.25)
                double: Double

                @range(min: 1)
                big: BigInteger

                @range(min: 0.1)
                exact: BigDecimal

                kind: Kind
                size: Size
                items: Items
                names: Names
                nested: Nested
                choice: Choice
                unused: Dense
                unique: Unique
                uniqueNested: UniqueNested
            }
        }

        enum Kind { A, B }

        intEnum Size {
            ONE = 1
        }

        @length(max: 2)
        list Items {
            member: Nested
        }

        @length(max: 2)
        map Names {
            @pattern("^[a-z]+$")
            key: String

            @length(max: 1)
            value: String
        }

        structure Nested {
            @required
            must: String

            kinds: Kinds
        }

        list Kinds {
            member: Kind
        }

        list Dense {
            member: String
        }

        union Choice {
            @length(max: 1)
            text: String

            nested: Nested
        }

        @uniqueItems
        list Unique {
            member: String
        }

        @uniqueItems
        list UniqueNested {
            member: Nested
        }
        """;

    private static readonly Lazy<Assembly> Compiled = new(() => Assembly.Load(
        InMemoryProject.ForNet().With("checks.smithy", Contract).CompileImage()));

    [Theory]
    [InlineData("""{"text":"abcd"}""", "text: length must be from 2 to 3")]
    [InlineData("""{"text":"a"}""", "text: length must be from 2 to 3")]
    [InlineData("""{"blob":""}""", "blob: length must be at least 1")]
    [InlineData("""{"pattern":"aab"}""", "pattern: does not match ^(a+)+$")]
    [InlineData("""{"pattern":"aa\n"}""", "pattern: does not match ^(a+)+$")]
    [InlineData("""{"part":"aa"}""", "part: does not match b")]
    [InlineData("""{"number":11}""", "number: must be from -1 to 10")]
    [InlineData("""{"number":-2}""", "number: must be from -1 to 10")]
    [InlineData("""{"double":0.5}""", "double: must be at most 0.25")]
    [InlineData("""{"double":"NaN"}""", "double: must be at most 0.25")]
    [InlineData("""{"big":-100000000000000000000000000000000000000}""", "big: must be at least 1")]
    [InlineData("""{"exact":0.0999999999999999999999999999999999999999999999}""", "exact: must be at least 0.1")]
    [InlineData("""{"exact":1E999999999}""", "exact: a number out of range")]
    [InlineData("""{"exact":"1"}""", "exact: expected a number but found a string")]
    [InlineData("""{"big":1.5}""", "big: not a whole number")]
    [InlineData("""{"kind":"C"}""", "kind: must be one of A, B")]
    [InlineData("""{"size":2}""", "size: must be one of 1")]
    [InlineData("""{"items":[{"must":"a"},{}]}""", "items[1].must: missing")]
    [InlineData("""{"items":[{"must":"a"},null]}""", "items[1]: expected an object but found null")]
    [InlineData("""{"items":[{"must":"a"},{"must":"b"},{"must":"c"}]}""", "items: length must be at most 2")]
    [InlineData("""{"items":[{"must":"a","kinds":["A","C"]}]}""", "items[0].kinds[1]: must be one of A, B")]
    [InlineData("""{"names":{"A":"x"}}""", "names.A: does not match ^[a-z]+$")]
    [InlineData("""{"names":{"a":"xx"}}""", "names.a: length must be at most 1")]
    [InlineData("""{"nested":{}}""", "nested.must: missing")]
    [InlineData("""{"choice":{}}""", "choice: exactly one member must be given, and there are 0")]
    [InlineData("""{"choice":{"later":1}}""", "choice: exactly one member must be given, and there are 0")]
    [InlineData("""{"choice":{"text":"a","nested":{"must":"b"}}}""", "choice: exactly one member must be given, and there are 2")]
    [InlineData("""{"choice":{"text":"ab"}}""", "choice.text: length must be at most 1")]
    [InlineData("""{"unique":["a","b","a"]}""", "unique: holds an item twice")]
    [InlineData("""{"uniqueNested":[{"must":"a"},{"must":"a"}]}""", "uniqueNested: holds an item twice")]
    public async Task what_breaks_a_constraint_is_told_with_its_path(string body, string expected) => (await Violations(body)).ShouldBe([expected]);

    [Theory]
    [InlineData("""{"text":"ab","blob":"AA==","pattern":"aaa","part":"abc","number":-1,"double":0.25,"big":1,"exact":1E+40,"kind":"B","size":1}""")]
    [InlineData("""{"text":"\uD83D\uDE00\uD83D\uDE00\uD83D\uDE00"}""")]
    [InlineData("""{"items":[],"names":{"a":"x"},"unused":["a","a"],"unique":["a","A"],"uniqueNested":[{"must":"a"},{"must":"b"}],"choice":{"nested":{"must":"c"}}}""")]
    public async Task what_keeps_all_constraints_is_taken(string body) => (await Violations(body)).ShouldBeEmpty();

    [Fact]
    public async Task all_violations_are_told_together()
        => (await Violations("""{"text":"","number":99,"items":[{},{"must":1}],"names":{"A":"xx"},"choice":{}}""")).ShouldBe(
            [
                "text: length must be from 2 to 3",
                "number: must be from -1 to 10",
                "items[0].must: missing",
                "items[1].must: expected a string but found a number",
                "names.A: does not match ^[a-z]+$",
                "names.A: length must be at most 1",
                "choice: exactly one member must be given, and there are 0",
            ]);

    [Fact]
    public async Task a_number_of_endless_digits_is_refused_without_being_worked_out()
        => (await Violations($$"""{"big":{{new string('9', 100_000)}},"exact":{{new string('9', 100_000)}}}""")).ShouldBe(["big: a number out of range", "exact: a number out of range"]);

    [Fact]
    public async Task a_value_that_a_pattern_would_take_ages_for_is_refused_in_time()
    {
        var violations = await Violations($$"""{"pattern":"{{new string('a', 5000)}}!"}""");

        violations.ShouldHaveSingleItem().ShouldBeOneOf("pattern: does not match ^(a+)+$", "pattern: takes too long to match against ^(a+)+$");
    }

    private static async Task<List<string?>> Violations(string body)
    {
        var handler = DispatchProxy.Create(Compiled.Value.GetType("Example.IChecks", throwOnError: true)!, typeof(ProtocolCaseTests.AnsweringHandler));
        var outcome = Compiled.Value.GetType("Example.ChecksDispatcher", throwOnError: true)!.GetMethod("DispatchAsync")!.Invoke(
            null, ["Checks.Check", (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(body), handler, new ArrayBufferWriter<byte>(), TestContext.Current.CancellationToken])!;
        var task = (Task)outcome.GetType().GetMethod("AsTask")!.Invoke(outcome, [])!;
        await task;
        var result = task.GetType().GetProperty("Result")!.GetValue(task)!;
        return [.. ((System.Collections.IEnumerable)result.GetType().GetProperty("Violations")!.GetValue(result)!).Cast<object>().Select(violation => violation.ToString())];
    }
}
