using System.Formats.Cbor;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PasskeyLedger.WebAuthn.Tests;

/// <summary>A root of its own that issues attestation certificates, sound by default and with one thing wrong where a test says so.</summary>
internal sealed class AttestationAuthority
{
    public const string GoodSubject = "C=SE, O=Example Authenticators, OU=Authenticator Attestation, CN=Example Model";
    private const string AaguidOid = "1.3.6.1.4.1.45724.1.1.4";

    private readonly ECDsa rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public AttestationAuthority()
    {
        var request = new CertificateRequest("C=SE, O=Example Authenticators, CN=Example Root", rootKey, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, critical: true));
        Root = request.CreateSelfSigned(MadeRegistration.At.AddYears(-10), MadeRegistration.At.AddYears(10));
    }

    public X509Certificate2 Root { get; }

    public X509Certificate2 Issue(
        AsymmetricAlgorithm key, string subject = GoodSubject, bool? authority = false, X509Extension? extension = null,
        DateTimeOffset? notBefore = null, DateTimeOffset? notAfter = null)
    {
        var name = new X500DistinguishedName(subject);
        var request = key is RSA rsa
            ? new CertificateRequest(name, rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            : new CertificateRequest(name, (ECDsa)key, HashAlgorithmName.SHA256);
        if (authority is { } isAuthority)
            request.CertificateExtensions.Add(new X509BasicConstraintsExtension(isAuthority, false, 0, critical: true));
        if (extension is not null)
            request.CertificateExtensions.Add(extension);
        return request.Create(
            Root.SubjectName,
            X509SignatureGenerator.CreateForECDsa(rootKey),
            notBefore ?? MadeRegistration.At.AddYears(-1),
            notAfter ?? MadeRegistration.At.AddYears(1),
            [1, 2, 3, 4]);
    }

    public static X509Extension AaguidExtension(Guid aaguid, bool critical = false) =>
        new(AaguidOid, [0x04, 0x10, .. aaguid.ToByteArray(bigEndian: true)], critical);

    public static X509Extension RawAaguidExtension(byte[] value) => new(AaguidOid, value, critical: false);

    /// <summary>A packed statement with x5c by the given key and certificates.</summary>
    public static MadeRegistration Packed(AsymmetricAlgorithm key, int algorithm, params byte[][] certificates)
    {
        var made = new MadeRegistration { Format = "packed" };
        made.Statement = writer => MadeRegistration.WriteMap(
            writer,
            ("alg", w => w.WriteInt32(algorithm)),
            ("sig", w => w.WriteByteString(Sign(key, algorithm, made.SignedData()))),
            ("x5c", w => WriteList(w, certificates)));
        return made;
    }

    public static void WriteList(CborWriter writer, byte[][] items)
    {
        writer.WriteStartArray(items.Length);
        foreach (var item in items)
            writer.WriteByteString(item);
        writer.WriteEndArray();
    }

    private static byte[] Sign(AsymmetricAlgorithm key, int algorithm, byte[] data) => (key, algorithm) switch
    {
        (ECDsa ecdsa, -35) => ecdsa.SignData(data, HashAlgorithmName.SHA384, DSASignatureFormat.Rfc3279DerSequence),
        (ECDsa ecdsa, -36) => ecdsa.SignData(data, HashAlgorithmName.SHA512, DSASignatureFormat.Rfc3279DerSequence),
        (ECDsa ecdsa, _) => ecdsa.SignData(data, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence),
        (RSA rsa, -37) => rsa.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pss),
        (RSA rsa, _) => rsa.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
        _ => throw new ArgumentOutOfRangeException(nameof(key)),
    };
}
