using PasskeyLedger.ContractGenerator.Smithy.Syntax;

namespace PasskeyLedger.ContractGenerator.Smithy.Model;

/// <summary>Checks that traits stand only where their definitions' selectors allow, and not beside traits they conflict with.</summary>
internal static class TraitPlaces
{
    public static void Check(SmithyModel model, List<Problem> problems)
    {
        var selected = new Dictionary<ShapeId, HashSet<ModelElement>?>();
        var told = new HashSet<SourceLocation>(); // what a mixin gives stands in many shapes
        foreach (var shape in model.Shapes.Where(shape => !Prelude.Declares(shape)))
        {
            CheckSelector(shape, problems);
            foreach (var element in shape.Members.Select(member => new ModelElement(shape, member)).Prepend(new ModelElement(shape, null)))
            {
                foreach (var trait in element.Member?.Traits ?? shape.Traits)
                {
                    if (Fault(model, selected, element, trait) is { } fault && told.Add(trait.Location))
                        problems.Add(new Problem(ProblemIds.TraitPlace, fault, trait.Location));
                }
            }
        }
    }

    /// <summary>A selector beyond what is understood restricts nothing here, and that is told.</summary>
    private static void CheckSelector(Shape shape, List<Problem> problems)
    {
        if (Definition(shape)?["selector"] is Node.Text text && Selector.Parse(text.Value) is null)
        {
            var location = shape.Location with { Span = text.Span };
            problems.Add(new Problem(ProblemIds.TraitPlace, $"the selector '{text.Value}' is not understood, so where @{shape.Id.Name} stands is not checked", location) { IsWarning = true });
        }
    }

    private static string? Fault(SmithyModel model, Dictionary<ShapeId, HashSet<ModelElement>?> selected, ModelElement element, AppliedTrait trait)
    {
        if (model.Find(trait.Id) is not { } definition || Definition(definition) is not { } value)
            return null;
        if (!selected.TryGetValue(trait.Id, out var allowed))
            selected.Add(trait.Id, allowed = value["selector"] is Node.Text text ? Selector.Parse(text.Value)?.Select(model) : null);
        if (allowed is not null && !allowed.Contains(element))
            return $"@{trait.Id.Name} cannot be put here, only on {((Node.Text)value["selector"]!).Value}";
        var others = element.Member?.Traits ?? element.Shape.Traits;
        var conflict = (value["conflicts"] as Node.Array)?.Items
            .Select(item => item is Node.Reference reference ? reference.ShapeId : (item as Node.Text)?.Value)
            .FirstOrDefault(id => others.Any(other => other.Id.ToString() == id || (other.Id.Namespace == ShapeId.Prelude && other.Id.Name == id)));
        return conflict is null ? null : $"@{trait.Id.Name} conflicts with @{conflict}; keep one of them";
    }

    private static Node.Object? Definition(Shape shape) => shape.Trait("trait")?.Value as Node.Object;
}
