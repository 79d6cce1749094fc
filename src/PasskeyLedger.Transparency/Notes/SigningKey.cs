using System.Formats.Asn1;
using System.Security.Cryptography;
using PasskeyLedger.OpenSsl;

namespace PasskeyLedger.Transparency.Notes;

/// <summary>
/// A key that signs notes. It is kept as PKCS #8 in PEM form (RFC 8410 for Ed25519, RFC 5915 for P-256), which other programs read too;
/// the name it signs as stands in the configuration.
/// </summary>
public sealed class SigningKey
{
    private const string Label = "PRIVATE KEY";
    private const string Ed25519Oid = "1.3.101.112";

    private readonly Func<byte[], byte[]> sign;
    private readonly byte[] pkcs8;

    private SigningKey(VerifierKey verifier, byte[] pkcs8, Func<byte[], byte[]> sign)
    {
        Verifier = verifier;
        this.pkcs8 = pkcs8;
        this.sign = sign;
    }

    public VerifierKey Verifier { get; }

    /// <summary>Makes a key: Ed25519, or where libcrypto is absent P-256.</summary>
    /// <param name="name">What it signs as.</param>
    public static SigningKey Create(string name) => LibCrypto.IsAvailable ? OfSeed(name, RandomNumberGenerator.GetBytes(32)) : CreateEcdsa(name);

    /// <inheritdoc cref="Create"/>
    public static SigningKey CreateEcdsa(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return OfEcdsa(name, key.ExportPkcs8PrivateKey());
    }

    /// <summary>Reads a key's file.</summary>
    /// <param name="pem">The file's text.</param>
    /// <param name="name">What it is to sign as.</param>
    /// <param name="fault">What is wrong with it, as a clause without anything of the key; empty where nothing is.</param>
    public static SigningKey? TryRead(string pem, string name, out string fault)
    {
        fault = "holds no Ed25519 or P-256 key in PEM form (PKCS #8)";
        try
        {
            var fields = PemEncoding.Find(pem);
            if (!pem.AsSpan()[fields.Label].SequenceEqual(Label))
                return null;
            var der = Convert.FromBase64String(pem[fields.Base64Data]);
            var content = new AsnReader(der, AsnEncodingRules.DER).ReadSequence();
            content.ReadInteger();
            if (content.ReadSequence().ReadObjectIdentifier() != Ed25519Oid)
            {
                var ecdsa = OfEcdsa(name, der);
                fault = "";
                return ecdsa;
            }

            if (!LibCrypto.IsAvailable)
            {
                fault = "holds an Ed25519 key, which needs OpenSSL 3's libcrypto";
                return null;
            }

            var seed = new AsnReader(content.ReadOctetString(), AsnEncodingRules.DER).ReadOctetString();
            var key = seed.Length == 32 ? OfSeed(name, seed) : null;
            fault = key is null ? fault : "";
            return key;
        }
        catch (Exception failure) when (failure is ArgumentException or FormatException or AsnContentException or CryptographicException)
        {
            // Said without what the file holds.
            return null;
        }
    }

    /// <summary>The signature over a text.</summary>
    public byte[] Sign(byte[] text) => sign(text);

    /// <summary>The private key as its file holds it.</summary>
    public string ExportPem() => PemEncoding.WriteString(Label, pkcs8) + "\n";

    /// <summary>The public half alone.</summary>
    public override string ToString() => Verifier.ToString();

    private static SigningKey OfSeed(string name, byte[] seed) => new(
        VerifierKey.OfEd25519(name, LibCrypto.DerivePublicKey(LibCrypto.Ed25519, seed)),
        Pkcs8Of(seed),
        text => LibCrypto.SignEdDsa(LibCrypto.Ed25519, seed, text));

    private static SigningKey OfEcdsa(string name, byte[] pkcs8)
    {
        using var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(pkcs8, out _);
        if (key.KeySize != 256)
            throw new CryptographicException("The key is not on P-256.");
        return new(VerifierKey.OfEcdsa(name, key.ExportSubjectPublicKeyInfo()), pkcs8, text =>
        {
            using var signer = ECDsa.Create();
            signer.ImportPkcs8PrivateKey(pkcs8, out _);
            return signer.SignData(text, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        });
    }

    // RFC 8410, section 7: the seed is an octet string within the octet string.
    private static byte[] Pkcs8Of(byte[] seed)
    {
        var inner = new AsnWriter(AsnEncodingRules.DER);
        inner.WriteOctetString(seed);
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(0);
            using (writer.PushSequence())
                writer.WriteObjectIdentifier(Ed25519Oid);
            writer.WriteOctetString(inner.Encode());
        }

        return writer.Encode();
    }
}
