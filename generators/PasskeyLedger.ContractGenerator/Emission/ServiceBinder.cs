using PasskeyLedger.ContractGenerator.Smithy;
using PasskeyLedger.ContractGenerator.Smithy.Model;
using PasskeyLedger.ContractGenerator.Smithy.Rules;
using PasskeyLedger.ContractGenerator.Smithy.Syntax;

namespace PasskeyLedger.ContractGenerator.Emission;

/// <summary>Gathers what a service's interface, client and dispatcher are made of.</summary>
internal sealed class ServiceBinder(SmithyModel model, TypeNames typeNames, List<Problem> problems)
{
    private static readonly ShapeId AwsJson = new("aws.protocols", "awsJson1_1");

    public ServiceUnit Bind(Shape shape, string @namespace)
    {
        var service = shape.Service!;
        if (!shape.Traits.Any(trait => trait.Id == AwsJson))
            Report(ProblemIds.Protocol, $"'{shape.Id.Name}' must speak AWS JSON 1.1; put @aws.protocols#awsJson1_1 on it", shape.Location);
        foreach (var trait in shape.Traits.Where(trait => trait.Id != AwsJson && IsProtocol(trait)))
            Report(ProblemIds.Protocol, $"no code is generated for the protocol '{trait.Id}'; AWS JSON 1.1 alone is", trait.Location);

        var operations = new ServiceClosure(model).Of(shape).Where(reached => reached.Operation is not null).ToList();
        var errors = service.Errors.Concat(operations.SelectMany(operation => operation.Operation!.Errors)).Distinct().ToList();
        foreach (var same in errors.GroupBy(error => error.Name, StringComparer.Ordinal).Where(group => group.Count() > 1))
            Report(ProblemIds.NameCollision, $"the errors {string.Join(" and ", same.Select(error => $"'{error}'"))} are both '{same.Key}' on the wire, whatever they are renamed to; give one shape another name", shape.Location);
        return new ServiceUnit(
            @namespace,
            shape.Id.Name,
            Documentation(shape.Traits),
            (shape.Trait("title")?.Value as Node.Text)?.Value,
            operations.Select(operation => Operation(operation, service, @namespace)).ToEquatableArray(),
            Errors(errors, @namespace));
    }

    private OperationModel Operation(Shape shape, ServiceBody service, string @namespace) => new(
        shape.Id.Name,
        Documentation(shape.Traits),
        TypeName(shape, shape.Operation!.Input, @namespace),
        TypeName(shape, shape.Operation.Output, @namespace),
        Errors(service.Errors.Concat(shape.Operation.Errors).Distinct(), @namespace),
        HostPrefix(shape),
        shape.Trait("httpChecksumRequired") is not null,
        (shape.Trait("requestCompression")?.Value as Node.Object)?["encodings"] is Node.Array encodings && encodings.Items.Any(item => item is Node.Text { Value: "gzip" }));

    /// <summary>The pattern of @endpoint with the request's properties in its labels' places.</summary>
    private string? HostPrefix(Shape operation)
    {
        if ((operation.Trait("endpoint")?.Value as Node.Object)?["hostPrefix"] is not Node.Text prefix)
            return null;
        var input = model.Find(operation.Operation!.Input);
        var parts = prefix.Value.Split('{', '}').Select((part, index) =>
        {
            if (index % 2 == 0)
                return CSharpNames.Literal(part);
            if (input?.Member(part) is { } member && member.Trait("hostLabel") is not null && member.Trait("required") is not null)
                return $"AwsJsonChannel.HostLabel(request.{CSharpNames.Property(part, typeNames.Of(input))})";
            Report(ProblemIds.TraitValue, $"the host prefix's label '{part}' needs a member of the input with @required and @hostLabel", operation.Trait("endpoint")!.Location);
            return "\"\"";
        });
        return string.Join(" + ", parts.Where(part => part != "\"\""));
    }

    private EquatableArray<ErrorModel> Errors(IEnumerable<ShapeId> errors, string @namespace) => errors
        .Select(model.Find)
        .OfType<Shape>()
        .Where(error => error.Trait("error") is not null && typeNames.Has(error))
        .Select(error => new ErrorModel(error.Id.Name, typeNames.Reference(error, @namespace), Documentation(error.Traits)))
        .OrderBy(error => error.Code, StringComparer.Ordinal)
        .ToEquatableArray();

    private string? TypeName(Shape operation, ShapeId id, string @namespace)
    {
        if (id == ShapeId.Unit || model.Find(id) is not { } shape)
            return null;
        if (typeNames.Has(shape))
            return typeNames.Reference(shape, @namespace);
        Report(ProblemIds.Unsupported, $"no code is generated for '{id}'; use a structure of the contract's own", operation.Location);
        return null;
    }

    private bool IsProtocol(AppliedTrait trait) => model.Find(trait.Id)?.Trait("protocolDefinition") is not null;

    private static string? Documentation(EquatableArray<AppliedTrait> traits) => (traits.Named("documentation")?.Value as Node.Text)?.Value;

    private void Report(string id, string message, SourceLocation location) => problems.Add(new Problem(id, message, location));
}
