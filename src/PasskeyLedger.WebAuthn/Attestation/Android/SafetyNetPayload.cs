using System.Text.Json;

namespace PasskeyLedger.WebAuthn.Attestation.Android;

/// <summary>What SafetyNet says in its answer, as far as it is asked for.</summary>
/// <param name="Nonce">What the caller gave it to sign along, in base64.</param>
/// <param name="At"><c>timestampMs</c></param>
/// <param name="CtsProfileMatch">Whether the device is one that Android's compatibility tests know, and unchanged.</param>
internal sealed record SafetyNetPayload(string Nonce, DateTimeOffset At, bool CtsProfileMatch)
{
    private const int MaxDepth = 8;
    private const long MaxMilliseconds = 253402300799999; // the end of the year 9999

    /// <returns>null: it is none.</returns>
    public static SafetyNetPayload? Read(byte[] json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = MaxDepth, AllowDuplicateProperties = false });
            var root = document.RootElement;
            return root.ValueKind == JsonValueKind.Object
                && root.TryGetProperty("nonce"u8, out var nonce) && nonce.ValueKind == JsonValueKind.String
                && root.TryGetProperty("timestampMs"u8, out var timestamp) && timestamp.ValueKind == JsonValueKind.Number
                && timestamp.TryGetInt64(out var milliseconds) && milliseconds is >= 0 and <= MaxMilliseconds
                    ? new SafetyNetPayload(
                        nonce.GetString()!,
                        DateTimeOffset.FromUnixTimeMilliseconds(milliseconds),
                        root.TryGetProperty("ctsProfileMatch"u8, out var match) && match.ValueKind == JsonValueKind.True)
                    : null;
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
