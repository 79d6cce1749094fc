using System.Buffers.Text;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;

namespace PasskeyLedger.EndToEnd.Tests.MadeRegistrations;

/// <summary>Section 8.5, with the JSON Web Signature taken apart.</summary>
internal static class SafetyNetReading
{
    public static void Read(Reading it)
    {
        it.Add("statement.hasVersion", () => it.Statement["ver"].Text.Length > 0);
        it.Add("response.parts", () => Parts(it).Length);
        it.Add("header.alg", () => Header(it).GetProperty("alg").GetString());
        it.Add("header.names", () => Names(Header(it)));
        it.Add("header.x5cKinds", () => string.Join(' ', Header(it).GetProperty("x5c").EnumerateArray().Select(item => item.ValueKind)));
        it.AddChain(() => Chain(it));
        it.Add("certificate.hosts", () =>
            string.Join(' ', Leaf(it).Extensions.OfType<X509SubjectAlternativeNameExtension>().Single().EnumerateDnsNames()));
        it.Add("signature.verifies", () => Verifies(it));
        it.Add("payload.names", () => Names(Payload(it)));
        it.Add("payload.nonceIsTheDigest", () =>
            Payload(it).GetProperty("nonce").GetString() == Convert.ToBase64String(SHA256.HashData(it.Signed)));
        it.Add("payload.ctsProfileMatch", () => Payload(it).GetProperty("ctsProfileMatch").ValueKind);
        it.Add("payload.hoursOld", () =>
        {
            var age = DateTimeOffset.UtcNow - DateTimeOffset.FromUnixTimeMilliseconds(Payload(it).GetProperty("timestampMs").GetInt64());
            return Math.Round(age.TotalHours);
        });
    }

    private static string[] Parts(Reading it) => Encoding.UTF8.GetString(it.Statement["response"].Bytes).Split('.');

    private static JsonElement Header(Reading it) => Json(Parts(it)[0]);

    private static JsonElement Payload(Reading it) => Json(Parts(it)[1]);

    private static string Names(JsonElement json) => string.Join(' ', json.EnumerateObject().Select(member => member.Name));

    private static List<byte[]> Chain(Reading it) =>
        [.. Header(it).GetProperty("x5c").EnumerateArray().Select(item => Convert.FromBase64String(item.GetString()!))];

    private static X509Certificate2 Leaf(Reading it) => X509CertificateLoader.LoadCertificate(Chain(it)[0]);

    private static bool Verifies(Reading it)
    {
        var parts = Parts(it);
        var signed = Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}");
        return IndependentSignature.Verifies(Leaf(it), signed, Base64Url.DecodeFromChars(parts[2]));
    }

    private static JsonElement Json(string part)
    {
        using var document = JsonDocument.Parse(Base64Url.DecodeFromChars(part));
        return document.RootElement.Clone();
    }
}
