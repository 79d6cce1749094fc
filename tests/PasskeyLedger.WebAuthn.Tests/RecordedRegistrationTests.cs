namespace PasskeyLedger.WebAuthn.Tests;

/// <summary>Registrations recorded by others get the verdict that they expect, except where a decision of ours is named here.</summary>
public sealed class RecordedRegistrationTests(ITestOutputHelper output)
{
    /// <summary>Where our verdict differs, and the specification's word for it.</summary>
    private static readonly Dictionary<string, CeremonyFailureCode> Decisions = new(StringComparer.Ordinal)
    {
        // Section 5.1: id and rawId are the credential's id, which section 6.5.1 has the authenticator state. In this recording they are not.
        ["go-webauthn: attestation_apple#L59"] = CeremonyFailureCode.CredentialIdMismatch,
    };

    private static readonly string[] CoveredFormats = ["none", "packed"];
    private static readonly int[] NotYetCoveredAlgorithms = [-8, -48, -49, -50, -53];

    public static IEnumerable<TheoryDataRow<int>> Indexes() =>
        Recordings.All.Select((recording, index) => new TheoryDataRow<int>(index) { TestDisplayName = recording.ToString() });

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Indexes))]
    public void a_recorded_registration_gets_the_verdict_its_recorders_expect(int index)
    {
        var recording = Recordings.All[index];

        var failure = Judge(recording);

        if (Decisions.TryGetValue(recording.ToString(), out var decided))
            failure.ShouldNotBeNull().Code.ShouldBe(decided);
        else if (!recording.AcceptExpected)
            failure.ShouldNotBeNull().Code.ShouldNotBeOneOf(
                CeremonyFailureCode.AttestationFormatNotSupported, CeremonyFailureCode.AlgorithmNotSupported);
        else if (!CoveredFormats.Contains(recording.Format))
            failure.ShouldNotBeNull().Code.ShouldBeOneOf(
                CeremonyFailureCode.AttestationFormatNotSupported, CeremonyFailureCode.AlgorithmNotSupported);
        else if (NotYetCoveredAlgorithms.Contains(recording.Algorithm!.Value))
            failure.ShouldNotBeNull().Code.ShouldBe(CeremonyFailureCode.AlgorithmNotSupported);
        else
            failure.ShouldBeNull();
    }

    [Fact]
    public void recordings_that_are_not_covered_yet_are_counted()
    {
        if (Recordings.All.Count == 0)
            Assert.Skip("no recordings: neither $PASSKEYLEDGER_VECTORS nor ../shared/vectors is there");

        var notSupported = 0;
        foreach (var recording in Recordings.All)
        {
            var failure = Judge(recording);
            output.WriteLine($"{recording}: {(failure is null ? "accepted" : failure.ToString())}");
            if (failure?.Code is CeremonyFailureCode.AttestationFormatNotSupported or CeremonyFailureCode.AlgorithmNotSupported)
                notSupported++;
        }

        output.WriteLine($"{Recordings.All.Count} recordings, {Recordings.All.Count - notSupported} judged, {notSupported} not supported yet");
        (Recordings.All.Count - notSupported).ShouldBeGreaterThan(0);
    }

    private static CeremonyFailure? Judge(Recording recording) => RegistrationResponse.Parse(recording.Credential) switch
    {
        ParsedRegistration.Refused refused => refused.Failure,
        ParsedRegistration.Accepted accepted => (new AttestationVerifier().Verify(accepted.Response, recording.Expectations())
            as RegistrationVerdict.Refused)?.Failure,
        var other => throw new InvalidOperationException($"unknown outcome {other}"),
    };
}
