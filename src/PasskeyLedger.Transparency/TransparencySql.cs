using PasskeyLedger.EventStore;

namespace PasskeyLedger.Transparency;

/// <summary>The statements of the tree, each in a .sql file beside the code that runs it.</summary>
internal static class TransparencySql
{
    /// <summary>Reads a file of this assembly by its path, with dots for slashes.</summary>
    public static string Read(string path) => EmbeddedSql.Read(typeof(TransparencySql).Assembly, $"PasskeyLedger.Transparency.{path}");
}
