using System.Security.Cryptography;

namespace PasskeyLedger.WebAuthn.Cose;

/// <summary>
/// A credential public key, a COSE_Key (RFC 9052 section 7, RFC 9053 section 7, RFC 8230, RFC 9964) under WebAuthn's rules (sections 5.8.5, 6.5.1):
/// it names its algorithm, has what its key type requires and nothing else, and key type, algorithm and curve agree.
/// </summary>
public sealed record CoseKey
{
    private const string Section = "6.5.1";
    private const int KeyTypeLabel = 1;
    private const int AlgorithmLabel = 3;
    private const int EdwardsType = 1;
    private const int EllipticType = 2;
    private const int RsaType = 3;
    private const int LatticeType = 7;

    /// <summary>The COSE algorithm identifier; null: the key names none.</summary>
    public int? Algorithm { get; private init; }

    /// <summary>Why no signature can be verified with the key; null: one can.</summary>
    public CeremonyFailure? Fault { get; private init; }

    /// <summary>The key to verify with; null if and only if there is a fault.</summary>
    internal VerificationKey? Key { get; private init; }

    /// <summary>Reads exactly one CBOR item whose structure was checked before. What is wrong with the key in it becomes its fault.</summary>
    internal static CeremonyFailure? Read(ReadOnlyMemory<byte> encoded, out CoseKey? key)
    {
        key = null;
        if (!new CborCursor(encoded).IsMap)
            return NotCbor("not a map");

        var parameters = new CoseParameters(encoded);
        var algorithm = parameters.Integer(AlgorithmLabel);
        var fault = Interpret(parameters, algorithm, out var verificationKey);
        key = new CoseKey { Algorithm = algorithm, Key = fault is null ? verificationKey : null, Fault = fault };
        return null;
    }

    internal static CeremonyFailure NotCbor(string how) =>
        new(CeremonyFailureCode.CredentialPublicKeyNotCbor, Section, $"the credential public key is not CBOR as WebAuthn uses it: {how}");

    private static CeremonyFailure? Interpret(in CoseParameters parameters, int? algorithmId, out VerificationKey? key)
    {
        key = null;
        if (parameters.Integer(KeyTypeLabel) is not { } keyType)
            return Missing("kty");
        if (algorithmId is null)
            return Missing("alg");

        switch (SignatureAlgorithm.ById(algorithmId.Value))
        {
            case SignatureAlgorithm.Ecdsa when keyType != EllipticType:
            case SignatureAlgorithm.RsaSignature when keyType != RsaType:
            case SignatureAlgorithm.EdwardsSignature when keyType != EdwardsType:
            case SignatureAlgorithm.LatticeSignature when keyType != LatticeType:
                return new(
                    CeremonyFailureCode.PublicKeyTypeMismatch,
                    Section,
                    $"a key of type {keyType} can't be used with algorithm {algorithmId}");
            case SignatureAlgorithm.Ecdsa ecdsa:
                return Elliptic(parameters, ecdsa.Curve, out key);
            case SignatureAlgorithm.RsaSignature:
                return Rsa(parameters, out key);
            case SignatureAlgorithm.EdwardsSignature edwards:
                return Edwards(parameters, edwards.Curve, out key);
            case SignatureAlgorithm.LatticeSignature lattice:
                return Lattice(parameters, lattice.Parameters, out key);
            default:
                return new(
                    CeremonyFailureCode.AlgorithmNotSupported,
                    "5.8.5",
                    $"signatures of COSE algorithm {algorithmId} can't be verified here");
        }
    }

    /// <summary>RFC 9053 section 7.1.1: crv is -1, x is -2, y is -3; section 5.8.5 of WebAuthn rules out the compressed form.</summary>
    private static CeremonyFailure? Elliptic(in CoseParameters parameters, EllipticCurve curve, out VerificationKey? key)
    {
        key = null;
        if (parameters.Integer(-1) is not { } curveId)
            return Missing("crv");
        if (curveId != curve.CoseId)
            return OtherCurve(curveId, curve.CoseId, curve.Name);

        if (parameters.Bytes(-2) is not { } x)
            return Missing("x");
        if (parameters.Bytes(-3) is not { } y)
            return Missing("y (in full, not as a sign)");
        if (parameters.Count != 5)
            return Unexpected();
        if (x.Length != curve.FieldLength || y.Length != curve.FieldLength)
        {
            return new(
                CeremonyFailureCode.PublicKeyParameterInvalid,
                Section,
                $"coordinates of {x.Length} and {y.Length} bytes, where {curve} has {curve.FieldLength}");
        }

        if (!curve.Contains(x.Span, y.Span))
            return NotOnCurve(curve.Name);

        key = new VerificationKey.Elliptic(curve, x, y);
        return null;
    }

