using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using PasskeyLedger.ContractGenerator.Emission;
using PasskeyLedger.ContractGenerator.Smithy;
using PasskeyLedger.ContractGenerator.Smithy.Evolution;
using PasskeyLedger.ContractGenerator.Smithy.Syntax;

namespace PasskeyLedger.ContractGenerator;

/// <summary>
/// Turns the project's *.smithy files into C#: each is parsed on its own, all are linked to one model, and every type
/// of that model is emitted from a value of its own, so that an edit emits only what it touches. Files that are marked as
/// released are no contracts of the project's: its contracts are compared with them.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class SmithyContractGenerator : IIncrementalGenerator
{
    private static readonly Encoding Utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var files = context.AdditionalTextsProvider
            .Where(static text => text.Path.EndsWith(".smithy", StringComparison.OrdinalIgnoreCase))
            .Combine(context.AnalyzerConfigOptionsProvider)
            .Select(static (pair, cancellationToken) =>
            {
                var (text, options) = pair;
                var metadata = options.GetOptions(text);
                metadata.TryGetValue("build_metadata.AdditionalFiles.CSharpNamespace", out var @namespace);
                metadata.TryGetValue("build_metadata.AdditionalFiles.Released", out var released);
                return new ContractSource(
                    text.Path,
                    text.GetText(cancellationToken)?.ToString() ?? string.Empty,
                    string.IsNullOrWhiteSpace(@namespace) ? null : @namespace,
                    string.Equals(released, "true", StringComparison.OrdinalIgnoreCase));
            })
            .WithTrackingName(Steps.Read);
        var sources = files.Where(static source => !source.IsReleased);

        var parsed = sources
            .Select(static (source, _) => new ContractFile(Parser.Parse(source.Path, source.Text), source.CSharpNamespace))
            .WithTrackingName(Steps.Parse)
            .Collect();
        var contracts = parsed
            .Select(static (files, _) => ContractBinder.Bind(files))
            .WithTrackingName(Steps.Bind);

        var profile = context.CompilationProvider
            .Combine(context.AnalyzerConfigOptionsProvider)
            .Select(static (pair, _) =>
            {
                pair.Right.GlobalOptions.TryGetValue("build_property.ContractSupportNamespace", out var supportNamespace);
                return LanguageProfile.Of(pair.Left, supportNamespace);
            })
            .WithTrackingName(Steps.Profile);

        var problems = contracts.SelectMany(static (bound, _) => bound.Problems).WithTrackingName(Steps.Problems);
        context.RegisterSourceOutput(problems, static (output, problem) => output.ReportDiagnostic(ContractDiagnostics.ToDiagnostic(problem)));

        var released = files
            .Where(static source => source.IsReleased)
            .Select(static (source, _) => Parser.Parse(source.Path, source.Text))
            .Collect()
            .Select(static (frozen, _) => ReleasedContract.LinkAll(frozen))
            .WithTrackingName(Steps.Released);
        var breaks = parsed
            .Combine(released)
            .Select(static (pair, _) => ReleasedContract.Compare(pair.Right, [.. pair.Left.Select(contract => contract.Syntax)]))
            .WithTrackingName(Steps.Evolution);
        context.RegisterSourceOutput(breaks, static (output, problems) =>
        {
            foreach (var problem in problems)
                output.ReportDiagnostic(ContractDiagnostics.ToDiagnostic(problem));
        });

        // File by file, so that a shape that comes or goes in one file shifts none of another's.
        var units = contracts
            .SelectMany(static (bound, _) => bound.Files)
            .WithTrackingName(Steps.Files)
            .SelectMany(static (file, _) => file.Units)
            .WithTrackingName(Steps.Units)
            .Combine(profile)
            .WithTrackingName(Steps.Emission);
        context.RegisterSourceOutput(units, static (output, pair) =>
        {
            if (pair.Right.IsSupported)
                Add(output, UnitEmitter.Emit(pair.Left, pair.Right));
        });

        var support = sources.Collect().Select(static (contracts, _) => contracts.Length > 0).Combine(profile).WithTrackingName(Steps.Support);
        context.RegisterSourceOutput(support, static (output, pair) =>
        {
            var (hasContracts, language) = pair;
            if (hasContracts && language.IsSupported)
                Add(output, SupportCode.Emit(language));
            else if (hasContracts)
                output.ReportDiagnostic(ContractDiagnostics.LanguageTooOld());
        });
    }

    private static void Add(SourceProductionContext output, IEnumerable<GeneratedSource> sources)
    {
        foreach (var source in sources)
            output.AddSource(source.HintName, SourceText.From(source.Text, Utf8));
    }

    /// <summary>The pipeline's steps by the names that tests follow them under.</summary>
    internal static class Steps
    {
        public const string Read = nameof(Read);
        public const string Parse = nameof(Parse);
        public const string Bind = nameof(Bind);
        public const string Profile = nameof(Profile);
        public const string Problems = nameof(Problems);
        public const string Released = nameof(Released);
        public const string Evolution = nameof(Evolution);
        public const string Files = nameof(Files);
        public const string Units = nameof(Units);
        public const string Emission = nameof(Emission);
        public const string Support = nameof(Support);
    }

    private sealed record ContractSource(string Path, string Text, string? CSharpNamespace, bool IsReleased);
}
