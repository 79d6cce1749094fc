using System.Security.Cryptography;
using PasskeyLedger.Testing.Authenticator.Attestation.Tpm;

namespace PasskeyLedger.Testing.Authenticator.Faults;

/// <content>Format tpm: certInfo, which is TPMS_ATTEST of TPM 2.0 Library Part 2 section 10.12.12.</content>
public sealed partial class AuthenticatorFault
{
    /// <summary>Breaks section 8.3: certInfo is required.</summary>
    public static AuthenticatorFault TpmCertifyInfoMissing { get; } = new(FaultGroup.Tpm, "certInfo is missing")
    {
        Configuration = ToTpm,
        Statement = it => it.Without("certInfo"),
    };

    /// <summary>Breaks section 8.3: certInfo is a byte string.</summary>
    public static AuthenticatorFault TpmCertifyInfoIsText { get; } = new(FaultGroup.Tpm, "certInfo is a text string")
    {
        Configuration = ToTpm,
        Statement = it => it.With("certInfo", Cbor.Text("certInfo")),
    };

    /// <summary>Breaks section 8.3: certInfo is TPMS_ATTEST.</summary>
    public static AuthenticatorFault TpmCertifyInfoEmpty { get; } = new(FaultGroup.Tpm, "certInfo is empty, and signed")
    {
        Configuration = it => ToTpm(it, format => format with { CertifyInfoBytes = _ => [] }),
    };

    /// <summary>Breaks section 8.3: certInfo is TPMS_ATTEST, to its end.</summary>
    public static AuthenticatorFault TpmCertifyInfoTruncated { get; } = new(FaultGroup.Tpm, "certInfo lacks its last byte, and is signed")
    {
        Configuration = it => ToTpm(it, format => format with { CertifyInfoBytes = bytes => bytes[..^1] }),
    };

    /// <summary>Breaks section 8.3: certInfo is TPMS_ATTEST and nothing more.</summary>
    public static AuthenticatorFault TpmCertifyInfoTrailing { get; } = new(FaultGroup.Tpm, "a byte follows certInfo, and is signed")
    {
        Configuration = it => WithCertifyInfo(it, info => info with { Trailing = [0x00] }),
    };

    /// <summary>Breaks TPM 2.0 Library Part 2 section 10.4: a TPM2B has the length that it declares.</summary>
    public static AuthenticatorFault TpmCertifyInfoLengthLies { get; } = new(FaultGroup.Tpm, "the qualified signer declares 65535 bytes")
    {
        Configuration = it => ToTpm(it, format => format with { CertifyInfoBytes = bytes => [.. bytes[..6], 0xFF, 0xFF, .. bytes[8..]] }),
    };

    /// <summary>Breaks section 8.3: magic is TPM_GENERATED_VALUE. With another the TPM signed what it was given.</summary>
    public static AuthenticatorFault TpmMagicWrong { get; } = new(FaultGroup.Tpm, "magic is one more than it should be")
    {
        Configuration = it => WithCertifyInfo(it, info => info with { Magic = 0xFF544348 }),
    };

    /// <summary>Breaks section 8.3: type is TPM_ST_ATTEST_CERTIFY.</summary>
    public static AuthenticatorFault TpmTypeIsQuote { get; } = new(FaultGroup.Tpm, "type is TPM_ST_ATTEST_QUOTE")
    {
        Configuration = it => WithCertifyInfo(it, info => info with { Type = TpmStructureTag.AttestQuote }),
    };

    /// <summary>Breaks section 8.3: type is TPM_ST_ATTEST_CERTIFY.</summary>
    public static AuthenticatorFault TpmTypeIsCreation { get; } = new(FaultGroup.Tpm, "type is TPM_ST_ATTEST_CREATION")
    {
        Configuration = it => WithCertifyInfo(it, info => info with { Type = TpmStructureTag.AttestCreation }),
    };

