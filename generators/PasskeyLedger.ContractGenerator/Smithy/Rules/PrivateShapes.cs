using PasskeyLedger.ContractGenerator.Smithy.Model;

namespace PasskeyLedger.ContractGenerator.Smithy.Rules;

/// <summary>Checks that what is @private is named in its own namespace alone (Smithy 2.0, "private trait").</summary>
internal static class PrivateShapes
{
    public static void Check(SmithyModel model, List<Problem> problems)
    {
        foreach (var shape in model.OwnShapes)
        {
            foreach (var (id, location) in References(model, shape).Where(reference => reference.Id.Namespace != shape.Id.Namespace).Distinct())
            {
                if (model.Find(id)?.Trait("private") is not null)
                    problems.Add(new Problem(ProblemIds.Private, $"'{id}' is private to its namespace; name another shape, or take @private from it", location));
            }
        }
    }

    private static IEnumerable<(ShapeId Id, SourceLocation Location)> References(SmithyModel model, Shape shape)
    {
        foreach (var member in shape.Own?.Members ?? shape.Members)
            yield return (member.Target, member.Location);
        foreach (var trait in (shape.Own?.Traits ?? shape.Traits).Concat((shape.Own?.Members ?? shape.Members).SelectMany(member => member.Traits)))
            yield return (trait.Id, trait.Location);
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
