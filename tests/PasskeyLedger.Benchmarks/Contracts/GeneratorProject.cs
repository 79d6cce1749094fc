using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using PasskeyLedger.ContractGenerator;

namespace PasskeyLedger.Benchmarks.Contracts;

/// <summary>A project that generates from contracts, as the compiler runs it, without the compiler's own work on what was generated.</summary>
internal sealed class GeneratorProject
{
    private static readonly CSharpParseOptions ParseOptions =
        new(LanguageVersion.Latest, DocumentationMode.Diagnose, preprocessorSymbols: ["NET", "NET10_0"]);

    private static readonly CSharpCompilation Compilation = CSharpCompilation.Create(
        "Contracts",
        references:
        [
            .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
                .Where(path => Path.GetDirectoryName(path) == Path.GetDirectoryName(typeof(object).Assembly.Location))
                .Select(path => MetadataReference.CreateFromFile(path)),
        ],
        options: new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    private readonly ContractText[] contracts;
    private readonly ContractText edited;
    private readonly GeneratorDriver finished;

    /// <summary>Runs the generator once.</summary>
    /// <exception cref="InvalidOperationException">The generator objects to the contracts.</exception>
    public GeneratorProject(params ContractText[] contracts)
    {
        this.contracts = contracts;
        edited = contracts[^1] with { Content = contracts[^1].Content + "\nstructure AddedByTheEdit {\n    name: String\n}\n" };
        finished = New().RunGenerators(Compilation);
        var result = finished.GetRunResult();
        if (result.Diagnostics is [var first, ..])
            throw new InvalidOperationException($"The generator objects to the contract: {first}");
        Sources = result.GeneratedTrees.Length;
        Lines = result.GeneratedTrees.Sum(tree => tree.GetText().Lines.Count);
    }

    public int Sources { get; }

    public int Lines { get; }

    /// <summary>Generates from nothing, as the first build does.</summary>
    public GeneratorDriver Generate() => New().RunGenerators(Compilation);

    /// <summary>Generates again after a structure was added to the last contract, as an editor does while one types.</summary>
    public GeneratorDriver GenerateAgain() => finished.ReplaceAdditionalText(contracts[^1].Text, edited.Text).RunGenerators(Compilation);

    private GeneratorDriver New() => CSharpGeneratorDriver.Create(
        [new SmithyContractGenerator().AsSourceGenerator()], contracts.Select(contract => contract.Text), ParseOptions, new ContractOptions());

    /// <summary>A contract, and the C# namespace that its types go to.</summary>
    internal sealed record ContractText(string Path, string Content, string CSharpNamespace)
    {
        public AdditionalText Text => field ??= new InMemoryText(this);
    }

    private sealed class InMemoryText(ContractText contract) : AdditionalText
    {
        private readonly SourceText text = SourceText.From(contract.Content, Encoding.UTF8);

        public override string Path => contract.Path;

        public string CSharpNamespace => contract.CSharpNamespace;

        public override SourceText GetText(CancellationToken cancellationToken = default) => text;
    }

    /// <summary>What MSBuild tells the generator: the C# namespace of each contract.</summary>
    private sealed class ContractOptions : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Options(null);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => new Options(((InMemoryText)textFile).CSharpNamespace);

        private sealed class Options(string? csharpNamespace) : AnalyzerConfigOptions
        {
            public override bool TryGetValue(string key, out string value)
            {
                value = csharpNamespace ?? "";
                return key == "build_metadata.AdditionalFiles.CSharpNamespace" && csharpNamespace is not null;
            }
        }
    }
}
