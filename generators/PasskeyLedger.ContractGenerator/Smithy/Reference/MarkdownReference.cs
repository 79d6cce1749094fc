using PasskeyLedger.ContractGenerator.Smithy.Model;
using PasskeyLedger.ContractGenerator.Smithy.Rules;
using PasskeyLedger.ContractGenerator.Smithy.Syntax;

namespace PasskeyLedger.ContractGenerator.Smithy.Reference;

/// <summary>
/// A model as a page to read: services with their operations, the stored events, the types that they use. The words are
/// the contracts' own documentation.
/// </summary>
internal sealed class MarkdownReference
{
    private readonly SmithyModel model;
    private readonly MarkdownPage page = new();
    private readonly ReferenceTypes types;
    private readonly ReferenceTables tables;

    private MarkdownReference(SmithyModel model)
    {
        this.model = model;
        types = new ReferenceTypes(model);
        tables = new ReferenceTables(model, types, page);
    }

    public static string Write(SmithyModel model)
    {
        var reference = new MarkdownReference(model);
        reference.WriteAll();
        return reference.page.ToString();
    }

    private void WriteAll()
    {
        page.Line("<!-- Written by `passkey-ledger contracts docs`: change the contracts, not this page. -->");
        page.Heading(1, "The contracts");
        foreach (var service in Shapes().Where(shape => shape.Service is not null))
            Service(service);
        var events = Shapes().Where(shape => shape.StoredName() is not null).ToList();
        if (events.Count > 0)
            Events(events);
        Types();
    }

    private void Service(Shape service)
    {
        var closure = new ServiceClosure(model).Of(service);
        var operations = closure.Where(shape => shape.Operation is not null).ToList();
        page.Heading(2, (service.Trait("title")?.Value as Node.Text)?.Value ?? service.Id.Name);
        page.Paragraph(service.Documentation());
        page.Line($"Service `{service.Id}`{(service.Service!.Version is { } version ? $", version `{version}`" : string.Empty)}.");
        tables.Operations(operations);
        foreach (var operation in operations)
            Operation(operation, service.Service);
    }

    private void Operation(Shape operation, ServiceBody service)
    {
        page.Heading(3, operation.Id.Name);
        page.Paragraph(operation.Documentation());
        var remarks = new[] { operation.Trait("readonly") is null ? null : "It changes nothing.", operation.Trait("idempotent") is null ? null : "It may be repeated." };
        page.Paragraph(string.Join(" ", remarks.Where(remark => remark is not null)));
        Body("Request", operation.Operation!.Input);
        Body("Response", operation.Operation.Output);
        var errors = service.Errors.Concat(operation.Operation.Errors).Distinct().Select(model.Find).OfType<Shape>().ToList();
        if (errors.Count == 0)
            return;
        page.Line("Errors:");
        tables.Errors(errors);
    }

    private void Body(string title, ShapeId id)
    {
        if (model.Find(id) is not { Members.Count: > 0 } shape)
        {
            page.Paragraph($"{title}: an empty object.");
            return;
        }

        page.Paragraph($"{title}:");
        tables.Members(shape);
    }

    private void Events(IReadOnlyList<Shape> events)
    {
        page.Heading(2, "Events");
        page.Paragraph("What the ledger keeps and publishes, by the name it is stored under.");
        foreach (var shape in events)
        {
            page.Heading(3, $"`{shape.StoredName()}`: {shape.Id.Name}");
            page.Paragraph(shape.Documentation());
            tables.Members(shape);
        }
    }

    /// <summary>Structures, unions and enums that have no place above, and errors that hold more than a message.</summary>
    private void Types()
    {
        var described = Shapes().Where(types.HasSection).ToList();
        if (described.Count == 0)
            return;
        page.Heading(2, "Types");
        foreach (var shape in described)
        {
            page.Heading(3, types.Heading(shape));
            page.Paragraph(shape.Documentation());
            if (shape.Kind == ShapeKind.Union)
                page.Paragraph("Exactly one of:");
            if (shape.Kind is ShapeKind.Enum or ShapeKind.IntEnum)
                tables.Values(shape);
            else
                tables.Members(shape);
        }
    }

    private IEnumerable<Shape> Shapes() => model.Shapes.Where(shape => !Prelude.Declares(shape) && shape.Trait("mixin") is null);
}
