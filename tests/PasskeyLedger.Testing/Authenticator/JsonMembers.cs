using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace PasskeyLedger.Testing.Authenticator;

/// <summary>
/// A JSON object as the list of its members, each value being JSON text. As with <see cref="CborMap"/> the order is kept and
/// nothing is checked, so that a member can be dropped, doubled or given a value of the wrong type.
/// </summary>
public sealed record JsonMembers
{
    // Browsers write client data without escaping more than JSON asks for.
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public IReadOnlyList<KeyValuePair<string, string>> Members { get; init; } = [];

    /// <summary>The JSON text under a name.</summary>
    /// <exception cref="KeyNotFoundException">No member has this name.</exception>
    public string this[string name] => Members.Any(member => Is(member, name))
        ? Members.First(member => Is(member, name)).Value
        : throw new KeyNotFoundException($"The object has no member '{name}'.");

    /// <summary>The text of the JSON string under a name.</summary>
    public string Text(string name) => JsonSerializer.Deserialize<string>(this[name])!;

    public static string Quoted(string value) => JsonSerializer.Serialize(value, Relaxed);

    public JsonMembers With(string name, string value) => WithRaw(name, Quoted(value));

    public JsonMembers With(string name, bool value) => WithRaw(name, value ? "true" : "false");

    public JsonMembers With(string name, long value) => WithRaw(name, value.ToString(CultureInfo.InvariantCulture));

    public JsonMembers With(string name, JsonMembers value) => WithRaw(name, value.ToJson());

    public JsonMembers With(string name, IEnumerable<string> values) => WithRaw(name, $"[{string.Join(',', values.Select(Quoted))}]");

    /// <summary>The object with this JSON text in the member's place, or at the end where the name is new.</summary>
    public JsonMembers WithRaw(string name, string json)
    {
        var members = Members.ToList();
        var at = members.FindIndex(member => Is(member, name));
        if (at < 0)
            return And(name, json);
        members[at] = KeyValuePair.Create(name, json);
        return this with { Members = members };
    }

    /// <summary>The object with one more member at its end, whether or not the name is there already.</summary>
    public JsonMembers And(string name, string json) => this with { Members = [.. Members, KeyValuePair.Create(name, json)] };

    public JsonMembers Without(string name)
    {
        _ = this[name];
        return this with { Members = [.. Members.Where(member => !Is(member, name))] };
    }

    public string ToJson() => $"{{{string.Join(',', Members.Select(member => $"{Quoted(member.Key)}:{member.Value}"))}}}";

    private static bool Is(KeyValuePair<string, string> member, string name) => string.Equals(member.Key, name, StringComparison.Ordinal);
}
