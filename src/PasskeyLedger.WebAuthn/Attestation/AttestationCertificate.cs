using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using PasskeyLedger.WebAuthn.Cose;

namespace PasskeyLedger.WebAuthn.Attestation;

/// <summary>Reads what the formats need of X.509 certificates. What a platform can't read is a failure, never an exception.</summary>
internal static class AttestationCertificate
{
    private const string EllipticOid = "1.2.840.10045.2.1";
    private const string RsaOid = "1.2.840.113549.1.1.1";
    private const string MLDsa44Oid = "2.16.840.1.101.3.4.3.17";
    private const string MLDsa65Oid = "2.16.840.1.101.3.4.3.18";
    private const string MLDsa87Oid = "2.16.840.1.101.3.4.3.19";

    /// <summary>Loads a certificate that must be in DER. The caller disposes of it.</summary>
    public static CeremonyFailure? Load(ReadOnlyMemory<byte> der, string step, out X509Certificate2? certificate)
    {
        certificate = null;
        try
        {
            // The loader also reads PEM, and passes over what follows a certificate: neither has a place here.
            if (!der.Span.StartsWith((byte)0x30)
                || !AsnDecoder.TryReadEncodedValue(der.Span, AsnEncodingRules.DER, out _, out _, out _, out var length)
                || length != der.Length)
                return Malformed(step);
            certificate = X509CertificateLoader.LoadCertificate(der.Span);
            Touch(certificate);
            return null;
        }
        catch (CryptographicException)
        {
            certificate?.Dispose();
            certificate = null;
            return Malformed(step);
        }
    }

    /// <summary>Some of a certificate is read when it is asked for: now, so that it can't be found unreadable later.</summary>
    private static void Touch(X509Certificate2 certificate)
    {
        _ = certificate.Version;
        _ = certificate.NotBefore;
        _ = certificate.NotAfter;
        _ = certificate.SubjectName.RawData;
        _ = certificate.IssuerName.RawData;
        _ = certificate.Extensions.Count;
        _ = certificate.PublicKey;
    }

    /// <summary>The certificate's public key, under the same rules as a credential's.</summary>
    public static CeremonyFailure? ReadKey(X509Certificate2 certificate, string step, out VerificationKey? key)
    {
        key = null;
        try
        {
            var info = certificate.PublicKey;
            key = info.Oid.Value switch
            {
                EllipticOid => ReadPoint(info),
                RsaOid => ReadRsa(info),
                var oid when oid == EdwardsCurve.Ed25519.Oid => ReadEdwards(info, EdwardsCurve.Ed25519),
                var oid when oid == EdwardsCurve.Ed448.Oid => ReadEdwards(info, EdwardsCurve.Ed448),
                MLDsa44Oid => ReadLattice(info, MLDsaAlgorithm.MLDsa44),
                MLDsa65Oid => ReadLattice(info, MLDsaAlgorithm.MLDsa65),
                MLDsa87Oid => ReadLattice(info, MLDsaAlgorithm.MLDsa87),
                _ => null,
            };
        }
        catch (Exception unreadable) when (unreadable is AsnContentException or CryptographicException)
        {
            return Malformed(step);
        }

        return key is null
            ? new(CeremonyFailureCode.CertificateKeyNotSupported, step, "the attestation certificate's public key can't be used here")
            : null;
    }

    /// <summary>Attributes of the subject by OID; of one that stands there twice, the first.</summary>
    public static IReadOnlyDictionary<string, string> Subject(X509Certificate2 certificate)
    {
        var attributes = new Dictionary<string, string>(StringComparer.Ordinal);
        try
        {
            DistinguishedName.ReadInto(new AsnReader(certificate.SubjectName.RawData, AsnEncodingRules.BER).ReadSequence(), attributes);
        }
        catch (AsnContentException)
        {
            // What could be read until then is the subject; what is missing of it will be missed.
        }

        return attributes;
    }

    /// <summary>The cA component of Basic Constraints; null: the extension is absent or unreadable.</summary>
    public static bool? IsAuthority(X509Certificate2 certificate)
    {
        try
        {
            return certificate.Extensions.OfType<X509BasicConstraintsExtension>().FirstOrDefault()?.CertificateAuthority;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static VerificationKey? ReadPoint(PublicKey info)
    {
        // Named curves only: explicit parameters could describe a curve of the sender's own making.
        if (info.EncodedParameters is not { } encoded)
            return null;
        var parameters = new AsnReader(encoded.RawData, AsnEncodingRules.DER);
        if (!parameters.PeekTag().HasSameClassAndValue(Asn1Tag.ObjectIdentifier)
            || EllipticCurve.ByOid(parameters.ReadObjectIdentifier()) is not { } curve)
        {
            return null;
        }

        ReadOnlyMemory<byte> point = info.EncodedKeyValue.RawData;
        if (point.Length != 1 + (2 * curve.FieldLength) || point.Span[0] != 0x04)
            return null;
        var x = point.Slice(1, curve.FieldLength);
        var y = point[(1 + curve.FieldLength)..];
        return curve.Contains(x.Span, y.Span) ? new VerificationKey.Elliptic(curve, x, y) : null;
    }

    private static VerificationKey? ReadRsa(PublicKey info)
    {
        var sequence = new AsnReader(info.EncodedKeyValue.RawData, AsnEncodingRules.DER).ReadSequence();
        var modulus = Unsigned(sequence.ReadIntegerBytes());
        var exponent = Unsigned(sequence.ReadIntegerBytes());
        return RsaRange.HasModulus(modulus.Span) && RsaRange.HasExponent(exponent.Span)
            ? new VerificationKey.Rsa(modulus, exponent)
            : null;
    }

    /// <summary>RFC 8410: the point is the whole of the bit string.</summary>
    private static VerificationKey? ReadEdwards(PublicKey info, EdwardsCurve curve)
    {
        var point = info.EncodedKeyValue.RawData;
        return curve.Contains(point) ? new VerificationKey.Edwards(curve, point) : null;
    }

    /// <summary>RFC 9881 section 4: the key is the whole of the bit string.</summary>
    private static VerificationKey? ReadLattice(PublicKey info, MLDsaAlgorithm parameters)
    {
        var bytes = info.EncodedKeyValue.RawData;
        return bytes.Length == parameters.PublicKeySizeInBytes ? new VerificationKey.Lattice(parameters, bytes) : null;
    }

    /// <summary>DER writes a zero byte before a number whose first bit is set.</summary>
    private static ReadOnlyMemory<byte> Unsigned(ReadOnlyMemory<byte> integer) =>
        integer.Length > 1 && integer.Span[0] == 0 ? integer[1..] : integer;

    private static CeremonyFailure Malformed(string step) =>
        new(CeremonyFailureCode.CertificateMalformed, step, "an attestation certificate is not an X.509 certificate in DER");
}
