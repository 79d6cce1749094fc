using System.Reflection;

namespace PasskeyLedger.EventStore.Migrations;

/// <summary>
/// Numbered scripts that belong together, in the order of their numbers. Scripts only ever get added: one that has been
/// applied somewhere never changes again.
/// </summary>
public sealed class MigrationSource
{
    private const string Folder = ".Migrations.";
    private const string Extension = ".sql";

    /// <param name="name">The source's name in <c>ledger_migrations</c>. It outlives the assembly's.</param>
    /// <param name="scripts">SQL by name, each name of the form <c>NNNN_what_it_does</c>.</param>
    /// <exception cref="ArgumentException">There is no script, a name is not of the form, or two have one number.</exception>
    public MigrationSource(string name, IEnumerable<KeyValuePair<string, string>> scripts)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Name = name;
        Scripts = [.. scripts.Select(script => Script(name, script.Key, script.Value)).OrderBy(script => script.Name, StringComparer.Ordinal)];
        if (Scripts.Count == 0)
            throw new ArgumentException($"The migration source {name} has no script.", nameof(scripts));
        if (Scripts.DistinctBy(script => script.Name[..4], StringComparer.Ordinal).Count() != Scripts.Count)
            throw new ArgumentException($"The migration source {name} has two scripts of one number.", nameof(scripts));
    }

    /// <summary>The tables and functions of the event store itself. They come first: others may refer to them.</summary>
    public static MigrationSource EventStore { get; } = FromAssembly("event-store", typeof(MigrationSource).Assembly);

    public string Name { get; }

    public IReadOnlyList<MigrationScript> Scripts { get; }

    /// <summary>The scripts that an assembly embeds from its folder <c>Migrations</c>.</summary>
    /// <inheritdoc cref="MigrationSource(string, IEnumerable{KeyValuePair{string, string}})" path="/exception"/>
    public static MigrationSource FromAssembly(string name, Assembly assembly) => new(
        name,
        from resource in assembly.GetManifestResourceNames()
        let folder = resource.LastIndexOf(Folder, StringComparison.Ordinal)
        where folder >= 0 && resource.EndsWith(Extension, StringComparison.Ordinal)
        select KeyValuePair.Create(resource[(folder + Folder.Length)..^Extension.Length], EmbeddedSql.Read(assembly, resource)));

    private static MigrationScript Script(string source, string name, string sql) =>
        name is [>= '0' and <= '9', >= '0' and <= '9', >= '0' and <= '9', >= '0' and <= '9', '_', _, ..]
            ? new(source, name, sql)
            : throw new ArgumentException($"The script {name} of the migration source {source} is not named NNNN_what_it_does.", nameof(name));
}
