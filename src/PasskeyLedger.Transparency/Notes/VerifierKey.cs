using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PasskeyLedger.OpenSsl;

namespace PasskeyLedger.Transparency.Notes;

/// <summary>The signature of a note's key, by the number that C2SP signed-note gives it.</summary>
public enum NoteAlgorithm
{
    None = 0,

    /// <summary>RFC 8032. Needs OpenSSL 3's libcrypto.</summary>
    Ed25519 = 1,

    /// <summary>P-256 with SHA-256, signatures in DER: for a machine without Ed25519.</summary>
    Ecdsa = 2,
}

/// <summary>The public half of a key that signs notes, under the name that it signs as.</summary>
public sealed class VerifierKey
{
    private readonly byte[] publicKey;

    private VerifierKey(string name, NoteAlgorithm algorithm, byte[] publicKey)
    {
        this.publicKey = publicKey;
        Name = name;
        Algorithm = algorithm;
        Id = BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(
            algorithm == NoteAlgorithm.Ecdsa ? publicKey : [.. Encoding.UTF8.GetBytes(name), (byte)'\n', (byte)algorithm, .. publicKey]));
    }

    /// <summary>For a log's key, the log's origin.</summary>
    public string Name { get; }

    public NoteAlgorithm Algorithm { get; }

    /// <summary>Four bytes of a hash, big-endian, which tell keys of one name apart.</summary>
    public uint Id { get; }

    /// <param name="name">Without spaces and plus signs.</param>
    /// <param name="publicKey">The 32 bytes of RFC 8032.</param>
    public static VerifierKey OfEd25519(string name, byte[] publicKey) => new(name, NoteAlgorithm.Ed25519, publicKey);

    /// <param name="name">Without spaces and plus signs.</param>
    /// <param name="subjectPublicKeyInfo">In DER.</param>
    public static VerifierKey OfEcdsa(string name, byte[] subjectPublicKeyInfo) => new(name, NoteAlgorithm.Ecdsa, subjectPublicKeyInfo);

    /// <summary>Whether a key can have this name.</summary>
    public static bool IsName(string name) => name.Length > 0 && !name.Any(character => char.IsWhiteSpace(character) || char.IsControl(character) || character == '+');

    /// <summary>Reads <c>name+id+key</c>, the id in hexadecimal, the key in base64 with the algorithm's number in front.</summary>
    public static VerifierKey? TryParse(string text)
    {
        // Base64 has plus signs of its own: the first two are the separators.
        if (text.Trim().Split('+', 3) is not [var name, { Length: 8 } hexadecimal, var base64] || !IsName(name)
            || !uint.TryParse(hexadecimal, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var id))
            return null;
        var bytes = new byte[base64.Length];
        if (!Convert.TryFromBase64String(base64, bytes, out var length) || length == 0)
            return null;
        var key = ((NoteAlgorithm)bytes[0], bytes[1..length]) switch
        {
            (NoteAlgorithm.Ed25519, { Length: 32 } publicKey) => OfEd25519(name, publicKey),
            (NoteAlgorithm.Ecdsa, var publicKey) when IsP256(publicKey) => OfEcdsa(name, publicKey),
            _ => null,
        };
        return key?.Id == id ? key : null;
    }

    /// <summary>Whether the signature over the text is this key's. For Ed25519, false also where libcrypto is absent.</summary>
    public bool Verifies(ReadOnlySpan<byte> text, ReadOnlySpan<byte> signature)
    {
        if (Algorithm == NoteAlgorithm.Ed25519)
            return LibCrypto.VerifyEdDsa(LibCrypto.Ed25519, publicKey, text, signature);
        using var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(publicKey, out _);
        return key.VerifyData(text, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
    }

    /// <summary>The key's own text, which is public: <c>name+id+key</c>.</summary>
    public override string ToString() =>
        $"{Name}+{Id.ToString("x8", CultureInfo.InvariantCulture)}+{Convert.ToBase64String([(byte)Algorithm, .. publicKey])}";

    private static bool IsP256(byte[] subjectPublicKeyInfo)
    {
        try
        {
            using var key = ECDsa.Create();
            key.ImportSubjectPublicKeyInfo(subjectPublicKeyInfo, out var read);
            return read == subjectPublicKeyInfo.Length && key.KeySize == 256;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
