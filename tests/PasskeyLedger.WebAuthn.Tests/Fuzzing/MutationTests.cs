using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using PasskeyLedger.Testing.Authenticator;
using PasskeyLedger.WebAuthn.Tests.Faults;

namespace PasskeyLedger.WebAuthn.Tests.Fuzzing;

/// <summary>
/// Registrations with bytes changed at random are refused, or accepted, and never anything else. PASSKEYLEDGER_MUTATIONS sets how many are
/// made (a million takes some minutes) and PASSKEYLEDGER_SEED which ones.
/// </summary>
public sealed class MutationTests(ITestOutputHelper output)
{
    private const int DefaultMutations = 60_000;
    private const long AllocationLimit = 1 << 20;

    [Fact]
    public void a_changed_registration_gets_a_verdict_within_its_bounds()
    {
        var seed = Setting("PASSKEYLEDGER_SEED", Environment.TickCount);
        var count = Setting("PASSKEYLEDGER_MUTATIONS", DefaultMutations);
        var corpus = Corpus();
        var verifier = new AttestationVerifier();
        var (accepted, most, greediest) = (0, 0L, "");

        // What is made once in a process's life is not a registration's to answer for.
        foreach (var (_, credential, expectations) in corpus)
        {
            if (RegistrationResponse.Parse(JsonSerializer.SerializeToElement(credential)) is ParsedRegistration.Accepted parsed)
                verifier.Verify(parsed.Response, expectations);
        }

        for (var i = 0; i < count; i++)
        {
            var mutator = new Mutator(unchecked(seed + i));
            var (name, credential, expectations) = corpus[mutator.Next(corpus.Count)];
            var json = Changed(mutator, credential);
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                if (json is { } element
                    && RegistrationResponse.Parse(element) is ParsedRegistration.Accepted parsed
                    && verifier.Verify(parsed.Response, expectations) is RegistrationVerdict.Verified)
                {
                    accepted++;
                }
            }
            catch (Exception thrown)
            {
                throw new InvalidOperationException($"PASSKEYLEDGER_SEED={seed + i} PASSKEYLEDGER_MUTATIONS=1 ({name}) throws", thrown);
            }

            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            allocated.ShouldBeLessThan(AllocationLimit, $"PASSKEYLEDGER_SEED={seed + i} PASSKEYLEDGER_MUTATIONS=1 ({name}) allocates");
            if (allocated > most)
                (most, greediest) = (allocated, $"seed {seed + i}, {name}");
        }

        output.WriteLine(
            $"{count} mutations of {corpus.Count} registrations from seed {seed}: {accepted} accepted, at most {most} bytes allocated ({greediest})");
        if (count > 1_000)
            accepted.ShouldBeInRange(1, count / 2, "a mutator that changes nothing, or leaves nothing whole");
    }

    /// <summary>Recorded ones, where there are recordings, and one of each format by the software authenticator.</summary>
    private static List<(string Name, JsonObject Credential, RegistrationExpectations Expectations)> Corpus()
    {
        var corpus = new List<(string, JsonObject, RegistrationExpectations)>();
        foreach (var recording in Recordings.All)
            corpus.Add((recording.ToString(), JsonObject.Create(recording.Credential)!, recording.Read().Expectations));
        foreach (var (name, format) in SoftwareRegistrationTests.Formats)
        {
            var ceremony = RegistrationCeremony.Example();
            var authenticator = new SoftwareAuthenticator { Attestation = format, Aaguid = name == "fido-u2f" ? Guid.Empty : Guid.NewGuid() };
            corpus.Add((name, authenticator.Register(ceremony).ToJsonObject(), FaultJudge.Strict(ceremony)));
        }

        return corpus;
    }

    /// <summary>Changes the attestation object, the client data or the JSON around them; null: the JSON is none any more.</summary>
    private static JsonElement? Changed(Mutator mutator, JsonObject credential)
    {
        var target = mutator.Next(8);
        if (target == 0)
            return Parsed(mutator.Mutate(Encoding.UTF8.GetBytes(credential.ToJsonString())));

        var changed = credential.DeepClone().AsObject();
        var response = changed["response"]!.AsObject();
        var member = target <= 2 ? "clientDataJSON" : "attestationObject";
        var bytes = mutator.Mutate(Base64Url.DecodeFromChars(response[member]!.GetValue<string>()));
        response[member] = Base64Url.EncodeToString(bytes);
        return Parsed(Encoding.UTF8.GetBytes(changed.ToJsonString()));
    }

    private static JsonElement? Parsed(byte[] json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}
