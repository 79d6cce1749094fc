using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using PasskeyLedger.WebAuthn.Cose;

namespace PasskeyLedger.WebAuthn.Inspection;

/// <summary>A registration that was recorded together with the ceremony it belongs to, to be judged away from both.</summary>
/// <param name="Credential">RegistrationResponseJSON, not looked at yet.</param>
/// <param name="Expectations">What the relying party of the recording asked for.</param>
public sealed record RecordedRegistration(JsonElement Credential, RegistrationExpectations Expectations)
{
    /// <summary>
    /// Reads a recording: an object with <c>rpId</c>, <c>origin</c>, <c>challenge</c> (base64url), <c>userVerification</c> and
    /// <c>credential</c> (RegistrationResponseJSON). Optional are
    /// <list type="bullet">
    /// <item><c>allowedOrigins</c>: origins accepted beside <c>origin</c>; both exactly;</item>
    /// <item><c>pubKeyCredParams</c>: COSE identifiers, or objects with <c>alg</c>, that were offered; else every algorithm known here;</item>
    /// <item><c>evaluationTime</c>: the ceremony's time, ISO 8601; else <paramref name="now"/>;</item>
    /// <item><c>requiresCrossOriginAllowed</c>: whether the relying party lets itself be framed, and <c>topOrigin</c>: by whom;</item>
    /// <item><c>mediation</c>: <c>conditional</c> for a ceremony without a user's presence;</item>
    /// <item><c>trustRoots</c>, <c>trustRootsPem</c>: what attestation certificates must chain to, as DER in base64 or base64url, or as
    /// PEM, in a list or in lists by format. In a recording with a verdict of its own (<c>expected</c>) they count only where its
    /// <c>reason</c> says that <c>trustRoots</c> are enforced, in whatever words of these two.</item>
    /// </list>
    /// </summary>
    /// <exception cref="FormatException">It is no such object; the message names the member.</exception>
    public static RecordedRegistration Read(JsonElement recording, DateTimeOffset now)
    {
        if (recording.ValueKind != JsonValueKind.Object)
            throw new FormatException("A recorded registration is a JSON object.");
        if (!recording.TryGetProperty("credential", out var credential))
            throw new FormatException("credential is missing.");

        return new RecordedRegistration(credential, new RegistrationExpectations
        {
            Challenge = Required(recording, "challenge"),
            RelyingPartyId = Required(recording, "rpId"),
            At = Time(recording) ?? now,
            Algorithms = [.. Algorithms(recording)],
            Origins = [Required(recording, "origin"), .. Texts(recording, "allowedOrigins")],
            ListedOriginsOnly = true,
            AllowCrossOrigin = Flag(recording, "requiresCrossOriginAllowed"),
            TopOrigins = Text(recording, "topOrigin") is { } topOrigin ? [topOrigin] : [],
            UserVerificationRequired = Required(recording, "userVerification") == "required",
            ConditionalMediation = Text(recording, "mediation") == "conditional",
            TrustAnchors = EnforcesRoots(recording) ? [.. Roots(recording, "trustRoots"), .. Roots(recording, "trustRootsPem")] : [],
            AcceptUncertified = true,
        });
    }

    private static bool EnforcesRoots(JsonElement recording) =>
        Text(recording, "expected") is null
        || (Text(recording, "reason") is { } reason
            && reason.Contains("trustRoots", StringComparison.Ordinal)
            && reason.Contains("enforc", StringComparison.OrdinalIgnoreCase));

    private static DateTimeOffset? Time(JsonElement recording)
    {
        if (Text(recording, "evaluationTime") is not { } text)
            return null;
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : throw new FormatException("evaluationTime is not a time in ISO 8601.");
    }

    private static IEnumerable<int> Algorithms(JsonElement recording)
    {
        if (Optional(recording, "pubKeyCredParams", JsonValueKind.Array) is not { } offered)
            return SignatureAlgorithm.Ids;
        return offered.EnumerateArray().Select(static item =>
            (item.ValueKind == JsonValueKind.Object && item.TryGetProperty("alg", out var named) ? named : item) is
                { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var id)
                ? id
                : throw new FormatException("pubKeyCredParams holds what is neither a COSE algorithm identifier nor an object with alg."));
    }

    private static IEnumerable<X509Certificate2> Roots(JsonElement recording, string name)
    {
        if (!recording.TryGetProperty(name, out var roots))
            return [];
        return roots.ValueKind switch
        {
            JsonValueKind.Null => [],
            JsonValueKind.Array => roots.EnumerateArray().Select(root => Root(root, name)),
            JsonValueKind.Object => roots.EnumerateObject().SelectMany(format => Roots(roots, format.Name)),
            _ => throw new FormatException($"{name} is not a list of certificates."),
        };
    }

    private static X509Certificate2 Root(JsonElement root, string name)
    {
        try
        {
            var text = root.GetString()!.Trim();
            return text.StartsWith("-----BEGIN", StringComparison.Ordinal)
                ? X509Certificate2.CreateFromPem(text)
                : X509CertificateLoader.LoadCertificate(
                    System.Buffers.Text.Base64Url.DecodeFromChars(text.TrimEnd('=').Replace('+', '-').Replace('/', '_')));
        }
        catch (Exception unreadable) when (unreadable is InvalidOperationException or FormatException or CryptographicException)
        {
            throw new FormatException($"{name} holds what is not a certificate in base64 or PEM.", unreadable);
        }
    }

    private static IEnumerable<string> Texts(JsonElement recording, string name) =>
        Optional(recording, name, JsonValueKind.Array)?.EnumerateArray().Select(item =>
            item.ValueKind == JsonValueKind.String ? item.GetString()! : throw new FormatException($"{name} is not a list of texts.")) ?? [];

    private static string Required(JsonElement recording, string name) =>
        Text(recording, name) ?? throw new FormatException($"{name} is missing.");

    private static string? Text(JsonElement recording, string name) => Optional(recording, name, JsonValueKind.String)?.GetString();

    private static bool Flag(JsonElement recording, string name) =>
        recording.TryGetProperty(name, out var value) && value.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False or JsonValueKind.Null => false,
            _ => throw new FormatException($"{name} is neither true nor false."),
        };

    /// <summary>null: absent, or null.</summary>
    private static JsonElement? Optional(JsonElement recording, string name, JsonValueKind kind) =>
        !recording.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null ? null
        : value.ValueKind == kind ? value
        : throw new FormatException($"{name} is not of kind {kind}.");
}
