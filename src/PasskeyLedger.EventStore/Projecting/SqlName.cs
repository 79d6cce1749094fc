namespace PasskeyLedger.EventStore.Projecting;

/// <summary>Names of columns and indexes in SQL that is put together.</summary>
internal static class SqlName
{
    /// <summary>Whatever the name holds.</summary>
    public static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
