using System.Security.Cryptography;
using PasskeyLedger.WebAuthn.Attestation;
using PasskeyLedger.WebAuthn.Cose;
using PasskeyLedger.OpenSsl;

namespace PasskeyLedger.WebAuthn.Tests;

/// <summary>The fast path of ES256 says what .NET says, of good signatures and of bad ones.</summary>
public sealed class LibCryptoEs256Tests
{
    private const StatementMembers SelfMembers = StatementMembers.Algorithm | StatementMembers.Signature;

    private static readonly SignatureAlgorithm.Ecdsa ES256 = (SignatureAlgorithm.Ecdsa)SignatureAlgorithm.ES256;

    [Fact]
    public void both_paths_agree_on_signatures_and_on_what_is_none()
    {
        if (!LibCryptoEs256.IsAvailable)
            Assert.Skip("libcrypto of OpenSSL 3 is not installed");

        for (var i = 0; i < 50; i++)
        {
            using var signer = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var key = Key(signer);
            var data = RandomNumberGenerator.GetBytes(1 + (i * 7));
            var signature = signer.SignData(data, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);

            Agree(key, data, signature).ShouldBeTrue();
            Agree(key, [.. data, 0], signature).ShouldBeFalse();
            Agree(key, data, [.. signature, 0]).ShouldBeFalse();
            Agree(key, data, signature[..^1]).ShouldBeFalse();
            Agree(key, data, []).ShouldBeFalse();
            for (var at = 0; at < signature.Length; at += 5)
            {
                byte[] flipped = [.. signature];
                flipped[at] ^= (byte)(1 << (at % 8));
                Agree(key, data, flipped).ShouldBeFalse();
            }
        }
    }

    [Fact]
    public void both_paths_agree_on_the_recordings()
    {
        Recordings.Require();
        if (!LibCryptoEs256.IsAvailable)
            Assert.Skip("libcrypto of OpenSSL 3 is not installed");

        var signed = 0;
        foreach (var recording in Recordings.All)
        {
            if (RegistrationResponse.Parse(recording.Credential) is not ParsedRegistration.Accepted { Response: var response }
                || response.AuthenticatorData.AttestedCredentialData.Key.Key is not VerificationKey.Elliptic { Curve.CoseId: 1 } key
                || AttestationStatement.Read(response.AttestationObject.Statement, "", SelfMembers, StatementMembers.Certificates, out var statement)
                    is not null)
            {
                continue;
            }

            // Right for self attestation, and wrong where a certificate's key has signed.
            byte[] data = [.. response.AttestationObject.AuthenticatorData.Span, .. SHA256.HashData(response.ClientData.Raw.Span)];
            signed += Agree(key, data, statement.Signature.ToArray()) ? 1 : 0;
        }

        signed.ShouldBeGreaterThan(0);
    }

    private static bool Agree(VerificationKey.Elliptic key, byte[] data, byte[] signature)
    {
        var fast = LibCryptoEs256.Verify(key.X.Span, key.Y.Span, data, signature);
        bool platform;
        try
        {
            platform = VerificationKey.VerifyByPlatform(key, ES256, data, signature);
        }
        catch (CryptographicException)
        {
            platform = false;
        }

        fast.ShouldBe(platform);
        return fast;
    }

    private static VerificationKey.Elliptic Key(ECDsa signer)
    {
        var point = signer.ExportParameters(includePrivateParameters: false).Q;
        return new VerificationKey.Elliptic(EllipticCurve.P256, point.X, point.Y);
    }
}
