using PasskeyLedger.ContractGenerator.Smithy.Model;
using PasskeyLedger.ContractGenerator.Smithy.Syntax;

namespace PasskeyLedger.ContractGenerator.Smithy.Rules;

/// <summary>Checks that members have names of their own in JSON (Smithy 2.0, "jsonName trait").</summary>
internal static class JsonNames
{
    public static void Check(SmithyModel model, List<Problem> problems)
    {
        foreach (var shape in model.OwnShapes.Where(shape => shape.Members.Any(member => member.Trait("jsonName") is not null)))
        {
            foreach (var (name, member) in shape.Members
                .GroupBy(member => member.Trait("jsonName")?.Value.AsText() ?? member.Name)
                .SelectMany(group => group.OrderBy(member => member.Trait("jsonName") is not null).Skip(1).Select(member => (group.Key, member))))
            {
                problems.Error(ProblemIds.JsonName, $"another member of '{shape.Id.Name}' is called '{name}' in JSON already; give one of them another name", member.Trait("jsonName")?.Location ?? member.Location);
            }
        }
    }
}
