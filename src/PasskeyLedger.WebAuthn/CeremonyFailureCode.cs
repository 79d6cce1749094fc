namespace PasskeyLedger.WebAuthn;

/// <summary>Every way in which a registration can be refused. Names are stored with events: one is never renamed or used again.</summary>
public enum CeremonyFailureCode
{
    // The credential as JSON (section 5.1, RegistrationResponseJSON)
    CredentialNotAnObject,
    CredentialMemberMissing,
    CredentialMemberWrongType,
    CredentialMemberDuplicated,
    CredentialMemberNotBase64Url,
    CredentialTypeWrong,
    CredentialIdMismatch,

    // Client data (sections 5.8.1 and 7.1 steps 5 to 11)
    ClientDataNotJson,
    ClientDataMemberMissing,
    ClientDataMemberWrongType,
    ClientDataMemberDuplicated,
    ClientDataTypeWrong,
    ClientDataChallengeNotBase64Url,
    ClientDataTokenBindingInvalid,
    ChallengeMismatch,
    OriginNotAllowed,
    CrossOriginNotAllowed,
    TopOriginNotAllowed,

    // Attestation object (section 6.5.4)
    AttestationObjectNotCbor,
    AttestationObjectTrailingBytes,
    AttestationObjectMemberMissing,
    AttestationObjectMemberWrongType,
    AttestationFormatIdentifierInvalid,

    // Authenticator data (sections 6.1 and 6.5.1)
    AuthenticatorDataTooShort,
    AuthenticatorDataTrailingBytes,
    AttestedCredentialDataMissing,
    CredentialIdLengthInvalid,
    CredentialPublicKeyNotCbor,
    AuthenticatorExtensionsInvalid,
    RelyingPartyIdHashMismatch,
    UserNotPresent,
    UserNotVerified,
    BackupStateInconsistent,

    // Credential public key (sections 5.8.5 and 6.5.1)
    AlgorithmNotOffered,
    AlgorithmNotSupported,
    PublicKeyParameterMissing,
    PublicKeyParameterInvalid,
    PublicKeyParameterUnexpected,
    PublicKeyTypeMismatch,
    PublicKeyCurveMismatch,
    PublicKeyPointNotOnCurve,
    PublicKeyModulusOutOfRange,
    PublicKeyExponentOutOfRange,

    // Attestation statement (section 8)
    AttestationFormatNotSupported,
    AttestationFormatNotAccepted,
    AttestationStatementMalformed,
    AttestationStatementMemberMissing,
    AttestationStatementMemberWrongType,
    AttestationStatementMemberUnexpected,
    AttestationAlgorithmNotSupported,
    AttestationAlgorithmMismatch,
    AttestationSignatureInvalid,
    CertificateMalformed,
    CertificateKeyNotSupported,
    CertificateVersionWrong,
    CertificateSubjectWrong,
    CertificateIsAuthority,
    CertificateAaguidExtensionInvalid,
    CertificateAaguidMismatch,

    // Trust (section 7.1 steps 23 and 24)
    CertificateExpired,
    CertificateNotYetValid,
    TrustPathNotAnchored,
    AttestationNotTrusted,
    AaguidDenied,
    AaguidNotAllowed,
}
