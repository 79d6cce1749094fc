using PasskeyLedger.ContractGenerator.Smithy;
using PasskeyLedger.ContractGenerator.Smithy.Linking;
using PasskeyLedger.ContractGenerator.Smithy.Model;
using PasskeyLedger.ContractGenerator.Smithy.Syntax;

namespace PasskeyLedger.ContractGenerator.Tests;

/// <summary>Contracts as texts, linked to one model, and what is wrong with it.</summary>
internal static class LinkedText
{
    public const string Head = "$version: \"2.0\"\nnamespace example\n";

    public static SmithyModel Link(params string[] texts) => ModelLinker.Link([.. texts.Select((text, index) => Parser.Parse($"{index}.smithy", text))]);

    /// <summary>The errors' places in a text that follows <see cref="Head"/>, in order.</summary>
    public static IEnumerable<string> Errors(string statements)
        => Link(Head + statements).Problems.Where(problem => !problem.IsWarning).OrderBy(problem => problem.Location.Span.Offset).Select(Place);

    public static string Place(Problem problem) => $"{problem.Id} {problem.Location.Span.Line}:{problem.Location.Span.Column}";
}
