using PasskeyLedger.ContractGenerator.Smithy.Model;
using PasskeyLedger.ContractGenerator.Smithy.Syntax;

namespace PasskeyLedger.ContractGenerator.Smithy.Reference;

/// <summary>
/// A model as a page to read: services with their operations, the stored events, the types that they use. The words are
/// the contracts' own documentation.
/// </summary>
internal sealed class MarkdownReference
{
    private readonly SmithyModel _model;
    private readonly MarkdownPage _page = new();
    private readonly ReferenceTypes _types;
    private readonly ReferenceTables _tables;

    private MarkdownReference(SmithyModel model)
    {
        _model = model;
        _types = new ReferenceTypes(model);
        _tables = new ReferenceTables(model, _types, _page);
    }

    public static string Write(SmithyModel model)
    {
        var reference = new MarkdownReference(model);
        reference.WriteAll();
        return reference._page.ToString();
    }

    private void WriteAll()
    {
        _page.Line("<!-- Written by `passkey-ledger contracts docs`: change the contracts, not this page. -->");
        _page.Heading(1, "The contracts");
        foreach (var service in Shapes().Where(shape => shape.Service is not null))
            Service(service);
        var events = Shapes().Where(shape => shape.StoredName() is not null).ToList();
        if (events.Count > 0)
            Events(events);
        Types();
    }

    private void Service(Shape service)
    {
        var closure = new ServiceClosure(_model).Of(service);
        var operations = closure.Where(shape => shape.Operation is not null).ToList();
        _page.Heading(2, (service.Trait("title")?.Value as Node.Text)?.Value ?? service.Id.Name);
        _page.Paragraph(service.Documentation());
        _page.Line($"Service `{service.Id}`{(service.Service!.Version is { } version ? $", version `{version}`" : string.Empty)}.");
        _tables.Operations(operations);
        foreach (var operation in operations)
            Operation(operation, service.Service);
    }

    private void Operation(Shape operation, ServiceBody service)
    {
        _page.Heading(3, operation.Id.Name);
        _page.Paragraph(operation.Documentation());
        var remarks = new[] { operation.Trait("readonly") is null ? null : "It changes nothing.", operation.Trait("idempotent") is null ? null : "It may be repeated." };
        _page.Paragraph(string.Join(" ", remarks.Where(remark => remark is not null)));
        Body("Request", operation.Operation!.Input);
        Body("Response", operation.Operation.Output);
        var errors = service.Errors.Concat(operation.Operation.Errors).Distinct().Select(_model.Find).OfType<Shape>().ToList();
        if (errors.Count == 0)
            return;
        _page.Line("Errors:");
        _tables.Errors(errors);
    }

    private void Body(string title, ShapeId id)
    {
        if (_model.Find(id) is not { Members.Count: > 0 } shape)
        {
            _page.Paragraph($"{title}: an empty object.");
            return;
        }

        _page.Paragraph($"{title}:");
        _tables.Members(shape);
    }

    private void Events(IReadOnlyList<Shape> events)
    {
        _page.Heading(2, "Events");
        _page.Paragraph("What the ledger keeps and publishes, by the name it is stored under.");
        foreach (var shape in events)
        {
            _page.Heading(3, $"`{shape.StoredName()}`: {shape.Id.Name}");
            _page.Paragraph(shape.Documentation());
            _tables.Members(shape);
        }
    }

    /// <summary>Structures, unions and enums that have no place above, and errors that hold more than a message.</summary>
    private void Types()
    {
        var types = Shapes().Where(_types.HasSection).ToList();
        if (types.Count == 0)
            return;
        _page.Heading(2, "Types");
        foreach (var shape in types)
        {
            _page.Heading(3, _types.Heading(shape));
            _page.Paragraph(shape.Documentation());
            if (shape.Kind == ShapeKind.Union)
                _page.Paragraph("Exactly one of:");
            if (shape.Kind is ShapeKind.Enum or ShapeKind.IntEnum)
                _tables.Values(shape);
            else
                _tables.Members(shape);
        }
    }

    private IEnumerable<Shape> Shapes() => _model.Shapes.Where(shape => !Prelude.Declares(shape) && shape.Trait("mixin") is null);
}
