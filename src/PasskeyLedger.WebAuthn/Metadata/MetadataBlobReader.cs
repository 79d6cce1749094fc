using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using PasskeyLedger.WebAuthn.Attestation;

namespace PasskeyLedger.WebAuthn.Metadata;

/// <summary>The processing rules for metadata BLOBs (Metadata Service 3.0, section 3.2), without the download and its number's comparison.</summary>
internal static class MetadataBlobReader
{
    private const string Step = "MDS 3.2";
    private const int MaxDepth = 64;

    public static MetadataReading Read(
        ReadOnlyMemory<byte> blob, IReadOnlyList<X509Certificate2> roots, IReadOnlyList<RevocationList> revocations, DateTimeOffset at)
    {
        ArgumentOutOfRangeException.ThrowIfZero(roots.Count, nameof(roots));

        if (JsonWebSignature.Read(blob.Trim(" \t\r\n"u8)) is not { } signed)
            return new MetadataReading.Refused(MetadataFaultCode.NotSigned, "The file is not a JWS with certificates.");

        // The certificate chain leads to a root of the service.
        if (TrustPath.Follow(signed.Certificates, roots, revocations, at, Step, recurs: false) is { } untrusted)
            return new MetadataReading.Refused(MetadataFaultCode.NotTrusted, $"Its certificates are not trusted: {untrusted.Detail}.");

        // The signature is the first certificate's.
        if (AttestationCertificate.Load(signed.Certificates[0], Step, out var certificate) is { } unreadable)
            return new MetadataReading.Refused(MetadataFaultCode.NotTrusted, unreadable.Detail);
        using (certificate)
        {
            if (AttestationCertificate.ReadKey(certificate!, Step, out var key) is not null || !signed.IsSignedBy(key!))
                return new MetadataReading.Refused(MetadataFaultCode.SignatureInvalid, "Its signature is not its certificate's.");
        }

        try
        {
            using var document = JsonDocument.Parse(signed.Payload, new JsonDocumentOptions { MaxDepth = MaxDepth });
            return new MetadataReading.Accepted(ReadPayload(document.RootElement));
        }
        catch (Exception malformed) when (
            malformed is JsonException or InvalidOperationException or KeyNotFoundException or FormatException or CryptographicException)
        {
            return new MetadataReading.Refused(MetadataFaultCode.Malformed, "What is signed is not a metadata BLOB's payload.");
        }
    }

    private static MetadataBlob ReadPayload(JsonElement payload) => new(
        payload.GetProperty("no"u8).GetInt32(),
        Date(payload.GetProperty("nextUpdate"u8)),
        [.. payload.GetProperty("entries"u8).EnumerateArray().Select(ReadEntry)]);

    /// <remarks>
    /// An entry that can't be read has the whole BLOB refused: left out, it might be the one that reports its model as broken, while the BLOB
    /// before it, which stays in force, is merely old.
    /// </remarks>
    private static AuthenticatorMetadata ReadEntry(JsonElement entry)
    {
        var statement = Member(entry, "metadataStatement") ?? default;
        return new AuthenticatorMetadata
        {
            Aaguid = Member(entry, "aaguid")?.GetGuid(),
            KeyIdentifiers = [.. Texts(entry, "attestationCertificateKeyIdentifiers")],
            Description = Member(statement, "description")?.GetString(),
            AttestationRoots = [.. Texts(statement, "attestationRootCertificates").Select(Certificate)],
            Algorithms = ReadAlgorithms(statement),
            AttestationTypes = [.. Texts(statement, "attestationTypes")],
            StatusReports = [.. entry.GetProperty("statusReports"u8).EnumerateArray().Select(ReadReport)],
        };
    }

    /// <summary>Empty where <c>authenticationAlgorithms</c> is: what an authenticator's firmware says of itself only adds to that.</summary>
    private static int[] ReadAlgorithms(JsonElement statement)
    {
        int[] named = [.. Texts(statement, "authenticationAlgorithms").SelectMany(MetadataAlgorithms.Of)];
        return named.Length > 0 ? [.. named.Union(FirmwareAlgorithms(statement))] : named;
    }

    // The firmware's words are CTAP's, and nothing is refused by them: what is not as CTAP has it is passed over.
    private static IEnumerable<int> FirmwareAlgorithms(JsonElement statement)
    {
        if (Member(statement, "authenticatorGetInfo") is not { ValueKind: JsonValueKind.Object } info
            || Member(info, "algorithms") is not { ValueKind: JsonValueKind.Array } algorithms)
        {
            yield break;
        }

        foreach (var algorithm in algorithms.EnumerateArray())
        {
            if (algorithm.ValueKind == JsonValueKind.Object
                && Member(algorithm, "alg") is { ValueKind: JsonValueKind.Number } alg
                && alg.TryGetInt32(out var id))
            {
                yield return id;
            }
        }
    }

    private static AuthenticatorStatusReport ReadReport(JsonElement report) => new(
        report.GetProperty("status"u8).GetString() ?? throw new FormatException("a status that is null"),
        Member(report, "effectiveDate") is { } date ? Date(date) : null,
        Member(report, "certificate") is { } certificate ? (ReadOnlyMemory<byte>?)Convert.FromBase64String(certificate.GetString()!) : null);

    /// <summary>An optional member; null where it is, and of an element that isn't there itself.</summary>
    private static JsonElement? Member(JsonElement element, string name) =>
        element.ValueKind != JsonValueKind.Undefined && element.TryGetProperty(name, out var member) && member.ValueKind != JsonValueKind.Null
            ? (JsonElement?)member
            : null;

    private static IEnumerable<string> Texts(JsonElement element, string name) =>
        Member(element, name) is { } list
            ? list.EnumerateArray().Select(item => item.GetString() ?? throw new FormatException($"{name} holds null"))
            : [];

    /// <summary>Base64, which some vendors break into lines.</summary>
    private static X509Certificate2 Certificate(string text) => X509CertificateLoader.LoadCertificate(Convert.FromBase64String(text));

    private static DateOnly Date(JsonElement date) =>
        DateOnly.ParseExact(date.GetString() ?? "", "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
