using PasskeyLedger.Testing.Authenticator;
using PasskeyLedger.Testing.Authenticator.Attestation;
using static PasskeyLedger.WebAuthn.Tests.Conformance.ConformanceJudge;

namespace PasskeyLedger.WebAuthn.Tests.Conformance;

/// <summary>ServerAuthenticatorAttestationResponse-Resp-4: self attestation by each algorithm, RS1 too where the relying party offers it.</summary>
public sealed class Resp4AlgorithmTests
{
    [Fact]
    public void P_1_self_attestation_by_es256k_is_accepted() => AcceptsSelf(CoseAlgorithm.ES256K);

    [Fact]
    public void P_2_self_attestation_by_ps256_is_accepted() => AcceptsSelf(CoseAlgorithm.PS256);

    [Fact]
    public void P_3_self_attestation_by_ps384_is_accepted() => AcceptsSelf(CoseAlgorithm.PS384);

    [Fact]
    public void P_4_self_attestation_by_ps512_is_accepted() => AcceptsSelf(CoseAlgorithm.PS512);

    [Fact]
    public void P_5_self_attestation_by_rs256_is_accepted() => AcceptsSelf(CoseAlgorithm.RS256);

    [Fact]
    public void P_6_self_attestation_by_rs384_is_accepted() => AcceptsSelf(CoseAlgorithm.RS384);

    [Fact]
    public void P_7_self_attestation_by_rs512_is_accepted() => AcceptsSelf(CoseAlgorithm.RS512);

    [Fact]
    public void P_8_self_attestation_by_rs1_is_accepted() => AcceptsSelf(CoseAlgorithm.RS1);

    [Fact]
    public void P_9_self_attestation_by_es256_is_accepted() => AcceptsSelf(CoseAlgorithm.ES256);

    [Fact]
    public void P_10_self_attestation_by_es384_is_accepted() => AcceptsSelf(CoseAlgorithm.ES384);

    [Fact]
    public void P_11_self_attestation_by_es512_is_accepted() => AcceptsSelf(CoseAlgorithm.ES512);

    [Fact]
    public void P_12_self_attestation_by_eddsa_is_accepted() => AcceptsSelf(CoseAlgorithm.EdDSA);

    private static void AcceptsSelf(long algorithm)
    {
        if (!AuthenticatorKey.Algorithms.Contains(algorithm))
            Assert.Skip($"this machine's cryptography has no COSE algorithm {algorithm}: libcrypto of OpenSSL 3 is not installed");
        Accepts(new PackedSelfAttestation(), algorithm);
    }
}
