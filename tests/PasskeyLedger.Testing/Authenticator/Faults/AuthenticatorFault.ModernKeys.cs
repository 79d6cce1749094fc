namespace PasskeyLedger.Testing.Authenticator.Faults;

/// <content>The credential public key where it is for EdDSA (RFC 9053 section 7.2) or for ML-DSA. No such key is made for it.</content>
public sealed partial class AuthenticatorFault
{
    /// <summary>The public key of the first test in RFC 8032 section 7.1.</summary>
    private static readonly CborMap Ed25519Key = new CborMap()
        .With(1, Cbor.Integer(1))
        .With(3, Cbor.Integer(CoseAlgorithm.EdDSA))
        .With(EdKeys.CurveLabel, Cbor.Integer(6))
        .With(EdKeys.XLabel, Cbor.Bytes(Convert.FromHexString("D75A980182B10AB7D54BFED3C964073A0EE172F3DAA62325AF021A68F707511A")));

    /// <summary>Any 1312 bytes are a public key of ML-DSA-44.</summary>
    private static readonly CborMap MLDsa44Key = new CborMap()
        .With(1, Cbor.Integer(7))
        .With(3, Cbor.Integer(CoseAlgorithm.MLDsa44))
        .With(MLDsaKeys.PublicKeyLabel, Cbor.Bytes(new byte[1312]));

    /// <summary>Breaks RFC 9053 section 7.2: crv is required.</summary>
    public static AuthenticatorFault EdKeyCurveMissing { get; } = new(FaultGroup.PublicKey, "the EdDSA key has no crv")
    {
        PublicKey = _ => Ed25519Key.Without(EdKeys.CurveLabel),
    };

    /// <summary>Breaks section 5.8.5: a key for EdDSA is on Ed25519.</summary>
    public static AuthenticatorFault EdKeyCurveOfAnotherAlgorithm { get; } = new(FaultGroup.PublicKey, "the EdDSA key is on Ed448")
    {
        PublicKey = _ => Ed25519Key.With(EdKeys.CurveLabel, Cbor.Integer(7)).With(EdKeys.XLabel, Cbor.Bytes(new byte[57])),
    };

    /// <summary>Breaks section 5.8.5: a key for EdDSA is on Ed25519.</summary>
    public static AuthenticatorFault EdKeyCurveForAgreement { get; } = new(
        FaultGroup.PublicKey,
        "the EdDSA key is on X25519, which signs nothing")
    {
        PublicKey = _ => Ed25519Key.With(EdKeys.CurveLabel, Cbor.Integer(4)),
    };

    /// <summary>Breaks section 5.8.5: a key for EdDSA has type OKP.</summary>
    public static AuthenticatorFault EdKeyTypeOfAnotherAlgorithm { get; } = new(FaultGroup.PublicKey, "the EdDSA key has type EC2")
    {
        PublicKey = _ => Ed25519Key.With(1, Cbor.Integer(2)),
    };

    /// <summary>Breaks section 5.8.5: a key for ES256 has type EC2.</summary>
    public static AuthenticatorFault EdKeyAlgorithmOfAnotherType { get; } = new(
        FaultGroup.PublicKey,
        "the key is on Ed25519 and its algorithm is ES256")
    {
        PublicKey = _ => Ed25519Key.With(3, Cbor.Integer(CoseAlgorithm.ES256)),
    };

    /// <summary>Breaks RFC 9053 section 7.2: x is required.</summary>
    public static AuthenticatorFault EdKeyXMissing { get; } = new(FaultGroup.PublicKey, "the EdDSA key has no x")
    {
        PublicKey = _ => Ed25519Key.Without(EdKeys.XLabel),
    };

    /// <summary>Breaks RFC 9053 section 7.2: x is a byte string.</summary>
    public static AuthenticatorFault EdKeyXIsText { get; } = new(FaultGroup.PublicKey, "the EdDSA key's x is a text string")
    {
        PublicKey = _ => Ed25519Key.With(EdKeys.XLabel, Cbor.Text(new string('x', 32))),
    };

    /// <summary>Breaks RFC 8032 section 5.1.5: a key on Ed25519 has 32 bytes.</summary>
    public static AuthenticatorFault EdKeyXTooShort { get; } = new(FaultGroup.PublicKey, "the EdDSA key's x has 31 bytes")
    {
        PublicKey = _ => Ed25519Key.With(EdKeys.XLabel, Cbor.Bytes(Number(Ed25519Key, EdKeys.XLabel)[1..])),
    };

    /// <summary>Breaks RFC 8032 section 5.1.5: a key on Ed25519 has 32 bytes.</summary>
    public static AuthenticatorFault EdKeyXTooLong { get; } = new(FaultGroup.PublicKey, "the EdDSA key's x has 33 bytes")
    {
        PublicKey = _ => Ed25519Key.With(EdKeys.XLabel, Cbor.Bytes([.. Number(Ed25519Key, EdKeys.XLabel), 0])),
    };

    /// <summary>Breaks RFC 8032 section 5.1.3: the bytes decode to a point.</summary>
    public static AuthenticatorFault EdKeyNotOnTheCurve { get; } = new(
        FaultGroup.PublicKey,
        "the EdDSA key is y = 2, for which the curve has no x")
    {
        OnlyWhere = "the verifier decodes points of Edwards curves",
        PublicKey = _ => Ed25519Key.With(EdKeys.XLabel, Cbor.Bytes([2, .. new byte[31]])),
    };

    /// <summary>Breaks draft-ietf-cose-dilithium: pub is required.</summary>
    public static AuthenticatorFault MLDsaKeyMissing { get; } = new(FaultGroup.PublicKey, "the ML-DSA key has no pub")
    {
        PublicKey = _ => MLDsa44Key.Without(MLDsaKeys.PublicKeyLabel),
    };

    /// <summary>Breaks FIPS 204 section 4: a public key of ML-DSA-44 has 1312 bytes.</summary>
    public static AuthenticatorFault MLDsaKeyTooShort { get; } = new(FaultGroup.PublicKey, "the ML-DSA key has 1311 bytes")
    {
        PublicKey = _ => MLDsa44Key.With(MLDsaKeys.PublicKeyLabel, Cbor.Bytes(new byte[1311])),
    };

    /// <summary>Breaks FIPS 204 section 4: a public key of ML-DSA-44 has 1312 bytes.</summary>
    public static AuthenticatorFault MLDsaKeyOfAnotherParameterSet { get; } = new(
        FaultGroup.PublicKey,
        "the ML-DSA key has the 1952 bytes of ML-DSA-65")
    {
        PublicKey = _ => MLDsa44Key.With(MLDsaKeys.PublicKeyLabel, Cbor.Bytes(new byte[1952])),
    };

    /// <summary>Breaks draft-ietf-cose-dilithium: a key for ML-DSA has type AKP.</summary>
    public static AuthenticatorFault MLDsaKeyTypeOfAnotherAlgorithm { get; } = new(FaultGroup.PublicKey, "the ML-DSA key has type OKP")
    {
        PublicKey = _ => MLDsa44Key.With(1, Cbor.Integer(1)),
    };
}
