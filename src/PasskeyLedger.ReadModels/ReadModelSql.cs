using System.Reflection;

namespace PasskeyLedger.ReadModels;

/// <summary>The statements of the read models, each in a .sql file beside the code that runs it.</summary>
internal static class ReadModelSql
{
    public static string Read(string name)
    {
        var resource = $"{typeof(ReadModelSql).Namespace}.{name}";
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"The assembly lacks its resource {resource}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
