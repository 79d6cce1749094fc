using PasskeyLedger.ContractGenerator.Smithy;
using PasskeyLedger.ContractGenerator.Smithy.Model;

namespace PasskeyLedger.ContractGenerator.Emission;

/// <summary>Finds the members that a trait named personalData of the model's own marks.</summary>
internal sealed class PersonalMemberBinder(SmithyModel model, List<Problem> problems)
{
    /// <summary>The shapes that hold such a member, or hold what does. In no other is one sought: the ways through shapes that hold each other are without number.</summary>
    private readonly HashSet<ShapeId> holders = Holders(model);

    /// <summary>Those of a structure and of the structures within it. One within a list, map or union has no path, and is reported.</summary>
    public List<PersonalMemberModel> Bind(Shape structure)
    {
        var found = new List<PersonalMemberModel>();
        Add(structure, string.Empty, hasPath: structure.Kind == ShapeKind.Structure, [structure.Id], found);
        return found;
    }

    private void Add(Shape shape, string prefix, bool hasPath, HashSet<ShapeId> within, List<PersonalMemberModel> found)
    {
        foreach (var member in shape.Members)
        {
            if (model.Find(member.Target) is not { } target)
                continue;
            var mark = member.PersonalData();
            if (mark is not null && hasPath)
                found.Add(new PersonalMemberModel(prefix + member.Name, target.Kind == ShapeKind.Blob));
            else if (mark is not null)
                problems.Add(new Problem(ProblemIds.Unsupported, $"personal data in a list, a map or a union ('{shape.Id.Name}${member.Name}') has no path; let a structure hold it", mark.Location));
            else if (holders.Contains(target.Id) && within.Add(target.Id))
                Descend(target, $"{prefix}{member.Name}.", hasPath, within, found);
        }
    }

    private static HashSet<ShapeId> Holders(SmithyModel model)
    {
        var marked = model.Shapes.Where(shape => shape.Members.Any(member => member.PersonalData() is not null)).Select(shape => shape.Id).ToList();
        var heldBy = model.Shapes.SelectMany(shape => shape.Members.Select(member => (member.Target, Holder: shape.Id))).ToLookup(pair => pair.Target, pair => pair.Holder);
        return [.. marked, .. Reached.From(marked, id => heldBy[id])];
    }

    private void Descend(Shape target, string prefix, bool hasPath, HashSet<ShapeId> within, List<PersonalMemberModel> found)
    {
        Add(target, prefix, hasPath && target.Kind == ShapeKind.Structure, within, found);
        within.Remove(target.Id); // another member may hold it, too; only one that holds itself ends here
    }
}
