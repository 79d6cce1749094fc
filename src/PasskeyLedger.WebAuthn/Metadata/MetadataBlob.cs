using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PasskeyLedger.WebAuthn.Metadata;

/// <summary>The FIDO Metadata Service's list of authenticator models (Metadata Service 3.0, MetadataBLOBPayload), verified.</summary>
public sealed record MetadataBlob
{
    private readonly Dictionary<Guid, AuthenticatorMetadata> byAaguid = [];
    private readonly Dictionary<string, AuthenticatorMetadata> byKeyIdentifier = new(StringComparer.Ordinal);

    internal MetadataBlob(int number, DateOnly nextUpdate, IReadOnlyList<AuthenticatorMetadata> entries)
    {
        Number = number;
        NextUpdate = nextUpdate;
        Entries = entries;
        foreach (var entry in entries)
        {
            if (entry.Aaguid is { } aaguid)
                byAaguid.TryAdd(aaguid, entry);
            foreach (var identifier in entry.KeyIdentifiers)
                byKeyIdentifier.TryAdd(identifier, entry);
        }
    }

    /// <summary><c>no</c>: each BLOB has a higher one than those before it. One with a lower number than the last must not replace it.</summary>
    public int Number { get; }

    /// <summary>The day by which there is a newer one.</summary>
    public DateOnly NextUpdate { get; }

    public IReadOnlyList<AuthenticatorMetadata> Entries { get; }

    /// <summary>
    /// Takes a BLOB as it was downloaded: a JWS whose certificates chain to one of <paramref name="roots"/> at the given time. That it is
    /// past its <see cref="NextUpdate"/> is no fault, since old metadata refuses more than none; ask <see cref="IsOutdated"/>.
    /// </summary>
    /// <param name="blob">JWS in compact serialization; white space around it is ignored.</param>
    /// <param name="roots">The metadata service's roots, one at least.</param>
    /// <param name="at">When the signature's certificates must be valid.</param>
    /// <param name="revocations">The signature's certificates must not be on these.</param>
    public static MetadataReading Read(
        ReadOnlyMemory<byte> blob,
        IReadOnlyList<X509Certificate2> roots,
        DateTimeOffset at,
        IReadOnlyList<RevocationList>? revocations = null) =>
        MetadataBlobReader.Read(blob, roots, revocations ?? [], at);

    /// <summary>Whether a newer BLOB was to be there by now.</summary>
    public bool IsOutdated(DateTimeOffset at) => DateOnly.FromDateTime(at.UtcDateTime) > NextUpdate;

    /// <summary>
    /// The model of this AAGUID; for the zero AAGUID, for which U2F attestations stand, the one that a certificate of the attestation tells.
    /// </summary>
    public AuthenticatorMetadata? Find(Guid aaguid, IReadOnlyList<ReadOnlyMemory<byte>> trustPath)
    {
        if (aaguid != Guid.Empty)
            return byAaguid.GetValueOrDefault(aaguid);
        if (byKeyIdentifier.Count == 0)
            return null;

        foreach (var der in trustPath)
        {
            if (KeyIdentifier(der) is { } identifier && byKeyIdentifier.TryGetValue(identifier, out var entry))
                return entry;
        }

        return null;
    }

    /// <summary>RFC 5280 section 4.2.1.2, method 1.</summary>
    private static string? KeyIdentifier(ReadOnlyMemory<byte> der)
    {
        try
        {
            using var certificate = X509CertificateLoader.LoadCertificate(der.Span);
            return Convert.ToHexStringLower(
                CryptographicOperations.HashData(HashAlgorithmName.SHA1, certificate.PublicKey.EncodedKeyValue.RawData));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}

/// <summary>What became of reading a metadata BLOB.</summary>
public abstract record MetadataReading
{
    private MetadataReading()
    {
    }

    public sealed record Accepted(MetadataBlob Blob) : MetadataReading;

    /// <param name="Code">What is wrong.</param>
    /// <param name="Detail">The same in words, without anything of the BLOB's content.</param>
    public sealed record Refused(MetadataFaultCode Code, string Detail) : MetadataReading;
}

public enum MetadataFaultCode
{
    /// <summary>It is not a JWS with x5c, or its algorithm can't be verified here.</summary>
    NotSigned,

    /// <summary>Its certificates are not valid, or don't chain to the given roots.</summary>
    NotTrusted,

    /// <summary>Its signature is not its certificate's.</summary>
    SignatureInvalid,

    /// <summary>What is signed is not a metadata BLOB's payload.</summary>
    Malformed,
}
