using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PasskeyLedger.ContractGenerator.Smithy;
using PasskeyLedger.ContractGenerator.Smithy.Ast;
using PasskeyLedger.ContractGenerator.Smithy.Linking;
using PasskeyLedger.ContractGenerator.Smithy.Model;
using PasskeyLedger.ContractGenerator.Smithy.Syntax;
using PasskeyLedger.Testing;

namespace PasskeyLedger.ContractGenerator.Tests;

/// <summary>Models that the Smithy project wrote to judge readers by: right ones with their JSON AST, and wrong ones with the fault's place.</summary>
public sealed partial class LoaderCaseTests
{
    private const string Absent = "absent";

    /// <summary>Cases that are not met, by name, with the reason.</summary>
    private static readonly Dictionary<string, string> Gaps = new(StringComparer.Ordinal);

    public static TheoryData<string> Valid => Cases("valid");

    public static TheoryData<string> Invalid => Cases("invalid");

    [Theory]
    [MemberData(nameof(Valid))]
    public void a_right_model_means_what_its_json_ast_says(string name)
    {
        var path = Present(name);
        var model = Load(path);

        model.Problems.Where(problem => !problem.IsWarning).Select(Describe).ShouldBeEmpty();
        var expected = Normal(JsonNode.Parse(File.ReadAllText(Path.ChangeExtension(path, ".json")))!.AsObject());
        Normal(JsonNode.Parse(JsonAst.Write(model))!.AsObject()).ToJsonString(Indented).ShouldBe(expected.ToJsonString(Indented));
    }

    [Theory]
    [MemberData(nameof(Invalid))]
    public void a_wrong_model_is_rejected_at_its_place(string name)
    {
        var path = Present(name);
        var problems = Load(path).Problems.Where(problem => !problem.IsWarning).ToList();

        problems.ShouldNotBeEmpty();
        if (Place().Match(File.ReadLines(path).First()) is { Success: true } place)
            problems.Select(problem => problem.Location.Span.Line).ShouldContain(int.Parse(place.Groups["line"].ValueSpan, CultureInfo.InvariantCulture), string.Join('\n', problems.Select(Describe)));
    }

    /// <summary>That the first fault is told first, and where exactly: the column too, but for faults that are told at a name's start here and behind it there.</summary>
    [Fact]
    public void a_fault_of_syntax_is_reported_at_its_column()
    {
        string[] toldElsewhere = ["control/control-version-defined-twice.smithy", "parse-errors/shape-name-syntax3.smithy"];
        var root = Root("invalid") ?? Skip();
        var differing = Directory.EnumerateFiles(root, "*.smithy", SearchOption.AllDirectories)
            .Where(path => !toldElsewhere.Contains(Name(root, path)))
            .Select(path => (Path: path, Place: Place().Match(File.ReadLines(path).First())))
            .Where(file => file.Place.Success)
            .Select(file => (Name: Name(root, file.Path), Expected: $"{file.Place.Groups["line"]}:{file.Place.Groups["column"]}", Problems: Load(file.Path).Problems.Where(problem => !problem.IsWarning).Select(Describe).ToList()))
            .Where(file => !file.Problems.Exists(problem => problem.StartsWith(file.Expected + ":", StringComparison.Ordinal)))
            .Select(file => $"{file.Name}: expected {file.Expected}, found {string.Join(", ", file.Problems)}");

        differing.ShouldBeEmpty();
    }

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    [GeneratedRegex(@"Syntax error at line (?<line>\d+), column (?<column>\d+)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Place();

    private static SmithyModel Load(string path) => ModelLinker.Link([Parser.Parse(path, File.ReadAllText(path))]);

    private static string Describe(Problem problem) => $"{problem.Location.Span.Line}:{problem.Location.Span.Column}: {problem.Id}: {problem.Message}";

    private static TheoryData<string> Cases(string kind)
    {
        var root = Root(kind);
        return root is null ? [Absent] : [.. Directory.EnumerateFiles(root, "*.smithy", SearchOption.AllDirectories).Select(path => kind + "/" + Name(root, path)).Order(StringComparer.Ordinal)];
    }

    private static string? Root(string kind) => Repository.Vectors is { } vectors && Directory.Exists(Path.Combine(vectors, "smithy", "loader", kind)) ? Path.Combine(vectors, "smithy", "loader", kind) : null;

    private static string Name(string root, string path) => Path.GetRelativePath(root, path).Replace('\\', '/');

    private static string Present(string name)
    {
        if (name == Absent)
            Skip();
        if (Gaps.TryGetValue(name, out var reason))
            Assert.Skip("known gap: " + reason);
        return Path.Combine(Repository.Vectors!, "smithy", "loader", name);
    }

    private static string Skip()
    {
        Assert.Skip("no recorded models: neither $PASSKEYLEDGER_VECTORS nor ../shared/vectors is there");
        return string.Empty;
    }

    /// <summary>The AST without what may be written or left out: what is empty, Unit as input or output; numbers by value, keys sorted.</summary>
    private static JsonObject Normal(JsonObject ast)
    {
        foreach (var (_, shape) in ast["shapes"]?.AsObject() ?? [])
        {
            var definition = shape!.AsObject();
            foreach (var part in new[] { "input", "output" }.Where(part => definition[part]?["target"]?.GetValue<string>() == "smithy.api#Unit"))
                definition.Remove(part);
            foreach (var part in definition.Where(part => part.Value is JsonObject { Count: 0 } or JsonArray { Count: 0 }).Select(part => part.Key).ToList())
                definition.Remove(part);
        }

        foreach (var part in ast.Where(part => part.Value is JsonObject { Count: 0 }).Select(part => part.Key).ToList())
            ast.Remove(part);
        return Sorted(ast)!.AsObject();
    }

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject value => new JsonObject(value.OrderBy(member => member.Key, StringComparer.Ordinal).Select(member => KeyValuePair.Create(member.Key, Sorted(member.Value)))),
        JsonArray array => new JsonArray([.. array.Select(Sorted)]),
        JsonValue value when value.GetValueKind() == JsonValueKind.Number => JsonValue.Create(value.GetValue<JsonElement>().GetDouble()),
        _ => node?.DeepClone(),
    };
}
