using PasskeyLedger.ContractGenerator.Smithy.Syntax;

namespace PasskeyLedger.ContractGenerator.Smithy.Model;

/// <summary>The shapes that every model has: Smithy's own, and the protocol definitions this generator knows.</summary>
internal static class Prelude
{
    // A contract may be in a file called prelude.smithy; it is none of these.
    private const string Scheme = "generator:";

    private static readonly Lazy<IReadOnlyList<SmithyFile>> Parsed = new(Read);

    public static IReadOnlyList<SmithyFile> Files => Parsed.Value;

    public static bool Declares(Shape shape) => Files.Any(file => file.Path == shape.Location.Path);

    private static IReadOnlyList<SmithyFile> Read()
    {
        var assembly = typeof(Prelude).Assembly;
        return assembly.GetManifestResourceNames()
            .Where(name => name.EndsWith(".smithy", StringComparison.Ordinal))
            .OrderBy(name => name, StringComparer.Ordinal)
            .Select(name =>
            {
                using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
                return Parser.Parse(Scheme + name, reader.ReadToEnd());
            })
            .ToList();
    }
}
