using PasskeyLedger.ContractGenerator.Smithy.Model;
using PasskeyLedger.ContractGenerator.Smithy.Selectors;
using PasskeyLedger.ContractGenerator.Smithy.Syntax;

namespace PasskeyLedger.ContractGenerator.Smithy.Rules;

/// <summary>Checks the values of applied traits: against the shapes that define the traits, and bounds against each other.</summary>
internal static class TraitValues
{
    public static void Check(SmithyModel model, ShapeGraph graph, TextPatterns patterns, List<Problem> problems)
    {
        var told = new HashSet<(SourceLocation, string)>(); // what a mixin gives stands in many shapes
        foreach (var element in model.OwnShapes.SelectMany(ModelElement.Of))
        {
            foreach (var trait in element.Traits)
            {
                void Report(SourceSpan span, string message, string? warning = null)
                {
                    var location = trait.Location with { Span = span };
                    if (told.Add((location, message)))
                        problems.Add(new Problem(warning ?? ProblemIds.TraitValue, $"the value of @{trait.Id.Name}: {message}", location) { IsWarning = warning is not null, Subject = element.Id });
                }

                if (model.Find(trait.Id) is { } definition)
                    new NodeValues(model, graph, patterns, Report).Check(definition, member: null, trait.Value);
                if (trait.Id.Namespace == ShapeId.Prelude && trait.Id.Name is "length" or "range" && trait.Value is Node.Object bounds)
                    CheckBounds(trait, bounds, element.Member is null ? element.Shape : model.Find(element.Member.Target), (message, warning) => Report(trait.Location.Span, message, warning));
            }
        }
    }

    private static void CheckBounds(AppliedTrait trait, Node.Object bounds, Shape? constrained, Action<string, string?> report)
    {
        var (min, max) = (Number(bounds["min"]), Number(bounds["max"]));
        if (bounds["min"] is null && bounds["max"] is null)
            report("it needs 'min' or 'max' or both", null);
        else if (min > max)
            report($"'min' is {Digits(bounds["min"])} and must not be more than 'max', which is {Digits(bounds["max"])}", null);
        else if (trait.Id.Name == "length" && (min?.Sign < 0 || max?.Sign < 0))
            report("a length is never negative", null);
        else if (trait.Id.Name == "range" && constrained is { Kind: var kind } && IsWhole(kind) && new[] { min, max }.Any(bound => bound is { IsWhole: false }))
            report($"a bound must be a value that the type {kind.Keyword()} has", null);
        else if (trait.Id.Name == "range" && constrained is { Kind: var type } && new[] { min, max }.Any(bound => bound is { } number && !NodeValues.IsInRange(type, number)))
            report($"a bound lies beyond what the type {type.Keyword()} can hold, so it bounds nothing", ProblemIds.QuestionableValue);
    }

    private static bool IsWhole(ShapeKind kind) => kind is ShapeKind.Byte or ShapeKind.Short or ShapeKind.Integer or ShapeKind.Long or ShapeKind.BigInteger or ShapeKind.IntEnum;

    private static Numeral? Number(Node? node) => Numeral.Parse(Digits(node));

    private static string? Digits(Node? node) => (node as Node.Number)?.Digits;
}
