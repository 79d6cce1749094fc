using System.Text;

namespace PasskeyLedger.Messaging;

/// <summary>
/// The members of events that are not published unless the pool says so: they can be erased in the ledger, and a message
/// bus forgets nothing on demand.
/// </summary>
internal sealed record PersonalMembers(string Name, params IReadOnlyList<PersonalMembers> Within)
{
    private static readonly Dictionary<string, PersonalMembers[]> ByType = new(StringComparer.Ordinal)
    {
        ["registration_completed"] = [new("clientDataJSON")],
        ["registration_rejected"] = [new("evidence", new PersonalMembers("raw"))],
    };

    public byte[] Utf8Name { get; } = Encoding.UTF8.GetBytes(Name);

    /// <summary>Those of an event's data; empty where it has none.</summary>
    public static IReadOnlyList<PersonalMembers> Of(string eventType) => ByType.GetValueOrDefault(eventType, []);
}
