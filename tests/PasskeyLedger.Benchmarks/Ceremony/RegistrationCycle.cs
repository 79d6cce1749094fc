using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using PasskeyLedger.Testing.Authenticator;
using PasskeyLedger.Testing.Authenticator.Attestation;
using PasskeyLedger.WebAuthn;

namespace PasskeyLedger.Benchmarks.Ceremony;

/// <summary>Registrations by as many authenticators, each with a key and a challenge of its own, verified one after the other and again.</summary>
internal sealed class RegistrationCycle
{
    private const int Registrations = 64;

    private readonly AttestationVerifier verifier = new();
    private readonly Registration[] registrations;
    private int next;

    public RegistrationCycle(IAttestationFormat attestation) =>
        registrations = [.. Enumerable.Range(0, Registrations).Select(_ => Registration.Make(attestation))];

    /// <summary>The ceremony of the next registration.</summary>
    /// <exception cref="InvalidOperationException">It is refused.</exception>
    public object VerifyNext()
    {
        var registration = Next();
        if (RegistrationResponse.Parse(registration.Json) is not ParsedRegistration.Accepted parsed)
            throw new InvalidOperationException("A registration without a fault does not parse.");
        return verifier.Verify(parsed.Response, registration.Expectations) is RegistrationVerdict.Verified verified
            ? verified
            : throw new InvalidOperationException("A registration without a fault is refused.");
    }

    /// <summary>The next registration's signature alone: its key is imported, and the signature verified.</summary>
    /// <exception cref="InvalidOperationException">It is not the key's signature.</exception>
    public object ImportAndVerifyNext()
    {
        var registration = Next();
        using var key = ECDsa.Create(registration.PublicKey);
        return key.VerifyData(registration.SignedData, registration.Signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence)
            ? registration
            : throw new InvalidOperationException("A signature of the key's own is refused.");
    }

    private Registration Next() => registrations[next++ & (Registrations - 1)];

    private sealed record Registration
    {
        /// <summary>The credential, as a page sends it.</summary>
        public required byte[] Json { get; init; }

        public required RegistrationExpectations Expectations { get; init; }

        public required ECParameters PublicKey { get; init; }

        /// <summary>What a self attestation signs: the authenticator data and the hash of the client data.</summary>
        public required byte[] SignedData { get; init; }

        /// <summary>The credential key's own over <see cref="SignedData"/>.</summary>
        public required byte[] Signature { get; init; }

        public static Registration Make(IAttestationFormat attestation)
        {
            var ceremony = RegistrationCeremony.Example() with { Algorithms = [CoseAlgorithm.ES256] };
            var made = new SoftwareAuthenticator { Attestation = attestation }.Register(ceremony);
            using var key = ECDsa.Create();
            key.ImportSubjectPublicKeyInfo(made.Key.SubjectPublicKeyInfo, out _);
            byte[] signedData = [.. made.AuthenticatorData, .. SHA256.HashData(made.ClientDataJson)];
            return new Registration
            {
                Json = Encoding.UTF8.GetBytes(made.Json),
                Expectations = new RegistrationExpectations
                {
                    Challenge = Base64Url.EncodeToString(ceremony.Challenge),
                    RelyingPartyId = ceremony.RpId,
                    At = DateTimeOffset.UtcNow,
                    Algorithms = [(int)CoseAlgorithm.ES256, (int)CoseAlgorithm.RS256],
                    UserVerificationRequired = true,
                },
                PublicKey = key.ExportParameters(includePrivateParameters: false),
                SignedData = signedData,
                Signature = made.Key.Sign(signedData),
            };
        }
    }
}
