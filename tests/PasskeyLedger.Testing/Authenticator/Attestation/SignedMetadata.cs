using System.Buffers.Text;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;

namespace PasskeyLedger.Testing.Authenticator.Attestation;

/// <summary>A metadata service of its own: a root, a signing certificate, and BLOBs by it.</summary>
public sealed class SignedMetadata
{
    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly byte[] certificate;

    public SignedMetadata() =>
        certificate = Authority.Certify(new AttestationCertificateTemplate { Aaguid = Guid.Empty }, EcKeys.From(key, CoseAlgorithm.ES256));

    /// <summary>Who issued <see cref="Certificate"/>.</summary>
    public AttestationAuthority Authority { get; } = new("Metadata Service");

    public X509Certificate2 Root => Authority.Root;

    /// <summary>The signing certificate.</summary>
    public X509Certificate2 Certificate => X509CertificateLoader.LoadCertificate(certificate);

    public static JsonObject Payload(params JsonObject[] entries) => new()
    {
        ["legalHeader"] = "none",
        ["no"] = 17,
        ["nextUpdate"] = "2026-02-01",
        ["entries"] = new JsonArray([.. entries]),
    };

    public static JsonObject Entry(Guid aaguid, X509Certificate2? root = null, string type = "basic_full", params JsonObject[] reports) => new()
    {
        ["aaguid"] = aaguid.ToString(),
        ["metadataStatement"] = new JsonObject
        {
            ["description"] = "A software authenticator",
            ["attestationTypes"] = new JsonArray(type),
            ["attestationRootCertificates"] = root is null ? new JsonArray() : new JsonArray(Convert.ToBase64String(root.RawData)),
        },
        ["statusReports"] = new JsonArray([.. reports]),
        ["timeOfLastStatusChange"] = "2025-01-01",
    };

    public static JsonObject Report(string status, string? effectiveDate = null, byte[]? certificate = null)
    {
        var report = new JsonObject { ["status"] = status };
        if (effectiveDate is not null)
            report["effectiveDate"] = effectiveDate;
        if (certificate is not null)
            report["certificate"] = Convert.ToBase64String(certificate);
        return report;
    }

    public byte[] Sign(JsonNode payload, string algorithm = "ES256")
    {
        var header = new JsonObject
        {
            ["alg"] = algorithm,
            ["typ"] = "JWT",
            ["x5c"] = new JsonArray(Convert.ToBase64String(certificate), Convert.ToBase64String(Authority.Intermediate.RawData)),
        };
        var text = $"{Encode(header.ToJsonString())}.{Encode(payload.ToJsonString())}";
        var signature = key.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        return Encoding.ASCII.GetBytes($"{text}.{Base64Url.EncodeToString(signature)}");
    }

    private static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}
