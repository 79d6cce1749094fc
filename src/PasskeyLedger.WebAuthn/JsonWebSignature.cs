using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;
using PasskeyLedger.WebAuthn.Cose;

namespace PasskeyLedger.WebAuthn;

/// <summary>
/// A JWS in compact serialization (RFC 7515 section 3.1) that carries its certificates in <c>x5c</c>: what SafetyNet answers with, and
/// how FIDO's metadata is signed.
/// </summary>
internal sealed record JsonWebSignature
{
    private const int MaxCertificates = 10;
    private const int MaxDepth = 8;

    /// <summary>The algorithm of <c>alg</c>.</summary>
    public required SignatureAlgorithm Algorithm { get; init; }

    /// <summary><c>x5c</c> in DER, the signer's first; one at least.</summary>
    public required IReadOnlyList<ReadOnlyMemory<byte>> Certificates { get; init; }

    public required byte[] Payload { get; init; }

    private ReadOnlyMemory<byte> SignedText { get; init; }

    private byte[] Signature { get; init; } = [];

    /// <returns>null: it is none, or one whose algorithm can't be verified here.</returns>
    public static JsonWebSignature? Read(ReadOnlyMemory<byte> compact)
    {
        var text = compact.Span;
        var first = text.IndexOf((byte)'.');
        var last = text.LastIndexOf((byte)'.');
        if (first <= 0 || first == last
            || !StrictBase64Url.TryDecode(text[..first], out var header)
            || !StrictBase64Url.TryDecode(text[(first + 1)..last], out var payload)
            || !StrictBase64Url.TryDecode(text[(last + 1)..], out var signature))
        {
            return null;
        }

        return ReadHeader(header, out var certificates) is { CanVerify: true } algorithm
            ? new JsonWebSignature
            {
                Algorithm = algorithm,
                Certificates = certificates,
                Payload = payload,
                SignedText = compact[..last],
                Signature = signature,
            }
            : null;
    }

    /// <summary>Whether the signature is this key's. An ECDSA signature is two numbers side by side here (RFC 7518 section 3.4), not DER.</summary>
    public bool IsSignedBy(VerificationKey key) =>
        key is VerificationKey.Elliptic elliptic
            ? Signature.Length == 2 * elliptic.Curve.FieldLength && key.Verifies(Algorithm, SignedText.Span, EcdsaSignature.ToDer(Signature))
            : key.Verifies(Algorithm, SignedText.Span, Signature);

    private static SignatureAlgorithm? ReadHeader(byte[] header, out List<ReadOnlyMemory<byte>> certificates)
    {
        certificates = [];
        try
        {
            using var document = JsonDocument.Parse(header, new JsonDocumentOptions { MaxDepth = MaxDepth, AllowDuplicateProperties = false });
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object
                || !root.TryGetProperty("alg"u8, out var algorithm)
                || algorithm.ValueKind != JsonValueKind.String
                || !root.TryGetProperty("x5c"u8, out var chain)
                || chain.ValueKind != JsonValueKind.Array
                || chain.GetArrayLength() is not (> 0 and <= MaxCertificates)
                // RFC 7515 section 4.1.11: what must be understood, and isn't.
                || root.TryGetProperty("crit"u8, out _))
            {
                return null;
            }

            foreach (var item in chain.EnumerateArray())
            {
                if (item.ValueKind != JsonValueKind.String || !item.TryGetBytesFromBase64(out var certificate))
                    return null;
                certificates.Add(certificate);
            }

            return algorithm.GetString() switch
            {
                // RFC 7518 section 3.4: each is of one curve, as COSE's ESP256, ESP384 and ESP512 are, and its ES256 is not.
                "ES256" => SignatureAlgorithm.ById(-9),
                "ES384" => SignatureAlgorithm.ById(-51),
                "ES512" => SignatureAlgorithm.ById(-52),
                "RS256" => SignatureAlgorithm.ById(-257),
                "RS384" => SignatureAlgorithm.ById(-258),
                "RS512" => SignatureAlgorithm.ById(-259),
                "PS256" => SignatureAlgorithm.ById(-37),
                "PS384" => SignatureAlgorithm.ById(-38),
                "PS512" => SignatureAlgorithm.ById(-39),
                _ => null,
            };
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
