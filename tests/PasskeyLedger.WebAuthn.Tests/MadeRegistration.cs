using System.Buffers.Binary;
using System.Buffers.Text;
using System.Formats.Cbor;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PasskeyLedger.WebAuthn.Tests;

/// <summary>A registration of format none with an ES256 key, any part of which a test may replace before it is put together.</summary>
internal sealed class MadeRegistration
{
    public const string Challenge = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8";
    public const string Origin = "https://example.com";
    public const string RelyingPartyId = "example.com";
    public static readonly DateTimeOffset At = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly ECDsa EllipticKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public MadeRegistration()
    {
        PublicKey = EllipticPublicKey(EllipticKey);
        ClientData = () => new JsonObject
        {
            ["type"] = "webauthn.create",
            ["challenge"] = Challenge,
            ["origin"] = Origin,
            ["crossOrigin"] = false,
        };
        ClientDataBytes = () => Encoding.UTF8.GetBytes(ClientData().ToJsonString());
        AuthenticatorData = () =>
        {
            var idLength = new byte[2];
            BinaryPrimitives.WriteUInt16BigEndian(idLength, (ushort)CredentialId.Length);
            var signCount = new byte[4];
            BinaryPrimitives.WriteUInt32BigEndian(signCount, SignCount);
            return
            [
                .. SHA256.HashData(Encoding.UTF8.GetBytes(RelyingPartyIdOfAuthenticator)), (byte)Flags, .. signCount,
                .. Aaguid.ToByteArray(bigEndian: true), .. idLength, .. CredentialId, .. PublicKey, .. BehindTheKey,
            ];
        };
        AttestationObject = () => WriteObject(Format, Statement, AuthenticatorData());
    }

    public Func<JsonObject> ClientData { get; set; }

    public Func<byte[]> ClientDataBytes { get; set; }

    public Func<byte[]> AuthenticatorData { get; set; }

    public Func<byte[]> AttestationObject { get; set; }

    public Action<CborWriter> Statement { get; set; } = static writer => WriteMap(writer);

    public string Format { get; set; } = "none";

    public string RelyingPartyIdOfAuthenticator { get; set; } = RelyingPartyId;

    public AuthenticatorFlags Flags { get; set; } =
        AuthenticatorFlags.UserPresent | AuthenticatorFlags.UserVerified | AuthenticatorFlags.AttestedCredentialData;

    public uint SignCount { get; set; } = 7;

    public Guid Aaguid { get; set; } = Guid.Parse("01020304-0506-0708-0102-030405060708");

    public byte[] CredentialId { get; set; } = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    public byte[] PublicKey { get; set; }

    public byte[] BehindTheKey { get; set; } = [];

    public JsonObject Json() => new()
    {
        ["id"] = Base64Url.EncodeToString(CredentialId),
        ["rawId"] = Base64Url.EncodeToString(CredentialId),
        ["type"] = "public-key",
        ["response"] = new JsonObject
        {
            ["clientDataJSON"] = Base64Url.EncodeToString(ClientDataBytes()),
            ["attestationObject"] = Base64Url.EncodeToString(AttestationObject()),
            ["transports"] = new JsonArray("internal", "hybrid"),
        },
        ["authenticatorAttachment"] = "platform",
        ["clientExtensionResults"] = new JsonObject(),
    };

    public CeremonyFailure ShouldNotParse() => ShouldNotParse(Json().ToJsonString());

    public static CeremonyFailure ShouldNotParse(string json) =>
        RegistrationResponse.Parse(Element(json)).ShouldBeOfType<ParsedRegistration.Refused>().Failure;

    public RegistrationResponse ShouldParse() => ShouldParse(Json().ToJsonString());

    public static RegistrationResponse ShouldParse(string json)
    {
        var parsed = RegistrationResponse.Parse(Element(json));
        return parsed.ShouldBeOfType<ParsedRegistration.Accepted>((parsed as ParsedRegistration.Refused)?.Failure.ToString()).Response;
    }

    public VerifiedCredential ShouldBeVerified(Func<RegistrationExpectations, RegistrationExpectations>? expecting = null)
    {
        var verdict = Verify(expecting);
        return verdict.ShouldBeOfType<RegistrationVerdict.Verified>((verdict as RegistrationVerdict.Refused)?.Failure.ToString()).Credential;
    }

    public CeremonyFailure ShouldBeRefused(Func<RegistrationExpectations, RegistrationExpectations>? expecting = null) =>
        Verify(expecting).ShouldBeOfType<RegistrationVerdict.Refused>().Failure;

    public static RegistrationExpectations Expectations() => new()
    {
        Challenge = Challenge,
        RelyingPartyId = RelyingPartyId,
        Algorithms = [-7, -257],
        At = At,
    };

    /// <summary>The bytes that attestations sign.</summary>
    public byte[] SignedData() => [.. AuthenticatorData(), .. SHA256.HashData(ClientDataBytes())];

    /// <summary>Makes it a self attestation (packed without x5c) by a fresh key of its own.</summary>
    public MadeRegistration SelfAttested(int algorithm = -7)
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        PublicKey = EllipticPublicKey(key);
        Format = "packed";
        Statement = writer => WriteMap(
            writer,
            ("alg", w => w.WriteInt32(algorithm)),
            ("sig", w => w.WriteByteString(key.SignData(SignedData(), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence))));
        return this;
    }

    public static byte[] EllipticPublicKey(ECDsa key)
    {
        var point = key.ExportParameters(false).Q;
        return CoseMap(
            (1, w => w.WriteInt32(2)), (3, w => w.WriteInt32(-7)), (-1, w => w.WriteInt32(1)),
            (-2, w => w.WriteByteString(point.X!)), (-3, w => w.WriteByteString(point.Y!)));
    }

    public static byte[] RsaPublicKey(RSA key, int algorithm = -257)
    {
        var parameters = key.ExportParameters(false);
        return CoseMap(
            (1, w => w.WriteInt32(3)), (3, w => w.WriteInt32(algorithm)),
            (-1, w => w.WriteByteString(parameters.Modulus!)), (-2, w => w.WriteByteString(parameters.Exponent!)));
    }

    public static byte[] CoseMap(params (int Label, Action<CborWriter> Value)[] members)
    {
        var writer = new CborWriter(CborConformanceMode.Lax);
        writer.WriteStartMap(members.Length);
        foreach (var (label, value) in members)
        {
            writer.WriteInt32(label);
            value(writer);
        }

        writer.WriteEndMap();
        return writer.Encode();
    }

    public static byte[] WriteObject(string format, Action<CborWriter> statement, byte[] authenticatorData)
    {
        var writer = new CborWriter(CborConformanceMode.Lax);
        WriteMap(
            writer,
            ("fmt", w => w.WriteTextString(format)), ("attStmt", statement), ("authData", w => w.WriteByteString(authenticatorData)));
        return writer.Encode();
    }

    public static void WriteMap(CborWriter writer, params (string Name, Action<CborWriter> Value)[] members)
    {
        writer.WriteStartMap(members.Length);
        foreach (var (name, value) in members)
        {
            writer.WriteTextString(name);
            value(writer);
        }

        writer.WriteEndMap();
    }

    public static JsonElement Element(string json) => JsonDocument.Parse(json).RootElement;

    private RegistrationVerdict Verify(Func<RegistrationExpectations, RegistrationExpectations>? expecting) =>
        new AttestationVerifier().Verify(ShouldParse(), expecting is null ? Expectations() : expecting(Expectations()));
}