    /// <summary>RFC 8230 section 4: n is -1, e is -2.</summary>
    private static CeremonyFailure? Rsa(in CoseParameters parameters, out VerificationKey? key)
    {
        key = null;
        if (parameters.Bytes(-1) is not { } modulus)
            return Missing("n");
        if (parameters.Bytes(-2) is not { } exponent)
            return Missing("e");
        if (parameters.Count != 4)
            return Unexpected();
        if (!RsaRange.HasModulus(modulus.Span))
        {
            return new(
                CeremonyFailureCode.PublicKeyModulusOutOfRange,
                Section,
                "the RSA modulus is not an odd number of 2048 to 8192 bits without leading zeros");
        }

        if (!RsaRange.HasExponent(exponent.Span))
        {
            return new(
                CeremonyFailureCode.PublicKeyExponentOutOfRange,
                Section,
                "the RSA exponent is not an odd number between 2^16 and 2^32 without leading zeros");
        }

        key = new VerificationKey.Rsa(modulus, exponent);
        return null;
    }

    /// <summary>RFC 9053 section 7.2: crv is -1, x is -2.</summary>
    private static CeremonyFailure? Edwards(in CoseParameters parameters, EdwardsCurve curve, out VerificationKey? key)
    {
        key = null;
        if (parameters.Integer(-1) is not { } curveId)
            return Missing("crv");
        if (curveId != curve.CoseId)
            return OtherCurve(curveId, curve.CoseId, curve.Name);
        if (parameters.Bytes(-2) is not { } point)
            return Missing("x");
        if (parameters.Count != 4)
            return Unexpected();
        if (point.Length != curve.KeyLength)
            return WrongLength(point.Length, curve.Name, curve.KeyLength);
        if (!curve.Contains(point.Span))
            return NotOnCurve(curve.Name);

        key = new VerificationKey.Edwards(curve, point);
        return null;
    }

    /// <summary>RFC 9964 section 3 (COSE's key type AKP): pub is -1.</summary>
    private static CeremonyFailure? Lattice(in CoseParameters parameters, MLDsaAlgorithm algorithm, out VerificationKey? key)
    {
        key = null;
        if (parameters.Bytes(-1) is not { } bytes)
            return Missing("pub");
        if (parameters.Count != 3)
            return Unexpected();
        if (bytes.Length != algorithm.PublicKeySizeInBytes)
            return WrongLength(bytes.Length, algorithm.Name, algorithm.PublicKeySizeInBytes);

        key = new VerificationKey.Lattice(algorithm, bytes);
        return null;
    }

    private static CeremonyFailure OtherCurve(int curveId, int expected, string name) => new(
        CeremonyFailureCode.PublicKeyCurveMismatch, "5.8.5", $"the key is on COSE curve {curveId}, its algorithm uses {expected} ({name})");

    private static CeremonyFailure NotOnCurve(string curve) =>
        new(CeremonyFailureCode.PublicKeyPointNotOnCurve, "5.8.5", $"the key's point is not on {curve}");

    private static CeremonyFailure WrongLength(int length, string name, int expected) => new(
        CeremonyFailureCode.PublicKeyParameterInvalid, Section, $"a key of {length} bytes, where {name} has {expected}");

    private static CeremonyFailure Missing(string parameter) =>
        new(CeremonyFailureCode.PublicKeyParameterMissing, Section, $"the credential public key has no {parameter}");

    private static CeremonyFailure Unexpected() =>
        new(CeremonyFailureCode.PublicKeyParameterUnexpected, Section, "the credential public key has parameters beyond the required ones");
}
