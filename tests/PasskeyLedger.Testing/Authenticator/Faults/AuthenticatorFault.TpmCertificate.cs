using PasskeyLedger.Testing.Authenticator.Attestation.Tpm;

namespace PasskeyLedger.Testing.Authenticator.Faults;

/// <content>Format tpm: the requirements of section 8.3.1 for the attestation identity key's certificate.</content>
public sealed partial class AuthenticatorFault
{
    /// <summary>Breaks section 8.3.1: the version is 3.</summary>
    public static AuthenticatorFault TpmCertificateVersion1 { get; } = new(FaultGroup.Tpm, "the certificate has version 1")
    {
        Configuration = it => WithTpmCertificate(it, aik => aik with { Version = 1 }),
    };

    /// <summary>Breaks section 8.3.1: the version is 3.</summary>
    public static AuthenticatorFault TpmCertificateVersion2 { get; } = new(FaultGroup.Tpm, "the certificate has version 2")
    {
        Configuration = it => WithTpmCertificate(it, aik => aik with { Version = 2 }),
    };

    /// <summary>Breaks section 8.3.1: the subject is empty.</summary>
    public static AuthenticatorFault TpmCertificateSubjectNotEmpty { get; } = new(FaultGroup.Tpm, "the certificate has a Subject-CN")
    {
        Configuration = it => WithTpmCertificate(it, aik => aik with { CommonName = "Attestation Identity Key" }),
    };

    /// <summary>Breaks section 8.3.1: the subject alternative name is there.</summary>
    public static AuthenticatorFault TpmCertificateWithoutAlternativeName { get; } = new(
        FaultGroup.Tpm,
        "the certificate has no subject alternative name")
    {
        Configuration = it => WithTpmCertificate(it, aik => aik with { HasAlternativeName = false }),
    };

    /// <summary>Breaks RFC 5280 section 4.2.1.6: beside an empty subject the alternative name is critical.</summary>
    public static AuthenticatorFault TpmCertificateAlternativeNameNotCritical { get; } = new(
        FaultGroup.Tpm,
        "the subject alternative name is not critical")
    {
        OnlyWhere = "the verifier demands it critical beside an empty subject",
        Configuration = it => WithTpmCertificate(it, aik => aik with { IsAlternativeNameCritical = false }),
    };

    /// <summary>Breaks section 8.3.1 by the TCG EK Profile section 3.2.9: the manufacturer is there.</summary>
    public static AuthenticatorFault TpmCertificateWithoutManufacturer { get; } = new(
        FaultGroup.Tpm,
        "the alternative name has no manufacturer")
    {
        Configuration = it => WithTpmCertificate(it, aik => aik with { Manufacturer = null }),
    };

    /// <summary>Breaks section 8.3.1 by the TCG EK Profile section 3.2.9: the model is there.</summary>
    public static AuthenticatorFault TpmCertificateWithoutModel { get; } = new(FaultGroup.Tpm, "the alternative name has no model")
    {
        Configuration = it => WithTpmCertificate(it, aik => aik with { Model = null }),
    };

    /// <summary>Breaks section 8.3.1 by the TCG EK Profile section 3.2.9: the version is there.</summary>
    public static AuthenticatorFault TpmCertificateWithoutFirmwareVersion { get; } = new(
        FaultGroup.Tpm,
        "the alternative name has no version")
    {
        Configuration = it => WithTpmCertificate(it, aik => aik with { FirmwareVersion = null }),
    };

    /// <summary>Breaks section 8.3.1 by the TCG Vendor ID Registry: the manufacturer is a registered one.</summary>
    public static AuthenticatorFault TpmCertificateManufacturerUnknown { get; } = new(
        FaultGroup.Tpm,
        "the manufacturer is one that nobody registered")
    {
        OnlyWhere = "manufacturers are held to the registry",
        Configuration = it => WithTpmCertificate(it, aik => aik with { Manufacturer = "id:12345678" }),
    };

    /// <summary>Breaks section 8.3.1 by the TCG EK Profile section 3.1.2: the manufacturer is id: and eight hex digits.</summary>
    public static AuthenticatorFault TpmCertificateManufacturerIllFormed { get; } = new(FaultGroup.Tpm, "the manufacturer is a name")
    {
        OnlyWhere = "manufacturers are held to the registry",
        Configuration = it => WithTpmCertificate(it, aik => aik with { Manufacturer = "INTC" }),
    };

    /// <summary>Breaks section 8.3.1: the extended key usage is there.</summary>
    public static AuthenticatorFault TpmCertificateWithoutKeyPurpose { get; } = new(
        FaultGroup.Tpm,
        "the certificate has no extended key usage")
    {
        Configuration = it => WithTpmCertificate(it, aik => aik with { KeyPurpose = null }),
    };

    /// <summary>Breaks section 8.3.1: the extended key usage has tcg-kp-AIKCertificate.</summary>
    public static AuthenticatorFault TpmCertificateOfAnotherKeyPurpose { get; } = new(
        FaultGroup.Tpm,
        "the extended key usage is a web server's")
    {
        Configuration = it => WithTpmCertificate(it, aik => aik with { KeyPurpose = "1.3.6.1.5.5.7.3.1" }),
    };

    /// <summary>Breaks section 8.3.1: in the basic constraints CA is false.</summary>
    public static AuthenticatorFault TpmCertificateOfAnAuthority { get; } = new(
        FaultGroup.Tpm,
        "the certificate is a certificate authority's")
    {
        Configuration = it => WithTpmCertificate(it, aik => aik with { IsCertificateAuthority = true }),
    };

    /// <summary>Breaks section 8.3.1: basic constraints are there.</summary>
    public static AuthenticatorFault TpmCertificateWithoutBasicConstraints { get; } = new(
        FaultGroup.Tpm,
        "the certificate has no basic constraints")
    {
        Configuration = it => WithTpmCertificate(it, aik => aik with { HasBasicConstraints = false }),
    };

    /// <summary>Breaks section 8.3: the AAGUID extension is the authenticator data's AAGUID.</summary>
    public static AuthenticatorFault TpmCertificateOfAnotherModel { get; } = new(FaultGroup.Tpm, "the AAGUID extension is another model's")
    {
        Configuration = it => WithTpmCertificate(it, aik => aik with { Aaguid = OtherAaguid }),
    };

    private static SoftwareAuthenticator WithTpmCertificate(
        SoftwareAuthenticator it,
        Func<TpmCertificateTemplate, TpmCertificateTemplate> change) =>
        ToTpm(it, format => format with { Certificate = change(format.Certificate) });
}
