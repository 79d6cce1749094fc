using System.Collections.Frozen;
using System.Text;
using PasskeyLedger.Contracts.Events;

namespace PasskeyLedger.Messaging;

/// <summary>
/// A member of an event that is not published unless the pool says so, or that holds such members: they can be erased in the
/// ledger, and a message bus forgets nothing on demand.
/// </summary>
/// <remarks>The contract marks them with @personalData, and the schemas follow it, which a test compares with what is published.</remarks>
/// <param name="Within">The members of it that are left out; empty where it is left out itself.</param>
internal sealed record PersonalMembers(byte[] Utf8Name, IReadOnlyList<PersonalMembers> Within)
{
    private static readonly FrozenDictionary<string, IReadOnlyList<PersonalMembers>> ByType = StoredEvents.Names.ToFrozenDictionary(
        name => name,
        name => Tree(StoredEvents.PersonalMembersOf(name).Select(member => member.Path.Split('.'))),
        StringComparer.Ordinal);

    /// <summary>Those of an event's data; empty where it has none.</summary>
    public static IReadOnlyList<PersonalMembers> Of(string eventType) => ByType.GetValueOrDefault(eventType, []);

    private static IReadOnlyList<PersonalMembers> Tree(IEnumerable<string[]> paths) =>
    [
        .. paths.GroupBy(path => path[0], StringComparer.Ordinal).Select(group => new PersonalMembers(
            Encoding.UTF8.GetBytes(group.Key),
            group.Any(path => path.Length == 1) ? [] : Tree(group.Select(path => path[1..])))),
    ];
}
