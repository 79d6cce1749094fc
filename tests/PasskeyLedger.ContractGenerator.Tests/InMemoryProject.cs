using System.Collections.Immutable;
using System.Text;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using PasskeyLedger.Testing;

namespace PasskeyLedger.ContractGenerator.Tests;

/// <summary>A project that generates from contracts, compiled in memory instead of by MSBuild.</summary>
internal sealed class InMemoryProject
{
    private static int count;

    private readonly List<ContractText> contracts = [];

    // Loaded assemblies are told apart by their names.
    private readonly string assemblyName = $"Contracts{Interlocked.Increment(ref count)}";
    private readonly CSharpParseOptions parseOptions;
    private readonly bool isNetStandard;

    private InMemoryProject(bool isNetStandard)
    {
        this.isNetStandard = isNetStandard;
        parseOptions = new CSharpParseOptions(LanguageVersion.Latest, DocumentationMode.Diagnose, preprocessorSymbols: isNetStandard ? ["NETSTANDARD2_0"] : ["NET", "NET10_0"]);
    }

    public static InMemoryProject ForNet() => new(isNetStandard: false);

    public static InMemoryProject ForNetStandard() => new(isNetStandard: true);

    /// <summary>Adds a contract; without a C# namespace where the metadata is to be missing.</summary>
    public InMemoryProject With(string path, string text, string? csharpNamespace = "Example")
    {
        contracts.Add(new ContractText(path, text, csharpNamespace));
        return this;
    }

    /// <summary>Adds a contract that has shipped.</summary>
    public InMemoryProject WithReleased(string path, string text)
    {
        contracts.Add(new ContractText(path, text, csharpNamespace: null) { IsReleased = true });
        return this;
    }

    /// <summary>Adds the project's own contracts and what has shipped of them, as PasskeyLedger.Contracts lists them.</summary>
    public InMemoryProject WithOwnContracts()
    {
        var library = XDocument.Load(Path.Combine(Repository.Root, "src", "PasskeyLedger.Contracts", "PasskeyLedger.Contracts.csproj"));
        foreach (var item in library.Descendants("AdditionalFiles").Where(item => item.Attribute("CSharpNamespace") is not null))
        {
            var name = Path.GetFileName(item.Attribute("Include")!.Value);
            With(name, ReadOwn(name), item.Attribute("CSharpNamespace")!.Value);
        }

        var folder = Path.Combine(Repository.Root, "contracts");
        foreach (var path in Directory.EnumerateFiles(Path.Combine(folder, "released"), "*.smithy", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            WithReleased(Path.GetRelativePath(folder, path), File.ReadAllText(path));
        return this;
    }

    public static string ReadOwn(string contract) => File.ReadAllText(Path.Combine(Repository.Root, "contracts", contract));

    /// <summary>The generator's run over the contracts, with its steps tracked.</summary>
    public GeneratorDriver Driver() => CSharpGeneratorDriver.Create(
        [new SmithyContractGenerator().AsSourceGenerator()],
        contracts,
        parseOptions,
        new ContractOptions(),
        new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    public CSharpCompilation EmptyCompilation() => CSharpCompilation.Create(
        assemblyName,
        references: References(isNetStandard),
        options: new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, warningLevel: 9999));

    public ImmutableArray<Diagnostic> Diagnostics() => Driver().RunGenerators(EmptyCompilation(), TestContext.Current.CancellationToken).GetRunResult().Diagnostics;

    /// <summary>The compiled library. Warnings of the compiler and of the generator fail the test.</summary>
    public MetadataReference Compile()
    {
        using var image = new MemoryStream(CompileImage());
        return MetadataReference.CreateFromStream(image);
    }

    public byte[] CompileImage()
    {
        Driver().RunGeneratorsAndUpdateCompilation(EmptyCompilation(), out var compilation, out var diagnostics, TestContext.Current.CancellationToken);
        diagnostics.ShouldBeEmpty();
        return Emit(compilation);
    }

    /// <summary>Compiles a consumer of the library in another version of C#.</summary>
    public byte[] CompileConsumer(LanguageVersion version, string source)
    {
        var tree = CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(version));
        var options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, warningLevel: 9999);
        return Emit(CSharpCompilation.Create("Consumer", [tree], [.. References(isNetStandard), Compile()], options));
    }

    private static byte[] Emit(Compilation compilation)
    {
        using var image = new MemoryStream();
        var result = compilation.Emit(image, cancellationToken: TestContext.Current.CancellationToken);
        result.Diagnostics.Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning).Select(diagnostic => diagnostic.ToString()).ShouldBeEmpty();
        return image.ToArray();
    }

    private static IEnumerable<MetadataReference> References(bool isNetStandard) => isNetStandard ? NetStandard.Value : Net.Value;

    private static readonly Lazy<IReadOnlyList<MetadataReference>> Net = new(() => Load(
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Where(path => Path.GetDirectoryName(path) == Path.GetDirectoryName(typeof(object).Assembly.Location))));

    private static readonly Lazy<IReadOnlyList<MetadataReference>> NetStandard = new(() => Load(
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, "netstandard2.0.references.txt"))));

    private static IReadOnlyList<MetadataReference> Load(IEnumerable<string> paths) => [.. paths.Select(path => MetadataReference.CreateFromFile(path))];

    internal sealed class ContractText(string path, string text, string? csharpNamespace) : AdditionalText
    {
        public override string Path => path;

        public string? CSharpNamespace => csharpNamespace;

        public bool IsReleased { get; init; }

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text, Encoding.UTF8);
    }

    /// <summary>What MSBuild tells the generator: the C# namespace of each contract, and which are frozen.</summary>
    private sealed class ContractOptions : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Options(null);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => new Options((ContractText)textFile);

        private sealed class Options(ContractText? contract) : AnalyzerConfigOptions
        {
            public override bool TryGetValue(string key, out string value)
            {
                value = key switch
                {
                    "build_metadata.AdditionalFiles.CSharpNamespace" => contract?.CSharpNamespace,
                    "build_metadata.AdditionalFiles.Released" => contract is { IsReleased: true } ? "true" : null,
                    _ => null,
                } ?? string.Empty;
                return value.Length > 0;
            }
        }
    }
}
