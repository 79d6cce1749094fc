using System.Xml.Linq;
using PasskeyLedger.Testing;

namespace PasskeyLedger.Service.Tests.House;

/// <summary>The map in src/README.md is true: which room may use which is asserted here, by project reference and by namespace.</summary>
public sealed class ArrowsTests
{
    // The rooms from the top down, each with the rooms it may use. A room never uses one above it.
    private static readonly Dictionary<string, string[]> MayUse = new()
    {
        ["Service"] =
        [
            "Registration", "ReadModels", "PersonalData", "Messaging", "Transparency", "EventStore", "WebAuthn", "Contracts", "ContractGenerator",
        ],
        ["Registration"] = ["WebAuthn", "Contracts"],
        ["ReadModels"] = ["EventStore", "Contracts"],
        ["PersonalData"] = ["EventStore", "Contracts"],
        ["Messaging"] = ["EventStore", "Contracts"],
        ["Transparency"] = ["EventStore", "OpenSsl"],
        ["EventStore"] = [],
        ["WebAuthn"] = ["OpenSsl"],
        ["OpenSsl"] = [],
        ["Contracts"] = [],
    };

    // What must not be named in a room that is pure: no I/O, no clock of its own, no randomness of its own.
    private static readonly string[] Impure =
    [
        "Npgsql", "System.IO", "System.Net.Http", "Microsoft.AspNetCore", "DateTimeOffset.UtcNow", "DateTime.UtcNow", "DateTime.Now",
        "TimeProvider", "RandomNumberGenerator", "Guid.NewGuid", "Guid.CreateVersion7", "File.",
    ];

    public static TheoryData<string> Rooms => [.. MayUse.Keys];

    [Fact]
    public void every_room_of_the_house_is_on_the_map() =>
        Directory.GetDirectories(Path.Combine(Repository.Root, "src"))
            .Select(folder => Path.GetFileName(folder)["PasskeyLedger.".Length..])
            .ShouldBe(MayUse.Keys, ignoreOrder: true);

    [Fact]
    public void only_the_contract_commands_use_the_generator_and_of_it_the_smithy_reader_alone()
    {
        foreach (var (path, text) in MayUse.Keys.SelectMany(SourcesOf))
        {
            var used = text.Split('\n').Where(line => line.Contains("PasskeyLedger.ContractGenerator", StringComparison.Ordinal)).ToList();
            used.ShouldAllBe(line => line == "using PasskeyLedger.ContractGenerator.Smithy;", path);
            if (used.Count > 0)
                Path.GetRelativePath(Repository.Root, path).ShouldStartWith(Path.Combine("src", "PasskeyLedger.Service", "Commands", "Contracts"));
        }
    }

    [Theory]
    [InlineData("Syntax", "Linking", "Rules", "Selectors", "Ast", "Reference", "Evolution")]
    [InlineData("Model", "Linking", "Rules", "Selectors", "Ast", "Reference", "Evolution")]
    [InlineData("Selectors", "Linking", "Rules", "Ast", "Reference", "Evolution")]
    [InlineData("Rules", "Linking", "Reference", "Evolution")]
    [InlineData("Linking", "Ast", "Reference", "Evolution")]
    public void a_contract_goes_one_way_through_the_smithy_reader(string folder, params string[] behind)
    {
        foreach (var (path, text) in SourcesIn(Path.Combine(Repository.Root, "generators", "PasskeyLedger.ContractGenerator", "Smithy", folder)))
            behind.Where(other => text.Contains($"PasskeyLedger.ContractGenerator.Smithy.{other};", StringComparison.Ordinal)).ShouldBeEmpty(path);
    }

    [Fact]
    public void the_smithy_reader_knows_neither_csharp_nor_its_compiler() =>
        SourcesIn(Path.Combine(Repository.Root, "generators", "PasskeyLedger.ContractGenerator", "Smithy"))
            .Where(source => source.Text.Contains("Microsoft.CodeAnalysis", StringComparison.Ordinal)
                || source.Text.Contains("PasskeyLedger.ContractGenerator.Emission", StringComparison.Ordinal))
            .Select(source => source.Path)
            .ShouldBeEmpty();

    [Fact]
    public void the_compiler_is_not_shipped_with_the_service() =>
        Directory.EnumerateFiles(AppContext.BaseDirectory, "Microsoft.CodeAnalysis*.dll").ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Rooms))]
    public void a_room_references_only_the_rooms_that_it_may_use(string room) =>
        XDocument.Load(Path.Combine(Repository.Root, "src", $"PasskeyLedger.{room}", $"PasskeyLedger.{room}.csproj"))
            .Descendants("ProjectReference")
            .Where(reference => (string?)reference.Attribute("OutputItemType") != "Analyzer")
            .Select(reference => Path.GetFileNameWithoutExtension(((string)reference.Attribute("Include")!).Replace('\\', '/'))["PasskeyLedger.".Length..])
            .ShouldBeSubsetOf(MayUse[room]);

    [Theory]
    [MemberData(nameof(Rooms))]
    public void a_room_names_only_the_rooms_that_it_may_use(string room)
    {
        var forbidden = MayUse.Keys.Except(MayUse[room]).Where(other => other != room).Select(other => $"PasskeyLedger.{other}");
        foreach (var name in forbidden)
            SourcesOf(room).Where(source => source.Text.Contains($"using {name}", StringComparison.Ordinal) || source.Text.Contains($" {name}.", StringComparison.Ordinal))
                .Select(source => source.Path)
                .ShouldBeEmpty($"{room} must not use {name}");
    }

    [Theory]
    [InlineData("Registration")]
    [InlineData("WebAuthn")]
    public void a_pure_room_has_no_input_output_no_clock_and_no_chance(string room)
    {
        foreach (var name in Impure)
            SourcesOf(room).Where(source => source.Text.Contains(name, StringComparison.Ordinal))
                .Select(source => source.Path)
                .ShouldBeEmpty($"{room} is pure and must not use {name}");
    }

    [Fact]
    public void the_event_store_knows_nothing_of_passkeys() =>
        SourcesOf("EventStore")
            .Where(source => source.Text.Replace("PasskeyLedger", "", StringComparison.Ordinal).Contains("passkey", StringComparison.OrdinalIgnoreCase))
            .Select(source => source.Path)
            .ShouldBeEmpty();

    private static IEnumerable<(string Path, string Text)> SourcesOf(string room) =>
        SourcesIn(Path.Combine(Repository.Root, "src", $"PasskeyLedger.{room}"));

    private static IEnumerable<(string Path, string Text)> SourcesIn(string folder) =>
        Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(path => !Path.GetRelativePath(folder, path).Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"))
            .Select(path => (path, File.ReadAllText(path)));
}
