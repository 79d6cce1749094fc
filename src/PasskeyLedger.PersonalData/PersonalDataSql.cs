using PasskeyLedger.EventStore;

namespace PasskeyLedger.PersonalData;

/// <summary>The statements of this room, each in a .sql file beside the code that runs it.</summary>
internal static class PersonalDataSql
{
    public static string Read(string name) => EmbeddedSql.Read(typeof(PersonalDataSql).Assembly, $"{typeof(PersonalDataSql).Namespace}.{name}");
}
