using PasskeyLedger.ContractGenerator.Smithy.Model;

namespace PasskeyLedger.ContractGenerator.Smithy.Selectors;

/// <summary>Steps, made from what an expression does with one match.</summary>
internal static class SelectorSteps
{
    /// <summary>Lets pass what holds the condition.</summary>
    public static SelectorStep Where(Func<SelectorMatch, bool> condition) => matches => matches.Where(condition);

    /// <summary>Goes on to what each leads to, with the variables it had.</summary>
    public static SelectorStep To(Func<SelectorMatch, IEnumerable<ModelElement>> next) => Each(match => next(match).Select(element => match with { Element = element }));

    public static SelectorStep Each(Func<SelectorMatch, IEnumerable<SelectorMatch>> yield) => matches => matches.SelectMany(yield).Distinct();

    /// <summary>Goes on to all that can be reached, in one step or more.</summary>
    public static IEnumerable<SelectorMatch> ToAll(IEnumerable<SelectorMatch> matches)
        => Reached.From(matches, match => match.Scope.Run.Graph.Next(match.Element).Select(element => match with { Element = element }));
}