    /// <summary>Breaks section 8.3: extraData is the digest of attToBeSigned.</summary>
    public static AuthenticatorFault TpmExtraDataEmpty { get; } = new(FaultGroup.Tpm, "extraData is empty")
    {
        Configuration = it => WithCertifyInfo(it, info => info with { ExtraData = [] }),
    };

    /// <summary>Breaks section 8.3: extraData is the digest of attToBeSigned.</summary>
    public static AuthenticatorFault TpmExtraDataWrong { get; } = new(FaultGroup.Tpm, "extraData has a bit flipped")
    {
        Configuration = it => WithCertifyInfo(it, info => info with { ExtraData = WithBitFlipped(info.ExtraData, at: 0) }),
    };

    /// <summary>Breaks section 8.3: extraData is the digest of attToBeSigned, all of it.</summary>
    public static AuthenticatorFault TpmExtraDataTruncated { get; } = new(FaultGroup.Tpm, "extraData lacks its last byte")
    {
        Configuration = it => WithCertifyInfo(it, info => info with { ExtraData = info.ExtraData[..^1] }),
    };

    /// <summary>Breaks section 8.3: attToBeSigned is authenticatorData and clientDataHash.</summary>
    public static AuthenticatorFault TpmExtraDataOverAuthenticatorDataAlone { get; } = new(
        FaultGroup.Tpm,
        "extraData is not over the client data")
    {
        Configuration = it => ToTpm(it, format => format with { ExtraDataToHash = bytes => bytes[..^32] }),
    };

    /// <summary>Breaks section 8.3: attToBeSigned is authenticatorData and clientDataHash.</summary>
    public static AuthenticatorFault TpmExtraDataOverClientDataAlone { get; } = new(
        FaultGroup.Tpm,
        "extraData is not over the authenticator data")
    {
        Configuration = it => ToTpm(it, format => format with { ExtraDataToHash = bytes => bytes[^32..] }),
    };

    /// <summary>Breaks section 8.3: extraData is by alg's own digest.</summary>
    public static AuthenticatorFault TpmExtraDataByAnotherDigest { get; } = new(FaultGroup.Tpm, "extraData is by SHA-1 and alg is ES256")
    {
        Configuration = it => ToTpm(it, format => format with { ExtraDataHash = HashAlgorithmName.SHA1 }),
    };

    /// <summary>Breaks section 8.3: the attested name is that of pubArea.</summary>
    public static AuthenticatorFault TpmNameWrong { get; } = new(FaultGroup.Tpm, "the attested name has a bit flipped")
    {
        Configuration = it => WithCertifyInfo(it, info => info with { Name = WithBitFlipped(info.Name, info.Name.Length - 1) }),
    };

    /// <summary>Breaks section 8.3: the attested name is that of pubArea.</summary>
    public static AuthenticatorFault TpmNameEmpty { get; } = new(FaultGroup.Tpm, "the attested name is empty")
    {
        Configuration = it => WithCertifyInfo(it, info => info with { Name = [] }),
    };

    /// <summary>Breaks section 8.3: the attested name is that of pubArea.</summary>
    public static AuthenticatorFault TpmNameWithoutItsDigest { get; } = new(
        FaultGroup.Tpm,
        "the attested name is an algorithm and no digest")
    {
        Configuration = it => WithCertifyInfo(it, info => info with { Name = info.Name[..2] }),
    };

    /// <summary>Breaks section 8.3: the name is by pubArea's nameAlg.</summary>
    public static AuthenticatorFault TpmNameByAnotherDigest { get; } = new(
        FaultGroup.Tpm,
        "the attested name says SHA-384 before pubArea's SHA-256")
    {
        Configuration = it => WithCertifyInfo(it, info => info with { Name = [0x00, (byte)TpmAlgorithm.Sha384, .. info.Name[2..]] }),
    };

    private static SoftwareAuthenticator WithCertifyInfo(SoftwareAuthenticator it, Func<TpmCertifyInfo, TpmCertifyInfo> change) =>
        ToTpm(it, format => format with { CertifyInfo = change });
}
