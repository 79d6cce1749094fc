using PasskeyLedger.EndToEnd.Tests.MadeRegistrations;
using PasskeyLedger.Testing.Authenticator;
using PasskeyLedger.Testing.Authenticator.Attestation;
using PasskeyLedger.Testing.Authenticator.Attestation.Android;
using PasskeyLedger.Testing.Authenticator.Attestation.Tpm;
using PasskeyLedger.Testing.Authenticator.Faults;

namespace PasskeyLedger.EndToEnd.Tests;

/// <summary>
/// The statements of the formats beyond none and packed, read back field by field: what a right one says, and that a faulty one
/// differs from it in one part alone.
/// </summary>
public sealed class SoftwareAuthenticatorFormatTests
{
    private static readonly RegistrationCeremony Ceremony = RegistrationCeremony.Example();

    private static readonly Dictionary<FaultGroup, (IAttestationFormat Format, Action<Reading> Read)> Formats = new()
    {
        [FaultGroup.Tpm] = (new TpmAttestation(), TpmReading.Read),
        [FaultGroup.AndroidKey] = (new AndroidKeyAttestation(), AndroidKeyReading.Read),
        [FaultGroup.AndroidSafetyNet] = (new SafetyNetAttestation(), SafetyNetReading.Read),
        [FaultGroup.FidoU2f] = (new FidoU2fAttestation(), FidoU2fReading.Read),
        [FaultGroup.Apple] = (new AppleAttestation(), AppleReading.Read),
        [FaultGroup.Compound] = (new CompoundAttestation(), CompoundReading.Read),
    };

    /// <summary>Another certificate in the first's place has another key too, and an empty signature is no valid one.</summary>
    private static readonly HashSet<string> InSeveralParts =
    [
        nameof(AuthenticatorFault.TpmChainReversed),
        nameof(AuthenticatorFault.AndroidKeyChainReversed),
        nameof(AuthenticatorFault.SafetyNetChainReversed),
        nameof(AuthenticatorFault.AppleChainReversed),
        nameof(AuthenticatorFault.SafetyNetAlgorithmNone),
    ];

    public static TheoryData<string> FaultNames => [.. Formats.Keys.SelectMany(AuthenticatorFault.In).Select(fault => fault.Name)];

    public static TheoryData<long> TpmKeys => [CoseAlgorithm.ES256, CoseAlgorithm.ES384, CoseAlgorithm.ES512, CoseAlgorithm.RS256];

    [Theory]
    [MemberData(nameof(TpmKeys))]
    public void a_tpm_certifies_the_credential_key(long algorithm) =>
        Read(FaultGroup.Tpm, new SoftwareAuthenticator { Key = AuthenticatorKey.Shared(algorithm) }).ShouldBe(
            [
                "statement.shape = {alg:number sig:bytes ver:text x5c:[bytes bytes] pubArea:bytes certInfo:bytes}",
                "statement.ver = 2.0",
                "statement.alg = -7",
                "chain.isWhole = True",
                "chain.status = NoError",
                "signature.verifies = True",
                "pubArea.rest = 0",
                "pubArea.typeFitsTheKey = True",
                "pubArea.nameAlg = 11",
                "pubArea.attributes = 00040072",
                "pubArea.sizeFitsTheKey = True",
                "pubArea.isTheCredentialKey = True",
                "certInfo.rest = 0",
                "certInfo.magic = ff544347",
                "certInfo.type = 8017",
                "certInfo.extraDataIsTheDigest = True",
                "certInfo.nameIsThePublicAreas = True",
                "certificate.version = 3",
                "certificate.subject = ",
                "certificate.ca = False",
                "certificate.purpose = 2.23.133.8.3",
                "certificate.alternativeName = critical True: 2.23.133.2.1=id:494E5443/2.23.133.2.2=ICL/2.23.133.2.3=id:00020000",
                "certificate.isForTheModel = True",
            ]);

    [Theory]
    [InlineData(CoseAlgorithm.RS1)]
    [InlineData(CoseAlgorithm.RS256)]
    [InlineData(CoseAlgorithm.PS256)]
    [InlineData(CoseAlgorithm.ES384)]
    public void a_tpm_signs_with_what_its_attestation_identity_key_is_for(long algorithm)
    {
        var certificate = new TpmCertificateTemplate
        {
            Algorithm = algorithm,
            IsOneRelativeName = true,
            Manufacturer = TpmManufacturer.Nuvoton,
        };
        var made = new SoftwareAuthenticator { Attestation = new TpmAttestation { Certificate = certificate } }.Register(Ceremony);

        var reading = new Reading(made);
        TpmReading.Read(reading);
        reading.Statement["alg"].Integer.ShouldBe(algorithm);
        using var leaf = reading.Leaf;
        IndependentSignature.Verifies(
            leaf.PublicKey.ExportSubjectPublicKeyInfo(),
            algorithm,
            reading.Statement["certInfo"].Bytes,
            reading.Statement["sig"].Bytes).ShouldBeTrue();
        // A set in DER is in the order of its encodings: the shortest first.
        reading.Facts["certificate.alternativeName"]
            .ShouldBe("critical True: 2.23.133.2.2=ICL+2.23.133.2.1=id:4E544300+2.23.133.2.3=id:00020000");
    }

