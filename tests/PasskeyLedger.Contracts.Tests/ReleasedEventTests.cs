using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PasskeyLedger.Contracts.Events;

namespace PasskeyLedger.Contracts.Tests;

/// <summary>
/// What a release has stored is read for ever. released-events/{version}/{stored name}.json holds an event of each as that release wrote
/// it, with every member that it could have; they are added with a release, and never changed.
/// </summary>
public sealed partial class ReleasedEventTests
{
    private static readonly string Examples = Path.Combine(AppContext.BaseDirectory, "released-events");
    private static readonly string Contracts = Path.Combine(AppContext.BaseDirectory, "released-contracts");

    /// <summary>Each release with each name that it stores events under.</summary>
    public static TheoryData<string, string> Released =>
        [.. from contract in Directory.GetFiles(Contracts, "ledger-events.smithy", SearchOption.AllDirectories)
            let version = Path.GetFileName(Path.GetDirectoryName(contract))!
            from Match match in StoredEventTrait().Matches(File.ReadAllText(contract))
            select (version, match.Groups["name"].Value)];

    [Fact]
    public void the_releases_are_found() => Released.Select(row => row.Data).ShouldContain(("0.1", "registration_completed"));

    [Theory]
    [MemberData(nameof(Released))]
    public void a_released_event_is_read_as_the_contract_has_it_now(string version, string storedName)
    {
        var file = Path.Combine(Examples, version, storedName + ".json");
        File.Exists(file).ShouldBeTrue($"released-events/{version} lacks an example of {storedName}");
        var example = File.ReadAllBytes(file);

        var read = StoredEvents.Read(storedName, example);

        read.StoredName.ShouldBe(StoredEvents.Upcasts.Names.GetValueOrDefault(storedName, storedName));
        // A form that only gained members says all that it said.
        if (read.StoredName == storedName)
            ShouldSay(JsonNode.Parse(read.ToJson())!, JsonNode.Parse(example)!, storedName);
    }

    [Fact]
    public void every_example_is_one_of_a_released_event() =>
        Directory.GetFiles(Examples, "*", SearchOption.AllDirectories)
            .Select(file => (Path.GetFileName(Path.GetDirectoryName(file))!, Path.GetFileNameWithoutExtension(file)))
            .ShouldBe(Released.Select(row => row.Data), ignoreOrder: true);

    private static void ShouldSay(JsonNode now, JsonNode then, string where)
    {
        switch (then)
        {
            case JsonObject members:
                foreach (var (name, value) in members)
                    ShouldSay(now[name].ShouldNotBeNull($"{where}.{name} is lost"), value!, $"{where}.{name}");
                break;
            case JsonArray items:
                now.AsArray().Count.ShouldBe(items.Count, where);
                for (var index = 0; index < items.Count; index++)
                    ShouldSay(now[index]!, items[index]!, $"{where}[{index}]");
                break;
            default:
                JsonNode.DeepEquals(now, then).ShouldBeTrue($"{where} is {now.ToJsonString()} and was {then.ToJsonString()}");
                break;
        }
    }

    [GeneratedRegex("""@storedEvent\("(?<name>[a-z0-9_]+)"\)""", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex StoredEventTrait();
}
