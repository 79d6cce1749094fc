using System.Text.Json;
using PasskeyLedger.WebAuthn.Inspection;

namespace PasskeyLedger.WebAuthn.Tests;

/// <summary>Registrations recorded by others get the verdict that they expect, except where a decision of ours is named here.</summary>
public sealed class RecordedRegistrationTests(ITestOutputHelper output)
{
    /// <summary>Where our verdict differs, and the specification's word for it.</summary>
    private static readonly Dictionary<string, CeremonyFailureCode> Decisions = new(StringComparer.Ordinal)
    {
        // Section 5.1: id and rawId are the credential's id, which section 6.5.1 has the authenticator state. In this recording they are not.
        ["go-webauthn: attestation_apple#L59"] = CeremonyFailureCode.CredentialIdMismatch,

        // Section 8.5: response is a valid SafetyNet response. This one's text isn't what its signature was made over, nor is its
        // certificate what its issuer signed: some bytes have changed. The recorders' test parses it, and verifies neither.
        ["go-webauthn: attestation_safetynet#L539"] = CeremonyFailureCode.AttestationSignatureInvalid,
    };

    public static IEnumerable<TheoryDataRow<int>> Indexes() =>
        Recordings.All.Select((recording, index) => new TheoryDataRow<int>(index) { TestDisplayName = recording.ToString() });

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Indexes))]
    public void a_recorded_registration_gets_the_verdict_its_recorders_expect(int index)
    {
        var recording = Recordings.All[index];

        var inspection = RegistrationInspection.Of(recording.Read());

        var failure = (inspection.Verdict as RegistrationVerdict.Refused)?.Failure;
        output.WriteLine($"{recording}: {failure?.ToString() ?? "accepted"}");
        if (Decisions.TryGetValue(recording.ToString(), out var decided))
            failure.ShouldNotBeNull().Code.ShouldBe(decided);
        else if (recording.AcceptExpected)
            failure.ShouldBeNull();
        else
            failure.ShouldNotBeNull();
    }

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Indexes))]
    public void an_inspection_shows_what_was_recorded_and_the_verdict(int index)
    {
        var inspection = RegistrationInspection.Of(Recordings.All[index].Read());

        var shown = Written(inspection);

        var refused = inspection.Verdict as RegistrationVerdict.Refused;
        shown.GetProperty("verdict").GetString().ShouldBe(refused is null ? "accept" : "reject");
        shown.GetProperty("reason").GetString().ShouldBe(refused?.Failure.Code.ToString());
        shown.GetProperty("step").GetString().ShouldBe(refused?.Failure.Step);
        if (inspection.Response is { } response)
        {
            shown.GetProperty("clientData").GetProperty("challenge").GetString().ShouldBe(response.ClientData.Challenge);
            shown.GetProperty("authenticatorData").GetProperty("signCount").GetUInt32().ShouldBe(response.AuthenticatorData.SignCount);
            shown.GetProperty("attestation").GetProperty("format").GetString().ShouldBe(response.AttestationObject.Format);
        }
        else
        {
            shown.GetProperty("attestation").ValueKind.ShouldBe(JsonValueKind.Null);
        }
    }

    [Theory]
    [InlineData("the chain could not be validated [only when the given trustRoots are enforced]", true)]
    [InlineData("Enforcing trustRoots, the chain could not be validated", true)]
    [InlineData("the given trustRoots are not its own", false)]
    [InlineData("the challenge is enforced", false)]
    [InlineData(null, false)]
    public void a_recordings_roots_count_where_its_verdict_rests_on_them(string? reason, bool counted)
    {
        var root = Convert.ToBase64String(new AttestationAuthority().Root.RawData);
        var recording = JsonSerializer.SerializeToElement(new
        {
            rpId = "example.com",
            origin = "https://example.com",
            challenge = "AAAA",
            userVerification = "required",
            credential = new { },
            expected = "reject",
            reason,
            trustRoots = new[] { root },
        });

        RecordedRegistration.Read(recording, MadeRegistration.At).Expectations.TrustAnchors.Count.ShouldBe(counted ? 1 : 0);
    }

    private static JsonElement Written(RegistrationInspection inspection)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
            inspection.WriteTo(writer);
        return JsonDocument.Parse(stream.ToArray()).RootElement;
    }
}
