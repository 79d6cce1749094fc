using System.Text.Json;
using PasskeyLedger.Testing;

namespace PasskeyLedger.EndToEnd.Tests.Commands;

/// <summary>Registrations that others recorded, inspected at the shell without configuration or database.</summary>
public sealed class InspectTests
{
    private static readonly ServiceCommand Command =
        new("Production", connectionString: null, new Dictionary<string, string?>(StringComparer.Ordinal));

    [Fact]
    public async Task recordings_of_the_specification_are_accepted()
    {
        var file = Recorded("w3c.json");
        using var recorded = JsonDocument.Parse(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken));

        var inspected = await Command.RunAsync("inspect", file, "--json");

        inspected.ExitCode.ShouldBe(0, inspected.Output);
        using var printed = JsonDocument.Parse(inspected.Output);
        printed.RootElement.EnumerateArray().Select(one => one.GetProperty("verdict").GetString())
            .ShouldBe(recorded.RootElement.EnumerateArray().Select(one => one.GetProperty("expected").GetString()));
    }

    [Fact]
    public async Task a_recording_with_another_challenge_is_rejected()
    {
        using var recorded = JsonDocument.Parse(await File.ReadAllBytesAsync(Recorded("w3c.json"), TestContext.Current.CancellationToken));
        var recording = System.Text.Json.Nodes.JsonObject.Create(recorded.RootElement[0])!;
        recording["challenge"] = new string('A', 43);
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, recording.ToJsonString(), TestContext.Current.CancellationToken);

        var inspected = await Command.RunAsync("inspect", file);
        File.Delete(file);

        inspected.ExitCode.ShouldBe(1, inspected.Output);
        inspected.Output.ShouldContain("none-es256: reject");
        inspected.Output.ShouldContain("ChallengeMismatch (7.1 step ");
    }

    [Fact]
    public async Task a_file_that_is_not_there_is_a_fault_of_usage()
    {
        var inspected = await Command.RunAsync("inspect", "/nowhere/registration.json");

        inspected.ExitCode.ShouldBe(2, inspected.Output);
        inspected.Output.ShouldContain("/nowhere/registration.json: does not exist");
    }

    private static string Recorded(string name)
    {
        var file = Path.Combine(Repository.Vectors ?? "", "webauthn", name);
        if (!File.Exists(file))
            Assert.Skip("no recordings: neither $PASSKEYLEDGER_VECTORS nor ../shared/vectors is there");
        return file;
    }
}
