using System.Reflection;
using PasskeyLedger.ContractGenerator.Smithy.Linking;
using PasskeyLedger.ContractGenerator.Smithy.Model;
using PasskeyLedger.ContractGenerator.Smithy.Rules;
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

/// <summary>A model, the protocol tests in it, and the code that is generated from it.</summary>
internal sealed class ProtocolCases
{
    private static readonly Lazy<ProtocolCases?> LazyRecorded = new(() => Repository.Vectors is { } vectors ? Read(Path.Combine(vectors, "smithy", "protocol")) : null);

    private static readonly Lazy<ProtocolCases?> LazyOwn = new(() => Read(Path.Combine(Repository.Root, "tests", "PasskeyLedger.ContractGenerator.Tests", "Models")));

    private readonly InMemoryProject project;
    private readonly InMemoryProject netStandardProject;

    private ProtocolCases(SmithyModel model, InMemoryProject project, InMemoryProject netStandardProject)
    {
        Model = model;
        (this.project, this.netStandardProject) = (project, netStandardProject);
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

    /// <summary>What the Smithy project recorded; null where it is absent.</summary>
    public static ProtocolCases? Recorded => LazyRecorded.Value;

    /// <summary>What stands beside these tests: the specification's rules that the recorded cases do not touch.</summary>
    public static ProtocolCases Own => LazyOwn.Value!;

    public SmithyModel Model { get; }

    public Shape Service { get; }

    public IReadOnlyList<ProtocolCase> Requests { get; }

    public IReadOnlyList<ProtocolCase> Responses { get; }

    public static string CSharpNamespace(string @namespace) => "Cases." + string.Join('.', @namespace.Split('.').Select(part => char.ToUpperInvariant(part[0]) + part[1..]));

    /// <summary>The generated code, compiled once for all cases.</summary>
    public Assembly Compiled => field ??= Assembly.Load(project.CompileImage());

    public byte[] CompileForNetStandard() => netStandardProject.CompileImage();

    public Type Type(Shape shape, string name) => Compiled.GetType($"{CSharpNamespace(shape.Id.Namespace)}.{name}", throwOnError: true)!;

    private static ProtocolCases? Read(string folder)
    {
        if (!Directory.Exists(folder))
            return null;
        var (project, netStandardProject) = (InMemoryProject.ForNet(), InMemoryProject.ForNetStandard());
        var files = Directory.EnumerateFiles(folder, "*.smithy").Order(StringComparer.Ordinal).Select(path =>
        {
            var text = File.ReadAllText(path);
            var file = Parser.Parse(path, text);
            project.With(path, text, CSharpNamespace(file.Namespace!.Text));
            netStandardProject.With(path, text, CSharpNamespace(file.Namespace.Text));
            return file;
        });
        return new ProtocolCases(ModelLinker.Link([.. files]), project, netStandardProject);
    }

    private static IEnumerable<Node.Object> Tests(Shape shape, string trait) => shape.Traits
        .Where(applied => applied.Id == new ShapeId("smithy.test", trait))
        .SelectMany(applied => ((Node.Array)applied.Value).Items)
        .Cast<Node.Object>()
        .Where(test => test["protocol"] is Node.Reference { ShapeId: "aws.protocols#awsJson1_1" } or Node.Text { Value: "aws.protocols#awsJson1_1" });
}