    [Fact]
    public void an_android_keystore_describes_the_credential_key() =>
        Read(FaultGroup.AndroidKey, new SoftwareAuthenticator()).ShouldBe(
            [
                "statement.shape = {alg:number sig:bytes x5c:[bytes bytes]}",
                "statement.alg = -7",
                "chain.isWhole = True",
                "chain.status = NoError",
                "signature.verifies = True",
                "certificate.isForTheCredentialKey = True",
                "description.text = 3 TrustedEnvironment 4 TrustedEnvironment, challenge True, "
                    + "software [701=1577836800000], tee [1=2 2=3 503=null 702=0]",
            ]);

    [Fact]
    public void safetynet_answers_with_a_signed_nonce() =>
        Read(FaultGroup.AndroidSafetyNet, new SoftwareAuthenticator()).ShouldBe(
            [
                "statement.shape = {ver:text response:bytes}",
                "statement.hasVersion = True",
                "response.parts = 3",
                "header.alg = RS256",
                "header.names = alg x5c",
                "header.x5cKinds = String String",
                "chain.isWhole = True",
                "chain.status = NoError",
                "certificate.hosts = attest.android.com",
                "signature.verifies = True",
                "payload.names = nonce timestampMs apkPackageName apkDigestSha256 "
                    + "ctsProfileMatch apkCertificateDigestSha256 basicIntegrity",
                "payload.nonceIsTheDigest = True",
                "payload.ctsProfileMatch = True",
                "payload.hoursOld = 0",
            ]);

    [Fact]
    public void a_u2f_authenticator_has_no_aaguid_and_one_certificate() =>
        Read(FaultGroup.FidoU2f, new SoftwareAuthenticator()).ShouldBe(
            [
                "statement.shape = {sig:bytes x5c:[bytes]}",
                "chain.isWhole = True",
                "chain.status = NoError",
                "certificate.keySize = 256",
                "aaguid.bytes = 00000000000000000000000000000000",
                "key.curve = 1",
                "signature.verifies = True",
            ]);

    [Fact]
    public void apple_certifies_the_credential_key_for_one_registration() =>
        Read(FaultGroup.Apple, new SoftwareAuthenticator()).ShouldBe(
            [
                "statement.shape = {x5c:[bytes bytes]}",
                "chain.isWhole = True",
                "chain.status = NoError",
                "certificate.isForTheCredentialKey = True",
                "nonce.isTheDigest = True",
            ]);

    [Fact]
    public void a_compound_statement_holds_statements_over_the_same_registration() =>
        Read(FaultGroup.Compound, new SoftwareAuthenticator()).ShouldBe(
            [
                "statement.shape = [{fmt:text attStmt:{alg:number sig:bytes x5c:[bytes bytes]}} "
                    + "{fmt:text attStmt:{alg:number sig:bytes x5c:[bytes bytes]}}]",
                "first.fmt = android-key",
                "last.fmt = packed",
                "chain.isWhole = True",
                "chain.status = NoError",
                "signature.firstVerifies = True",
                "signature.lastVerifies = True",
            ]);

    [Theory]
    [MemberData(nameof(FaultNames))]
    public void a_faulty_statement_differs_from_a_right_one_in_one_part(string name)
    {
        var fault = AuthenticatorFault.Named(name);
        var (format, read) = Formats[fault.Group];
        var right = Facts(new SoftwareAuthenticator { Attestation = format }, read);
        var broken = Facts(new SoftwareAuthenticator { Attestation = format, Fault = fault }, read);

        var changed = right.Keys.Where(fact => !string.Equals(right[fact], broken[fact], StringComparison.Ordinal)).ToList();
        changed.ShouldNotBeEmpty(fault.Description);
        // Where a member is missing, doubled or of another type, what depends on it can't be compared.
        if (changed.Contains("statement.shape") || InSeveralParts.Contains(name))
            return;

        // What can't be read any more takes what depends on it along; what can must not have changed in two places.
        var parts = changed
            .Where(fact => !string.Equals(broken[fact], Reading.Unreadable, StringComparison.Ordinal))
            .Select(fact => fact.Split('.')[0])
            .Distinct()
            .ToList();
        parts.Count.ShouldBeLessThanOrEqualTo(1, $"{fault.Description}: {string.Join(", ", changed)}");
    }

    private static List<string> Read(FaultGroup group, SoftwareAuthenticator authenticator)
    {
        var (format, read) = Formats[group];
        return [.. Facts(authenticator with { Attestation = format }, read).Select(fact => $"{fact.Key} = {fact.Value}")];
    }

    private static IReadOnlyDictionary<string, string> Facts(SoftwareAuthenticator authenticator, Action<Reading> read)
    {
        var reading = new Reading(authenticator.Register(Ceremony));
        reading.Format.ShouldBe(authenticator.Attestation.Identifier);
        read(reading);
        return reading.Facts;
    }
}
