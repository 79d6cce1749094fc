using PasskeyLedger.ContractGenerator.Smithy.Model;
using PasskeyLedger.ContractGenerator.Smithy.Selectors;
using PasskeyLedger.ContractGenerator.Smithy.Syntax;

namespace PasskeyLedger.ContractGenerator.Smithy.Rules;

/// <summary>Checks the string trait @enum, which enum shapes have replaced: values and names occur once, and all have a name or none.</summary>
internal static class EnumTraits
{
    public static void Check(SmithyModel model, List<Problem> problems)
    {
        foreach (var trait in model.OwnShapes.SelectMany(ModelElement.Of).Select(element => element.Trait("enum")).OfType<AppliedTrait>())
        {
            var definitions = trait.Value.Items();
            void Report(Node definition, string message) => problems.Error(ProblemIds.EnumTrait, message, trait.Location with { Span = definition.Span });

            foreach (var key in new[] { "value", "name" })
            {
                foreach (var twice in definitions.Where(definition => definition.Get(key).AsText() is not null).GroupBy(definition => definition.Get(key).AsText()).SelectMany(group => group.Skip(1)))
                    Report(twice, $"the {key} '{twice.Get(key).AsText()}' is given twice; keep one of them");
            }

            if (definitions.Any(definition => definition.Get("name") is not null))
            {
                foreach (var nameless in definitions.Where(definition => definition is Node.Object && definition.Get("name") is null))
                    Report(nameless, $"'{nameless.Get("value").AsText()}' has no name, and others have; name all, or none");
            }
        }
    }
}
