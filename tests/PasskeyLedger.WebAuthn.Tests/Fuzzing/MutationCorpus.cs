using System.Text.Json.Nodes;
using PasskeyLedger.Testing.Authenticator;
using PasskeyLedger.WebAuthn.Tests.Faults;

namespace PasskeyLedger.WebAuthn.Tests.Fuzzing;

/// <summary>Recorded registrations, where there are recordings, and one of each format by the software authenticator.</summary>
internal static class MutationCorpus
{
    public static IReadOnlyList<MutationVector> Read()
    {
        var corpus = new List<MutationVector>();
        foreach (var recording in Recordings.All)
            corpus.Add(new MutationVector(recording.ToString(), JsonObject.Create(recording.Credential)!, recording.Read().Expectations));
        foreach (var (name, format) in SoftwareRegistrationTests.Formats)
        {
            var ceremony = RegistrationCeremony.Example();
            var authenticator = new SoftwareAuthenticator { Attestation = format, Aaguid = name == "fido-u2f" ? Guid.Empty : Guid.NewGuid() };
            corpus.Add(new MutationVector(name, authenticator.Register(ceremony).ToJsonObject(), FaultJudge.Strict(ceremony)));
        }

        return corpus;
    }
}
