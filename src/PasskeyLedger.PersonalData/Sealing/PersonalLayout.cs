using System.Collections.Frozen;
using System.Text;
using System.Text.Json;
using PasskeyLedger.Contracts;
using PasskeyLedger.Contracts.Events;

namespace PasskeyLedger.PersonalData.Sealing;

/// <summary>Where personal data stands in a kind of JSON object: the contract's paths as a tree, so that one pass finds all.</summary>
public sealed class PersonalLayout
{
    /// <summary>What the paths of headers begin with, so that none is taken for one of the event.</summary>
    private const string HeadersPrefix = "headers.";

    // Whatever depth the database took. What is not looked for is passed over without going down into it.
    private static readonly JsonReaderOptions AnyDepth = new() { MaxDepth = int.MaxValue };

    private readonly Node root = new([]);

    /// <param name="members">The members, by their paths.</param>
    /// <param name="prefix">What their paths begin with beyond this object.</param>
    public PersonalLayout(IEnumerable<PersonalMember> members, string prefix = "")
    {
        foreach (var member in members)
            root.Add(member.Path.Split('.'), new(prefix + member.Path, member.IsBlob));
    }

    /// <summary>That of the headers of every event.</summary>
    public static PersonalLayout Headers { get; } = new(EventHeaders.PersonalMembers, HeadersPrefix);

    private static readonly FrozenDictionary<string, PersonalLayout> Events = StoredEvents.Names
        .Where(name => StoredEvents.PersonalMembersOf(name).Count > 0)
        .ToFrozenDictionary(name => name, name => new PersonalLayout(StoredEvents.PersonalMembersOf(name)), StringComparer.Ordinal);

    /// <summary>That of an event by the name it is stored under; null where it holds nothing personal.</summary>
    public static PersonalLayout? OfEvent(string storedName) => Events.GetValueOrDefault(storedName);

    /// <summary>The values at the layout's members, in the order they stand. A value that is no string is none.</summary>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public IReadOnlyList<PersonalField> FindIn(ReadOnlySpan<byte> utf8Json)
    {
        List<PersonalField>? found = null;
        var reader = new Utf8JsonReader(utf8Json, AnyDepth);
        if (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
            Find(ref reader, root, ref found);
        return found ?? (IReadOnlyList<PersonalField>)[];
    }

    private static void Find(ref Utf8JsonReader reader, Node node, ref List<PersonalField>? found)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var child = node.Child(ref reader);
            reader.Read();
            if (child?.Member is { } member && reader.TokenType == JsonTokenType.String)
                (found ??= []).Add(new(member, (int)reader.TokenStartIndex, (int)(reader.BytesConsumed - reader.TokenStartIndex)));
            else if (child is { Member: null } && reader.TokenType == JsonTokenType.StartObject)
                Find(ref reader, child, ref found);
            else
                reader.Skip();
        }
    }

    private sealed class Node(byte[] name)
    {
        private readonly List<Node> children = [];

        public PersonalMember? Member { get; private set; }

        public void Add(ReadOnlySpan<string> path, PersonalMember member)
        {
            if (path.IsEmpty)
            {
                Member = member;
                return;
            }

            var first = Encoding.UTF8.GetBytes(path[0]);
            var child = children.Find(child => child.IsNamed(first));
            if (child is null)
                children.Add(child = new(first));
            child.Add(path[1..], member);
        }

        public Node? Child(ref Utf8JsonReader reader)
        {
            foreach (var child in children)
            {
                if (reader.ValueTextEquals(child.Name))
                    return child;
            }

            return null;
        }

        private byte[] Name => name;

        private bool IsNamed(byte[] other) => name.AsSpan().SequenceEqual(other);
    }
}

/// <summary>A string in JSON that is the value of a personal member.</summary>
/// <param name="Start">Where it begins, with its quotation mark.</param>
/// <param name="Length">To the end of the other quotation mark.</param>
public readonly record struct PersonalField(PersonalMember Member, int Start, int Length);
