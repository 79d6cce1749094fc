using System.Reflection;

namespace PasskeyLedger.EventStore;

/// <summary>SQL that stands in a file beside the code that runs it.</summary>
public static class EmbeddedSql
{
    /// <summary>Reads a file of this assembly by its path, with dots for slashes.</summary>
    internal static string Read(string path) => Read(typeof(EmbeddedSql).Assembly, $"PasskeyLedger.EventStore.{path}");

    /// <summary>Reads a file of an assembly by the name that it is embedded under.</summary>
    public static string Read(Assembly assembly, string resource)
    {
        using var stream = assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"{assembly.GetName().Name} does not embed {resource}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
