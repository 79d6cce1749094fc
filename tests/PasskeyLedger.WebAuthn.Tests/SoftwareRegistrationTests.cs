using System.Security.Cryptography;
using PasskeyLedger.Testing.Authenticator;
using PasskeyLedger.Testing.Authenticator.Attestation;
using PasskeyLedger.Testing.Authenticator.Attestation.Android;
using PasskeyLedger.Testing.Authenticator.Attestation.Tpm;
using PasskeyLedger.WebAuthn.Cose;
using PasskeyLedger.WebAuthn.Tests.Faults;

namespace PasskeyLedger.WebAuthn.Tests;

/// <summary>Registrations without a fault: in every format, and with a key of every algorithm.</summary>
public sealed class SoftwareRegistrationTests
{
    internal static readonly Dictionary<string, IAttestationFormat> Formats = new(StringComparer.Ordinal)
    {
        ["none"] = new NoneAttestation(),
        ["packed self"] = new PackedSelfAttestation(),
        ["packed"] = new PackedAttestation(),
        ["tpm"] = new TpmAttestation(),
        ["android-key"] = new AndroidKeyAttestation(),
        ["android-safetynet"] = new SafetyNetAttestation(),
        ["fido-u2f"] = new FidoU2fAttestation(),
        ["apple"] = new AppleAttestation(),
        ["compound"] = new CompoundAttestation(),
    };

    public static TheoryData<string> FormatNames => [.. Formats.Keys];

    public static TheoryData<long> Algorithms => [.. AuthenticatorKey.Algorithms];

    [Theory]
    [MemberData(nameof(FormatNames))]
    public void a_registration_of_each_format_is_accepted(string format)
    {
        var authenticator = new SoftwareAuthenticator { Attestation = Formats[format] };
        if (format == "fido-u2f")
            authenticator = authenticator with { Aaguid = Guid.Empty };

        FaultJudge.Judge(authenticator).ShouldBeNull();
    }

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void self_attestation_by_each_algorithm_is_verified_or_refused_by_name(long algorithm)
    {
        var authenticator = new SoftwareAuthenticator
        {
            Key = AuthenticatorKey.Shared(algorithm),
            Attestation = new PackedSelfAttestation(),
        };

        var known = SignatureAlgorithm.ById((int)algorithm).ShouldNotBeNull();
        if (known.CanVerify)
            FaultJudge.Judge(authenticator).ShouldBeNull();
        else
            FaultJudge.Judge(authenticator).ShouldNotBeNull().Code.ShouldBe(CeremonyFailureCode.AttestationAlgorithmNotSupported);
    }

    [Fact]
    public void an_attestation_by_sha_1_is_refused_unless_the_relying_party_offered_it()
    {
        var certified = new PackedAttestation { Certificate = new AttestationCertificateTemplate { Algorithm = CoseAlgorithm.RS1 } };
        var authenticator = new SoftwareAuthenticator { Attestation = certified };

        FaultJudge.Judge(authenticator).ShouldBeNull();
        FaultJudge.Judge(authenticator, policy => policy with { Algorithms = [-7] })
            .ShouldNotBeNull().Code.ShouldBe(CeremonyFailureCode.AttestationAlgorithmNotSupported);
        SignatureAlgorithm.ById((int)CoseAlgorithm.RS1).ShouldNotBeNull().CanBeOffered.ShouldBeFalse();
    }

    [Fact]
    public void ml_dsa_is_verified_where_the_platform_has_it()
    {
        if (!MLDsa.IsSupported)
            Assert.Skip("System.Security.Cryptography.MLDsa.IsSupported is false: this machine's cryptography has no ML-DSA (OpenSSL has it from 3.5 on)");

        var key = AuthenticatorKey.Shared(CoseAlgorithm.MLDsa44);
        FaultJudge.Judge(new SoftwareAuthenticator { Key = key, Attestation = new PackedSelfAttestation() }).ShouldBeNull();
    }

    [Fact]
    public void self_attestation_by_ml_dsa_is_refused_by_name_where_the_platform_has_it_not()
    {
        if (MLDsa.IsSupported)
            Assert.Skip("System.Security.Cryptography.MLDsa.IsSupported is true: signatures are verified here");

        // A key of the right length, which needs no platform to be read.
        var publicKey = new byte[MLDsaAlgorithm.MLDsa44.PublicKeySizeInBytes];
        var cose = new CborMap().With(1, Cbor.Integer(7)).With(3, Cbor.Integer(CoseAlgorithm.MLDsa44)).With(-1, Cbor.Bytes(publicKey));
        var key = new AuthenticatorKey(CoseAlgorithm.MLDsa44, cose, [0x30, 0x00], _ => new byte[MLDsaAlgorithm.MLDsa44.SignatureSizeInBytes]);

        FaultJudge.Judge(new SoftwareAuthenticator { Key = key }).ShouldBeNull("no attestation, and so nothing to verify");
        FaultJudge.Judge(new SoftwareAuthenticator { Key = key, Attestation = new PackedSelfAttestation() })
            .ShouldNotBeNull().Code.ShouldBe(CeremonyFailureCode.AttestationAlgorithmNotSupported);
        SignatureAlgorithm.ById((int)CoseAlgorithm.MLDsa44).ShouldNotBeNull().CanBeOffered.ShouldBeFalse();
    }

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void a_key_of_each_algorithm_is_accepted_where_it_need_not_sign(long algorithm)
    {
        var key = AuthenticatorKey.Shared(algorithm);

        FaultJudge.Judge(new SoftwareAuthenticator { Key = key }).ShouldBeNull();
        FaultJudge.Judge(new SoftwareAuthenticator { Key = key, Attestation = new PackedAttestation() }).ShouldBeNull();
    }

    [Fact]
    public void ed_dsa_is_verified_wherever_open_ssl_3_is_installed()
    {
        // What .NET itself works with on Linux.
        if (OperatingSystem.IsLinux() && SafeEvpPKeyHandle.OpenSslVersion >= 0x30000000)
            SignatureAlgorithm.ById(-8).ShouldNotBeNull().CanVerify.ShouldBeTrue();
    }
}
