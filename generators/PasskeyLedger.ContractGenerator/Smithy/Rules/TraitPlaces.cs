using PasskeyLedger.ContractGenerator.Smithy.Model;
using PasskeyLedger.ContractGenerator.Smithy.Selectors;
using PasskeyLedger.ContractGenerator.Smithy.Syntax;

namespace PasskeyLedger.ContractGenerator.Smithy.Rules;

/// <summary>
/// Checks that traits stand only where their definitions' selectors allow, not beside traits they conflict with, and once in a
/// shape where they exclude each other there.
/// </summary>
internal sealed class TraitPlaces(SmithyModel model, ShapeGraph graph, List<Problem> problems)
{
    private readonly HashSet<SourceLocation> told = []; // what a mixin gives stands in many shapes

    public static void Check(SmithyModel model, ShapeGraph graph, List<Problem> problems)
    {
        var places = new TraitPlaces(model, graph, problems);
        foreach (var shape in model.OwnShapes)
        {
            foreach (var element in ModelElement.Of(shape))
            {
                foreach (var trait in element.Traits)
                {
                    if (places.Fault(element, trait) is { } fault)
                        places.Report(trait.Location, fault);
                }
            }

            places.CheckExclusive(shape);
        }
    }

    private string? Fault(ModelElement element, AppliedTrait trait)
    {
        if (model.Find(trait.Id) is not { } definition || Definition(definition) is not { } value)
            return null;
        if (definition.Trait("mixin") is not null)
            return $"'{trait.Id}' is a mixin, which cannot be applied; apply a trait that mixes it in";
        var elements = value["selector"] is Node.Text text ? graph.Select(text.Value) : null;
        var isTargetKnown = element.Member is null || model.Find(element.Member.Target) is not null;
        if (isTargetKnown && elements is not null && !elements.Contains(element))
            return $"@{trait.Id.Name} cannot be put here, only on {((Node.Text)value["selector"]!).Value}";
        var conflict = (value["conflicts"] as Node.Array)?.Items
            .Select(item => item is Node.Reference reference ? reference.ShapeId : (item as Node.Text)?.Value)
            .FirstOrDefault(id => element.Traits.Any(other => other.Id.ToString() == id || (other.Id.Namespace == ShapeId.Prelude && other.Id.Name == id)));
        return conflict is null ? null : $"@{trait.Id.Name} conflicts with @{conflict}; keep one of them";
    }

    /// <summary>A trait may be for one member of a shape alone, or for what one member alone targets.</summary>
    private void CheckExclusive(Shape shape)
    {
        if (shape.Kind != ShapeKind.Structure)
            return;
        var marked = shape.Members.SelectMany(member => member.Traits.Where(trait => IsExclusive(trait, "member")).Select(trait => (trait.Id, trait.Location)));
        var targeted = shape.Members.SelectMany(member => (model.Find(member.Target)?.Traits ?? []).Where(trait => IsExclusive(trait, "target")).Select(trait => (trait.Id, member.Location)));
        foreach (var (group, reason) in marked.GroupBy(one => one.Id).Select(group => (group, "carry")).Concat(targeted.GroupBy(one => one.Id).Select(group => (group, "target a shape with"))))
        {
            foreach (var (id, location) in group.Skip(1))
                Report(location, $"only one member of '{shape.Id.Name}' may {reason} @{id.Name}, and another does already");
        }
    }

    private bool IsExclusive(AppliedTrait trait, string way)
        => model.Find(trait.Id) is { } definition && Definition(definition)?["structurallyExclusive"] is Node.Text text && text.Value == way;

    private static Node.Object? Definition(Shape shape) => shape.Trait("trait")?.Value as Node.Object;

    private void Report(SourceLocation location, string message)
    {
        if (told.Add(location))
            problems.Add(new Problem(ProblemIds.TraitPlace, message, location));
    }
}
