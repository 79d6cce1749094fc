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
        if (known.CanVerify && algorithm != CoseAlgorithm.RS1)
            FaultJudge.Judge(authenticator).ShouldBeNull();
        else
            FaultJudge.Judge(authenticator).ShouldNotBeNull().Code.ShouldBe(CeremonyFailureCode.AttestationAlgorithmNotSupported);
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
