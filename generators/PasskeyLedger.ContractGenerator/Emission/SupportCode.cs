namespace PasskeyLedger.ContractGenerator.Emission;

/// <summary>The C# that all generated types share, kept as readable files beside the generator.</summary>
internal static class SupportCode
{
    private const string Prefix = "Support/";

    private static readonly Lazy<IReadOnlyList<GeneratedSource>> Files = new(Read);

    public static IEnumerable<GeneratedSource> Emit(LanguageProfile profile) => Files.Value.Select(file => new GeneratedSource(
        $"{profile.SupportNamespace}.{file.HintName}",
        file.Text.Replace($"namespace {LanguageProfile.DefaultSupportNamespace};", $"namespace {profile.SupportNamespace};")));

    private static IReadOnlyList<GeneratedSource> Read()
    {
        var assembly = typeof(SupportCode).Assembly;
        return assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .OrderBy(name => name, StringComparer.Ordinal)
            .Select(name =>
            {
                using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
                return new GeneratedSource(name.Substring(Prefix.Length).Replace(".cs", ".g.cs"), reader.ReadToEnd());
            })
            .ToList();
    }
}
