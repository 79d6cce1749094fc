using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace PasskeyLedger.Testing.Authenticator.Attestation.Android;

/// <summary>
/// Section 8.5: Google's SafetyNet service speaks for the device in a JSON Web Signature (RFC 7515), signed with RS256. The hooks
/// change one part before what depends on it is made.
/// </summary>
public sealed record SafetyNetAttestation : IAttestationFormat
{
    public string Identifier => "android-safetynet";

    /// <summary>Who issues the service's certificate.</summary>
    public AttestationAuthority Authority { get; init; } = AttestationAuthority.Shared;

    /// <summary>How that certificate looks.</summary>
    public SafetyNetCertificateTemplate Certificate { get; init; } = new();

    /// <summary>When the service answers; null: now.</summary>
    public DateTimeOffset? Timestamp { get; init; }

    /// <summary>Changes what the nonce is the SHA-256 of.</summary>
    public Func<byte[], byte[]> NonceToHash { get; init; } = static it => it;

    public Func<JsonMembers, JsonMembers> Header { get; init; } = static it => it;

    public Func<JsonMembers, JsonMembers> Payload { get; init; } = static it => it;

    /// <summary>Changes the compact serialization: three parts in base64url with dots between them.</summary>
    public Func<string, string> Serialized { get; init; } = static it => it;

    public byte[] Statement(AttestationInput input)
    {
        var certificate = Authority.Issue(Certificate, CoseAlgorithm.RS256);
        var chain = input.Certificates(certificate.Der, Authority.Intermediate.RawData);
        var header = Header(new JsonMembers()
            .With("alg", "RS256")
            .With("x5c", chain.Select(Convert.ToBase64String)));
        var payload = Payload(new JsonMembers()
            .With("nonce", Convert.ToBase64String(SHA256.HashData(NonceToHash(input.ToBeSigned))))
            .With("timestampMs", (Timestamp ?? DateTimeOffset.UtcNow).ToUnixTimeMilliseconds())
            .With("apkPackageName", "com.google.android.gms")
            .With("apkDigestSha256", Convert.ToBase64String(SHA256.HashData("package"u8)))
            .With("ctsProfileMatch", true)
            .With("apkCertificateDigestSha256", [Convert.ToBase64String(SHA256.HashData("signer"u8))])
            .With("basicIntegrity", true));

        var signingInput = $"{Encode(header)}.{Encode(payload)}";
        var signature = input.Sign(certificate.Key, Encoding.ASCII.GetBytes(signingInput));
        var response = Serialized($"{signingInput}.{Base64Url.EncodeToString(signature)}");
        return input.Encode(new CborMap()
            .With("ver", Cbor.Text("14366018"))
            .With("response", Cbor.Bytes(Encoding.UTF8.GetBytes(response))));
    }

    private static string Encode(JsonMembers members) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(members.ToJson()));
}
