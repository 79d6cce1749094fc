using System.Reflection;
using PasskeyLedger.ContractGenerator.Smithy.Model;
using PasskeyLedger.ContractGenerator.Smithy.Syntax;
using PasskeyLedger.Testing;

namespace PasskeyLedger.ContractGenerator.Tests;

/// <summary>A protocol test: one message of an operation, or one of its errors.</summary>
/// <param name="Error">The error that a response carries; null for a request and for a response that is none.</param>
internal sealed record ProtocolCase(Shape Operation, Shape? Error, Node.Object Definition)
{
    public string Id => Text("id")!;

    public string Body => Text("body") ?? string.Empty;

    public Node.Object Params => Definition["params"] as Node.Object ?? new Node.Object([], default);

    public string? Text(string key) => (Definition[key] as Node.Text)?.Value;

    public int Status => int.Parse(((Node.Number)Definition["code"]!).Digits, System.Globalization.CultureInfo.InvariantCulture);

    public IEnumerable<(string Name, string Value)> Headers => (Definition["headers"] as Node.Object)?.Members.Select(header => (header.Key, ((Node.Text)header.Value).Value)) ?? [];

    public IEnumerable<string> Names(string key) => (Definition[key] as Node.Array)?.Items.Select(item => ((Node.Text)item).Value) ?? [];

    public bool AppliesTo(string side) => (Text("appliesTo") ?? side) == side;
}

/// <summary>The models of smithy/protocol among the recorded cases, their tests, and the code that is generated from them.</summary>
internal sealed class ProtocolCases
{
    private static readonly Lazy<ProtocolCases?> All = new(Read);

    private ProtocolCases(SmithyModel model, InMemoryProject project)
    {
        Model = model;
        Project = project;
        Service = model.Shapes.Single(shape => shape.Service is not null);
        var operations = new ServiceClosure(model).Of(Service).Where(shape => shape.Operation is not null).ToList();
        Requests = [.. operations.SelectMany(operation => Tests(operation, "httpRequestTests").Select(test => new ProtocolCase(operation, null, test)))];
        Responses =
        [
            .. operations.SelectMany(operation => Tests(operation, "httpResponseTests").Select(test => new ProtocolCase(operation, null, test))),
            .. operations
                .SelectMany(operation => operation.Operation!.Errors.Concat(Service.Service!.Errors).Select(error => (operation, error: model.Find(error)!)))
                .DistinctBy(pair => pair.error.Id)
                .SelectMany(pair => Tests(pair.error, "httpResponseTests").Select(test => new ProtocolCase(pair.operation, pair.error, test))),
        ];
    }

    /// <summary>Null where the recorded cases are absent.</summary>
    public static ProtocolCases? Recorded => All.Value;

    public SmithyModel Model { get; }

    public InMemoryProject Project { get; }

    public Shape Service { get; }

    public IReadOnlyList<ProtocolCase> Requests { get; }

    public IReadOnlyList<ProtocolCase> Responses { get; }

    public static string CSharpNamespace(string @namespace) => "Cases." + string.Join('.', @namespace.Split('.').Select(part => char.ToUpperInvariant(part[0]) + part[1..]));

    /// <summary>The generated code, compiled once for all cases.</summary>
    public Assembly Compiled => field ??= Assembly.Load(Project.CompileImage());

    public Type Type(Shape shape, string name) => Compiled.GetType($"{CSharpNamespace(shape.Id.Namespace)}.{name}", throwOnError: true)!;

    private static ProtocolCases? Read()
    {
        if (Repository.Vectors is not { } vectors || !Directory.Exists(Path.Combine(vectors, "smithy", "protocol")))
            return null;
        var project = InMemoryProject.ForNet();
        var files = Directory.EnumerateFiles(Path.Combine(vectors, "smithy", "protocol"), "*.smithy").Order(StringComparer.Ordinal).Select(path =>
        {
            var text = File.ReadAllText(path);
            var file = Parser.Parse(path, text);
            project.With(path, text, CSharpNamespace(file.Namespace!.Text));
            return file;
        });
        return new ProtocolCases(ModelLinker.Link([.. files]), project);
    }

    private static IEnumerable<Node.Object> Tests(Shape shape, string trait) => shape.Traits
        .Where(applied => applied.Id == new ShapeId("smithy.test", trait))
        .SelectMany(applied => ((Node.Array)applied.Value).Items)
        .Cast<Node.Object>()
        .Where(test => test["protocol"] is Node.Reference { ShapeId: "aws.protocols#awsJson1_1" } or Node.Text { Value: "aws.protocols#awsJson1_1" });
}
