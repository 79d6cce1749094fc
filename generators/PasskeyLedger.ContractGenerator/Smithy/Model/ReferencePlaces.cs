namespace PasskeyLedger.ContractGenerator.Smithy.Model;

/// <summary>
/// Where shapes name others in their mixins and properties. It stands beside the model, which holds ids alone, so that two
/// shapes that say the same are equal wherever they say it.
/// </summary>
internal sealed class ReferencePlaces
{
    private readonly Dictionary<(ShapeId From, ShapeId To), SourceLocation> places = [];

    public SourceLocation Add(ShapeId from, ShapeId to, SourceLocation place)
    {
        if (!places.ContainsKey((from, to)))
            places.Add((from, to), place);
        return place;
    }

    public SourceLocation? Find(ShapeId from, ShapeId to) => places.TryGetValue((from, to), out var place) ? place : null;
}
