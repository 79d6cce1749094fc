using PasskeyLedger.EndToEnd.Tests.MadeRegistrations;
using PasskeyLedger.Testing.Authenticator;
using PasskeyLedger.Testing.Authenticator.Attestation;
using PasskeyLedger.Testing.Authenticator.Attestation.Android;

namespace PasskeyLedger.EndToEnd.Tests;

/// <summary>The keys that .NET does not make: their COSE_Key, their certificates' form and their signatures.</summary>
public sealed class SoftwareAuthenticatorKeyTests
{
    [Theory]
    [InlineData(CoseAlgorithm.EdDSA, 6, 32, "302a300506032b6570032100")]
    [InlineData(CoseAlgorithm.Ed448, 7, 57, "3043300506032b6571033a00")]
    public void an_edwards_key_is_what_rfc_8410_and_rfc_9053_say(long algorithm, long curve, int length, string header)
    {
        SkipWhereThereIsNoLibCrypto();

        var key = AuthenticatorKey.Create(algorithm);

        var cose = CborTree.Read(key.CosePublicKey.Encode());
        cose.Shape().ShouldBe("{1:number 3:number -1:number -2:bytes}");
        cose[1L].Integer.ShouldBe(1);
        cose[3L].Integer.ShouldBe(algorithm);
        cose[-1L].Integer.ShouldBe(curve);
        cose[-2L].Bytes.Length.ShouldBe(length);
        Convert.ToHexStringLower(key.SubjectPublicKeyInfo).ShouldBe(header + Convert.ToHexStringLower(cose[-2L].Bytes));
        key.Hash.ShouldBeNull();
    }

    [Theory]
    [InlineData(CoseAlgorithm.EdDSA, 64)]
    [InlineData(CoseAlgorithm.Ed448, 114)]
    public void an_edwards_signature_is_over_these_bytes_and_no_others(long algorithm, int length)
    {
        SkipWhereThereIsNoLibCrypto();
        var key = AuthenticatorKey.Create(algorithm);
        var data = "to be signed"u8.ToArray();

        var signature = key.Sign(data);

        signature.Length.ShouldBe(length);
        IndependentSignature.Verifies(key.SubjectPublicKeyInfo, algorithm, data, signature).ShouldBeTrue();
        IndependentSignature.Verifies(key.SubjectPublicKeyInfo, algorithm, "something else"u8.ToArray(), signature).ShouldBeFalse();
        IndependentSignature.Verifies(AuthenticatorKey.Create(algorithm).SubjectPublicKeyInfo, algorithm, data, signature).ShouldBeFalse();
    }

    [Fact]
    public void an_edwards_key_is_certified_like_any_other()
    {
        SkipWhereThereIsNoLibCrypto();

        var made = new SoftwareAuthenticator
        {
            Key = AuthenticatorKey.Shared(CoseAlgorithm.EdDSA),
            Attestation = new AndroidKeyAttestation(),
        }.Register(RegistrationCeremony.Example());

        using var leaf = new Reading(made).Leaf;
        leaf.PublicKey.Oid.Value.ShouldBe("1.3.101.112");
        leaf.PublicKey.EncodedKeyValue.RawData.ShouldBe(new Reading(made).CredentialKey[-2L].Bytes);
    }

    [Fact]
    public void an_ml_dsa_key_is_made_where_the_machine_can_and_refused_where_it_cannot()
    {
        if (!MLDsaKeys.IsSupported)
        {
            Should.Throw<NotSupportedException>(() => AuthenticatorKey.Create(CoseAlgorithm.MLDsa44)).Message.ShouldContain("ML-DSA");
            AuthenticatorKey.Algorithms.ShouldNotContain(CoseAlgorithm.MLDsa44);
            return;
        }

        var key = AuthenticatorKey.Create(CoseAlgorithm.MLDsa44);
        var cose = CborTree.Read(key.CosePublicKey.Encode());
        cose.Shape().ShouldBe("{1:number 3:number -1:bytes}");
        cose[1L].Integer.ShouldBe(7);
        cose[3L].Integer.ShouldBe(-48);
        cose[-1L].Bytes.Length.ShouldBe(1312);
        key.Sign([1, 2, 3]).Length.ShouldBe(2420);
    }

    [Fact]
    public void a_format_refuses_a_key_that_it_cannot_attest()
    {
        var rsa = new SoftwareAuthenticator { Key = AuthenticatorKey.Shared(CoseAlgorithm.RS256), Attestation = new FidoU2fAttestation() };

        Should.Throw<NotSupportedException>(() => rsa.Register(RegistrationCeremony.Example()));
    }

    private static void SkipWhereThereIsNoLibCrypto()
    {
        if (!EdKeys.IsSupported)
            Assert.Skip("This machine has no libcrypto.so.3.");
    }
}
