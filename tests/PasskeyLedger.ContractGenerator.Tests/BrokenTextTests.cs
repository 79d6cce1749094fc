using PasskeyLedger.ContractGenerator.Emission;
using PasskeyLedger.ContractGenerator.Smithy.Syntax;
using PasskeyLedger.Testing;

namespace PasskeyLedger.ContractGenerator.Tests;

/// <summary>While a contract is typed it is mostly wrong: whatever stands there, the generator answers with errors and never fails itself.</summary>
public sealed class BrokenTextTests
{
    private const int Rounds = 150;

    private static readonly string[] Pieces = ["{", "}", "(", ")", "[", "]", "\"", "\"\"\"", "@", "$", "#", ":", ":=", "=", ",", "\\", "///", "\n", " with [", " for ", "-", "1e", "null", "é"];

    public static TheoryData<string> Contracts => ["contracts/passkey-registration.smithy", "contracts/ledger-events.smithy", "tests/PasskeyLedger.ContractGenerator.Tests/Models/depot.smithy"];

    [Theory]
    [MemberData(nameof(Contracts))]
    public void a_contract_that_ends_anywhere_is_read_without_failing(string path)
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, path));

        for (var round = 0; round < Rounds; round++)
            Bind(text[..(int)((long)text.Length * round / Rounds)], $"{path} up to {round}/{Rounds}");
    }

    [Theory]
    [MemberData(nameof(Contracts))]
    public void a_contract_with_a_piece_too_much_or_too_few_is_read_without_failing(string path)
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, path));

        for (var seed = 0; seed < Rounds; seed++)
        {
            var random = new Random(seed);
            var broken = text;
            for (var edit = 0; edit < 3; edit++)
            {
                var at = random.Next(broken.Length);
                broken = random.Next(2) == 0 ? broken.Insert(at, Pieces[random.Next(Pieces.Length)]) : broken.Remove(at, Math.Min(random.Next(1, 12), broken.Length - at));
            }

            Bind(broken, $"{path} with seed {seed}");
        }
    }

    [Theory]
    [InlineData("1")]
    [InlineData("\"\"")]
    [InlineData("\"{a}\"")]
    [InlineData("\"example#A\"")]
    [InlineData("[]")]
    [InlineData("[1, \"a\", [], {}]")]
    [InlineData("[{}, {a: 1}, {title: 1, input: [], error: {}}, {resource: 1, ids: []}, {resource: R, ids: {a: 1}}]")]
    [InlineData("{}")]
    [InlineData("{a: 1, min: {}, max: \"1\", selector: 1, uri: {}, method: 1, path: [], traits: {}, key: 1}")]
    [InlineData("{inputToken: \"..\", items: \"\", hostPrefix: \"{\", uri: \"/{\", exists: {}, encodings: 1, breakingChanges: [1, {path: 1}], in: 1, scheme: 1}")]
    [InlineData("null")]
    [InlineData("1e999999")]
    public void traits_of_any_value_anywhere_are_judged_without_failing(string value)
    {
        var all = string.Concat(LinkedText.Link().Shapes.Where(shape => shape.Trait("trait") is not null).Select(shape => $"@{shape.Id}({value})\n"));
        var text = $$"""
            $version: "2.0"
            metadata validators = [{{value}}, {name: {{value}}, configuration: {{value}} }, {name: "EmitEachSelector", configuration: {selector: "*", messageTemplate: "@{ @{||} @@@"} }]
            metadata suppressions = [{{value}}, {id: {{value}}, namespace: {{value}} }]
            metadata shapeClosures = [{{value}}, {id: {{value}}, rename: {{value}} }, {id: "a#b", includeNamespaces: {{value}}, includeBySelector: {{value}}, rename: {a: {{value}} } }]
            namespace example
            {{all}}
            structure A {
                {{all}}
                a: A
            }
            {{all}}
            string B
            {{all}}
            operation O { input: A, output: A, errors: [A] }
            {{all}}
            resource R { identifiers: { a: B }, properties: { b: B }, put: O, list: O, operations: [O], resources: [R] }
            {{all}}
            service S { operations: [O, R], resources: [R, O], errors: [A], rename: { "example#A": "a" } }
            {{all}}
            union U { {{all}} a: A, b: U }
            {{all}}
            list L { {{all}} member: L }
            """;

        Parser.Parse("a.smithy", text).Problems.ShouldBeEmpty(value);
        Bind(text, value);
    }

    private static void Bind(string text, string what)
        => Should.NotThrow(() => ContractBinder.Bind([new ContractFile(Parser.Parse("a.smithy", text), "Example")]), what);
}
