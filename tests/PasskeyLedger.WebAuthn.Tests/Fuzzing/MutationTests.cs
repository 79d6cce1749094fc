using System.Diagnostics;
using System.Globalization;

namespace PasskeyLedger.WebAuthn.Tests.Fuzzing;

/// <summary>
/// A million registrations with bytes changed at random are refused, or accepted, and never anything else. PASSKEYLEDGER_MUTATIONS sets how
/// many are made and PASSKEYLEDGER_SEED which ones.
/// </summary>
public sealed class MutationTests(ITestOutputHelper output)
{
    private const int DefaultMutations = 1_000_000;
    private const long AllocationLimit = 1 << 20;
    private const int Repetitions = 20;
    private static readonly TimeSpan TimeLimit = TimeSpan.FromMilliseconds(50);

    private readonly AttestationVerifier verifier = new();
    private readonly IReadOnlyList<MutationVector> corpus = MutationCorpus.Read();
    private int accepted;
    private int judgedBySignature;
    private TimeSpan longest;
    private long greediest;

    [Fact]
    public void a_changed_registration_gets_a_verdict_within_its_bounds()
    {
        var seed = Setting("PASSKEYLEDGER_SEED", Environment.TickCount);
        var count = Setting("PASSKEYLEDGER_MUTATIONS", DefaultMutations);
        var mutator = new Mutator(corpus.Max(vector => vector.Longest));
        var json = new byte[4 * (corpus.Max(vector => vector.Longest) + Mutator.Growth)];

        // What is made once in a process's life is not a registration's to answer for.
        foreach (var vector in corpus)
            Judge(vector.Json, vector);
        (accepted, judgedBySignature) = (0, 0);

        for (var i = 0; i < count; i++)
        {
            mutator.Seed(unchecked(seed + i));
            var vector = corpus[mutator.Next(corpus.Count)];
            var length = Change(mutator, vector, json);
            try
            {
                Measure(json.AsSpan(0, length), vector);
            }
            catch (Exception thrown)
            {
                throw new InvalidOperationException($"PASSKEYLEDGER_SEED={seed + i} PASSKEYLEDGER_MUTATIONS=1 ({vector.Name}) fails", thrown);
            }
        }

        output.WriteLine(
            $"{count} mutations of {corpus.Count} registrations from seed {seed}: {accepted} accepted, {judgedBySignature} judged by what is "
            + $"signed, at most {greediest} bytes allocated and {longest.TotalMilliseconds} ms taken");
        if (count > 1_000)
        {
            accepted.ShouldBeInRange(1, count / 2, "a mutator that changes nothing, or leaves nothing whole");
            judgedBySignature.ShouldBeGreaterThan(count / 20, "a mutator whose changes are found before anybody looks at signatures");
        }
    }

    /// <summary>Changes the attestation object, the client data, the JSON around them, or what only the signature is to tell.</summary>
    /// <returns>The length of the credential's JSON.</returns>
    private static int Change(Mutator mutator, MutationVector vector, byte[] json)
    {
        switch (mutator.Next(16))
        {
            case 0:
                mutator.Load(vector.Json);
                mutator.Mutate(vector.JsonMembers);
                mutator.Bytes.CopyTo(json);
                return mutator.Bytes.Length;
            case 1 or 2:
                mutator.Load(vector.ClientData);
                mutator.Mutate(vector.ClientDataMembers);
                return vector.Write(mutator.Bytes, vector.AttestationObject, json);
            case 3 when vector.IsSigned:
                mutator.Load(vector.ClientData);
                mutator.InsertSpace(1);
                return vector.Write(mutator.Bytes, vector.AttestationObject, json);
            case 4 when vector.IsSigned:
                mutator.Load(vector.AttestationObject);
                mutator.FlipBit(vector.SignCountAt + mutator.Next(20));
                return vector.Write(vector.ClientData, mutator.Bytes, json);
            case 5 when vector is { IsSigned: true, SignatureAt: { } signature }:
                mutator.Load(vector.AttestationObject);
                mutator.FlipBit(signature + mutator.Next(24));
                return vector.Write(vector.ClientData, mutator.Bytes, json);
            default:
                mutator.Load(vector.AttestationObject);
                mutator.Mutate(vector.AttestationMembers);
                return vector.Write(vector.ClientData, mutator.Bytes, json);
        }
    }

    /// <summary>The machine may be busy with something else just now, or the runtime with itself: what is over a limit is measured again.</summary>
    private void Measure(ReadOnlySpan<byte> json, MutationVector vector)
    {
        var (time, allocated) = Once(json, vector);
        for (var left = Repetitions; left > 0 && (time > TimeLimit || allocated > AllocationLimit); left--)
        {
            // After a rest the scheduler owes this thread its time.
            Thread.Sleep(10);
            var (again, allocatedAgain) = Once(json, vector);
            time = again < time ? again : time;
            allocated = Math.Min(allocated, allocatedAgain);
        }

        time.ShouldBeLessThan(TimeLimit, "taken");
        allocated.ShouldBeLessThan(AllocationLimit, "bytes allocated");
        longest = time > longest ? time : longest;
        greediest = Math.Max(allocated, greediest);
    }

    private (TimeSpan Time, long Allocated) Once(ReadOnlySpan<byte> json, MutationVector vector)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var start = Stopwatch.GetTimestamp();
        Judge(json, vector);
        return (Stopwatch.GetElapsedTime(start), GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private void Judge(ReadOnlySpan<byte> json, MutationVector vector)
    {
        if (RegistrationResponse.Parse(json) is not ParsedRegistration.Accepted { Response: var response })
            return;
        switch (verifier.Verify(response, vector.Expectations))
        {
            case RegistrationVerdict.Verified:
                accepted++;
                judgedBySignature += vector.IsSigned ? 1 : 0;
                if (vector.IsSigned && !vector.SignsTheSame(response))
                    throw new InvalidOperationException("a change of what is signed was accepted");
                break;
            case RegistrationVerdict.Refused { Failure.Code:
                CeremonyFailureCode.AttestationSignatureInvalid
                or CeremonyFailureCode.AttestationNonceMismatch
                or CeremonyFailureCode.AttestationChallengeMismatch
                or CeremonyFailureCode.TpmExtraDataMismatch }:
                judgedBySignature++;
                break;
        }
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}
