using PasskeyLedger.ContractGenerator.Smithy.Model;
using PasskeyLedger.ContractGenerator.Smithy.Selectors;

namespace PasskeyLedger.ContractGenerator.Smithy.Rules;

/// <summary>Checks that what is @private is named in its own namespace alone (Smithy 2.0, "private trait").</summary>
internal static class PrivateShapes
{
    public static void Check(SmithyModel model, List<Problem> problems)
    {
        foreach (var shape in model.OwnShapes)
        {
            bool IsForeign(ShapeId id) => id.Namespace != shape.Id.Namespace && model.Find(id)?.Trait("private") is not null;
            string Message(ShapeId id) => $"'{id}' is private to its namespace; name another shape, or take @private from it";

            foreach (var (id, location) in References(model, shape).Where(reference => IsForeign(reference.Id)).Distinct())
                problems.Error(ProblemIds.Private, Message(id), location);
            foreach (var element in ModelElement.Of(shape))
            {
                // Traits were not held to this from the start, so they are only warned of.
                foreach (var trait in element.Traits.Where(trait => IsForeign(trait.Id)))
                    problems.Warn(ProblemIds.Private, Message(trait.Id), trait.Location, element.Id);
            }
        }
    }

    private static IEnumerable<(ShapeId Id, SourceLocation Location)> References(SmithyModel model, Shape shape)
    {
        var own = new HashSet<string>((shape.Own?.Members ?? shape.Members).Select(member => member.Name), StringComparer.Ordinal);
        foreach (var member in shape.Members)
            yield return (member.Target, own.Contains(member.Name) ? member.Location : shape.Location);
        foreach (var id in shape.Mixins.Concat(Properties(shape)))
            yield return (id, model.PlaceOf(shape, id));
    }

    private static IEnumerable<ShapeId> Properties(Shape shape) => shape switch
    {
        { Operation: { } operation } => [operation.Input, operation.Output, .. operation.Errors],
        { Service: { } service } => [.. service.Operations, .. service.Resources, .. service.Errors],
        { Resource: { } resource } => [.. resource.All],
        _ => [],
    };
}
