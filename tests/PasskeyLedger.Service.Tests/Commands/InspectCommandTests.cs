using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using PasskeyLedger.Service.Commands;
using PasskeyLedger.Testing.Authenticator;
using PasskeyLedger.Testing.Authenticator.Attestation;

namespace PasskeyLedger.Service.Tests.Commands;

public sealed class InspectCommandTests
{
    private readonly StringWriter output = new() { NewLine = "\n" };
    private readonly StringWriter error = new() { NewLine = "\n" };

    [Fact]
    public async Task an_accepted_registration_is_taken_apart_and_ends_with_0()
    {
        var recording = Recording(new SoftwareAuthenticator { Attestation = new PackedAttestation() });

        (await InspectAsync(recording, "--json")).ShouldBe(ExitCode.Done, error.ToString());

        using var printed = JsonDocument.Parse(output.ToString());
        var inspection = printed.RootElement;
        inspection.GetProperty("verdict").GetString().ShouldBe("accept");
        inspection.GetProperty("reason").ValueKind.ShouldBe(JsonValueKind.Null);
        inspection.GetProperty("step").ValueKind.ShouldBe(JsonValueKind.Null);
        inspection.GetProperty("clientData").GetProperty("challenge").GetString().ShouldBe((string?)recording["challenge"]);
        inspection.GetProperty("authenticatorData").GetProperty("flags").GetProperty("up").GetBoolean().ShouldBeTrue();
        inspection.GetProperty("attestation").GetProperty("format").GetString().ShouldBe("packed");
    }

    [Fact]
    public async Task a_rejected_registration_ends_with_1_and_says_why_and_at_which_step()
    {
        (await InspectAsync(Recording(new SoftwareAuthenticator { Origin = "https://evil.example" }), "--json")).ShouldBe(ExitCode.No);

        using var printed = JsonDocument.Parse(output.ToString());
        printed.RootElement.GetProperty("verdict").GetString().ShouldBe("reject");
        printed.RootElement.GetProperty("reason").GetString().ShouldBe("OriginNotAllowed");
        printed.RootElement.GetProperty("step").GetString().ShouldStartWith("7.1 step ");
    }

    [Fact]
    public async Task an_array_gives_an_array_in_its_order_and_the_worst_exit_code()
    {
        var recordings = new JsonArray(Recording(), Recording(new SoftwareAuthenticator { Origin = "https://evil.example" }), Recording());

        (await InspectAsync(recordings, "--json")).ShouldBe(ExitCode.No);

        Verdicts().ShouldBe(["accept", "reject", "accept"]);
    }

    [Fact]
    public async Task what_is_no_recording_is_named_with_its_place_and_the_others_are_judged()
    {
        var incomplete = Recording();
        incomplete.Remove("challenge");
        var recordings = new JsonArray(Recording(), incomplete, JsonValue.Create(7), Recording(new SoftwareAuthenticator { Origin = "https://evil.example" }));

        (await InspectAsync(recordings, "--json")).ShouldBe(ExitCode.Usage);

        Verdicts().ShouldBe(["accept", null, null, "reject"]);
        error.ToString().ShouldBe(
            "standard input[1]: challenge is missing.\n"
            + "standard input[2]: A recorded registration is a JSON object.\n");
    }

    [Theory]
    [InlineData("", "standard input:1:1: is not JSON.")]
    [InlineData("{\n  \"rpId\": example.com\n}", "standard input:2:11: is not JSON.")]
    [InlineData("""{"credential": {}, "challenge": "\ud800"}""", "standard input: a text holds half of a surrogate pair.")]
    [InlineData("""{"credential": {}, "challenge": 7}""", "standard input: challenge is not of kind String.")]
    public async Task unreadable_input_ends_with_2_and_is_named_with_its_place(string input, string expected)
    {
        (await RunAsync(input, "inspect", "-")).ShouldBe(ExitCode.Usage);

        error.ToString().Trim().ShouldBe(expected);
    }

    [Fact]
    public async Task a_file_is_read_and_one_that_is_not_there_is_named()
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, Recording().ToJsonString(), TestContext.Current.CancellationToken);
            (await RunAsync("", "inspect", file)).ShouldBe(ExitCode.Done, error.ToString());
            output.ToString().ShouldStartWith($"{file}: accept\n");
        }
        finally
        {
            File.Delete(file);
        }

        (await RunAsync("", "inspect", file)).ShouldBe(ExitCode.Usage);
        error.ToString().ShouldBe($"{file}: does not exist.\n");
    }

    [Fact]
    public async Task for_people_the_verdict_comes_first_and_the_authenticator_has_a_name()
    {
        var accepted = Recording(new SoftwareAuthenticator { Aaguid = new("fbfc3007-154e-4ecc-8c0b-6e020557d7bd") });
        accepted["name"] = "a phone\u001b[2J";
        var rejected = Recording(new SoftwareAuthenticator { Origin = "https://evil.example" });

        await InspectAsync(new JsonArray(accepted, rejected));

        var lines = output.ToString().Split('\n');
        lines[0].ShouldBe("standard input[0] a phone?[2J: accept");
        lines.ShouldContain("    origin         https://example.com");
        lines.ShouldContain("    authenticator  Apple Passwords");
        lines.ShouldContain("standard input[1]: reject");
        lines.ShouldContain(line => line.StartsWith("  OriginNotAllowed (7.1 step ", StringComparison.Ordinal));
        lines[^2].ShouldBe("2 registrations: 1 accepted, 1 rejected");
    }

    private static JsonObject Recording(SoftwareAuthenticator? authenticator = null)
    {
        var ceremony = RegistrationCeremony.Example();
        return new JsonObject
        {
            ["rpId"] = ceremony.RpId,
            ["origin"] = ceremony.Origin,
            ["challenge"] = Base64Url.EncodeToString(ceremony.Challenge),
            ["userVerification"] = ceremony.UserVerification,
            ["credential"] = (authenticator ?? new()).Register(ceremony).ToJsonObject(),
        };
    }

    private string?[] Verdicts()
    {
        using var printed = JsonDocument.Parse(output.ToString());
        return [.. printed.RootElement.EnumerateArray().Select(inspection => inspection.GetProperty("verdict").GetString())];
    }

    private Task<int> InspectAsync(JsonNode input, params IEnumerable<string> options) => RunAsync(input.ToJsonString(), ["inspect", "-", .. options]);

    private Task<int> RunAsync(string input, params string[] arguments) => CommandLine.RunAsync(
        arguments,
        new CommandHandlers(
            (_, _) => throw new InvalidOperationException("Not this command."),
            (_, _, _, _) => throw new InvalidOperationException("Not this command."))
        {
            OpenStandardInput = () => new MemoryStream(Encoding.UTF8.GetBytes(input)),
        },
        output,
        error,
        TestContext.Current.CancellationToken);
}
