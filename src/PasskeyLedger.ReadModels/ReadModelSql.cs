using PasskeyLedger.EventStore;

namespace PasskeyLedger.ReadModels;

/// <summary>The statements of the read models, each in a .sql file beside the code that runs it.</summary>
internal static class ReadModelSql
{
    public static string Read(string name) => EmbeddedSql.Read(typeof(ReadModelSql).Assembly, $"{typeof(ReadModelSql).Namespace}.{name}");
}
