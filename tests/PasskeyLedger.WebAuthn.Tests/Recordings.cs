using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;

namespace PasskeyLedger.WebAuthn.Tests;

/// <summary>A registration that others recorded, with the verdict they expect of it.</summary>
internal sealed record Recording(string Source, string Name, JsonElement Fields)
{
    public bool AcceptExpected => Text("expected") == "accept";

    public string? Format => Text("attestationFormat");

    public int? Algorithm => Fields.TryGetProperty("alg", out var value) && value.ValueKind == JsonValueKind.Number ? value.GetInt32() : null;

    public JsonElement Credential => Fields.GetProperty("credential");

    /// <summary>The ceremony as the recording says it was set up. Without a clock of its own it ran while its certificates were valid.</summary>
    public RegistrationExpectations Expectations() => new()
    {
        Challenge = Text("challenge")!,
        RelyingPartyId = Text("rpId")!,
        At = Text("evaluationTime") is { } time
            ? DateTimeOffset.Parse(time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)
            : new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero),
        Algorithms = Fields.TryGetProperty("pubKeyCredParams", out var offered) && offered.ValueKind == JsonValueKind.Array
            ? [.. offered.EnumerateArray().Select(id => id.GetInt32())]
            : [-7, -8, -35, -36, -37, -38, -39, -47, -48, -53, -257, -258, -259, -65535],
        AllowCrossOrigin = Fields.TryGetProperty("requiresCrossOriginAllowed", out var framed) && framed.ValueKind == JsonValueKind.True,
        UserVerificationRequired = Text("userVerification") == "required",
        ConditionalMediation = Text("mediation") == "conditional",
        TrustAnchors = [.. EnforcedRoots()],
    };

    public override string ToString() => $"{Source}: {Name}";

    private string? Text(string name) =>
        Fields.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private IEnumerable<X509Certificate2> EnforcedRoots()
    {
        if (Text("reason")?.Contains("trustRoots are enforced", StringComparison.Ordinal) is not true)
            yield break;
        foreach (var byFormat in Fields.GetProperty("trustRootsPem").EnumerateObject())
        {
            foreach (var pem in byFormat.Value.EnumerateArray())
                yield return X509Certificate2.CreateFromPem(pem.GetString());
        }
    }
}

/// <summary>The recordings in the vectors folder: $PASSKEYLEDGER_VECTORS, or ../shared/vectors beside the repository.</summary>
internal static class Recordings
{
    private static readonly Lazy<IReadOnlyList<Recording>> Loaded = new(Load);

    public static IReadOnlyList<Recording> All => Loaded.Value;

    private static List<Recording> Load()
    {
        var folder = Path.Combine(VectorsFolder(), "webauthn");
        return !Directory.Exists(folder)
            ? []
            : [.. Directory.GetFiles(folder, "*.json").Order(StringComparer.Ordinal).SelectMany(Read)];
    }

    private static IEnumerable<Recording> Read(string file)
    {
        var source = Path.GetFileNameWithoutExtension(file);
        return JsonDocument.Parse(File.ReadAllText(file)).RootElement.EnumerateArray()
            .Select(fields => new Recording(source, fields.GetProperty("name").GetString()!, fields));
    }

    private static string VectorsFolder()
    {
        if (Environment.GetEnvironmentVariable("PASSKEYLEDGER_VECTORS") is { Length: > 0 } configured)
            return configured;
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "PasskeyLedger.sln")))
            folder = folder.Parent;
        return folder is null ? "" : Path.Combine(folder.FullName, "..", "shared", "vectors");
    }
}
