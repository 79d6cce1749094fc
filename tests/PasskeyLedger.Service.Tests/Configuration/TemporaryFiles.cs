using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using PasskeyLedger.Service.Tests.Access;
using PasskeyLedger.Transparency.Notes;

namespace PasskeyLedger.Service.Tests.Configuration;

/// <summary>Files that configuration may name, gone after the test.</summary>
internal sealed class TemporaryFiles : IDisposable
{
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("passkey-ledger-tests-");

    public string Place => directory.FullName;

    public string Missing => Path.Combine(Place, "missing");

    public string KeySet() => Made("jwks.json", path =>
    {
        using var issuer = new TestIssuer("unused");
        File.WriteAllBytes(path, issuer.KeySet);
    });

    public string Certificate() => Made("anchor.pem", path =>
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=Anchor", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        File.WriteAllText(path, certificate.ExportCertificatePem());
    });

    public string SigningKey() => Made("signing-key.pem", path => SigningKeyFile.TryCreate(path, PasskeyLedger.Transparency.Notes.SigningKey.Create("any")));

    public string Text(string text) => Made($"{text.GetHashCode(StringComparison.Ordinal):x}.txt", path => File.WriteAllText(path, text));

    public string Write(string name, string text) => Made(name, path => File.WriteAllText(path, text));

    public void Dispose() => directory.Delete(recursive: true);

    private string Made(string name, Action<string> make)
    {
        var path = Path.Combine(Place, name);
        if (!File.Exists(path))
            make(path);
        return path;
    }
}
