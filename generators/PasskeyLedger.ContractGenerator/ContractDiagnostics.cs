using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using PasskeyLedger.ContractGenerator.Smithy;

namespace PasskeyLedger.ContractGenerator;

/// <summary>Problems as the compiler reports them: at their place in the .smithy file.</summary>
internal static class ContractDiagnostics
{
    private const string Category = "Contracts";

    public static Diagnostic ToDiagnostic(Problem problem)
    {
        var span = problem.Location.Span;
        var start = new LinePosition(span.Line - 1, span.Column - 1);
        var end = new LinePosition(start.Line, start.Character + span.Length);
        var location = Location.Create(problem.Location.Path, new TextSpan(span.Offset, span.Length), new LinePositionSpan(start, end));
        return Diagnostic.Create(Descriptor(problem.Id, problem.IsWarning), location, problem.Message);
    }

    public static Diagnostic LanguageTooOld()
        => Diagnostic.Create(Descriptor(ProblemIds.LanguageVersion), Location.None, "generated contracts need C# 11 or later; set LangVersion in the project");

    private static DiagnosticDescriptor Descriptor(string id, bool isWarning = false)
    {
        var severity = isWarning ? DiagnosticSeverity.Warning : DiagnosticSeverity.Error;
        return new(id, "Contract", "{0}", Category, severity, isEnabledByDefault: true, customTags: WellKnownDiagnosticTags.NotConfigurable);
    }
}
