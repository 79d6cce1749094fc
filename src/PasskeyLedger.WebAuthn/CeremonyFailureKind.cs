namespace PasskeyLedger.WebAuthn;

/// <summary>Groups of failures that a service answers alike.</summary>
public enum CeremonyFailureKind
{
    /// <summary>What was sent is not a registration response.</summary>
    Malformed,
    Challenge,
    Origin,
    CrossOrigin,
    RelyingParty,
    UserPresence,
    UserVerification,
    BackupState,
    Algorithm,
    PublicKey,
    Format,
    Attestation,
    Trust,
    Aaguid,
}

/// <summary>The group of each failure.</summary>
public static class CeremonyFailureKinds
{
    /// <summary>The kind of <paramref name="code"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="code"/> is none of the enumeration.</exception>
    public static CeremonyFailureKind Of(CeremonyFailureCode code) => code switch
    {
        CeremonyFailureCode.CredentialNotAnObject
            or CeremonyFailureCode.CredentialMemberMissing
            or CeremonyFailureCode.CredentialMemberWrongType
            or CeremonyFailureCode.CredentialMemberDuplicated
            or CeremonyFailureCode.CredentialMemberNotBase64Url
            or CeremonyFailureCode.CredentialTypeWrong
            or CeremonyFailureCode.CredentialIdMismatch
            or CeremonyFailureCode.ClientDataNotJson
            or CeremonyFailureCode.ClientDataMemberMissing
            or CeremonyFailureCode.ClientDataMemberWrongType
            or CeremonyFailureCode.ClientDataMemberDuplicated
            or CeremonyFailureCode.ClientDataTypeWrong
            or CeremonyFailureCode.ClientDataChallengeNotBase64Url
            or CeremonyFailureCode.ClientDataTokenBindingInvalid
            or CeremonyFailureCode.AttestationObjectNotCbor
            or CeremonyFailureCode.AttestationObjectTrailingBytes
            or CeremonyFailureCode.AttestationObjectMemberMissing
            or CeremonyFailureCode.AttestationObjectMemberWrongType
            or CeremonyFailureCode.AttestationFormatIdentifierInvalid
            or CeremonyFailureCode.AuthenticatorDataTooShort
            or CeremonyFailureCode.AuthenticatorDataTrailingBytes
            or CeremonyFailureCode.AttestedCredentialDataMissing
            or CeremonyFailureCode.CredentialIdLengthInvalid
            or CeremonyFailureCode.CredentialPublicKeyNotCbor
            or CeremonyFailureCode.AuthenticatorExtensionsInvalid => CeremonyFailureKind.Malformed,

        CeremonyFailureCode.ChallengeMismatch => CeremonyFailureKind.Challenge,
        CeremonyFailureCode.OriginNotAllowed => CeremonyFailureKind.Origin,
        CeremonyFailureCode.CrossOriginNotAllowed or CeremonyFailureCode.TopOriginNotAllowed => CeremonyFailureKind.CrossOrigin,
        CeremonyFailureCode.RelyingPartyIdHashMismatch => CeremonyFailureKind.RelyingParty,
        CeremonyFailureCode.UserNotPresent => CeremonyFailureKind.UserPresence,
        CeremonyFailureCode.UserNotVerified => CeremonyFailureKind.UserVerification,
        CeremonyFailureCode.BackupStateInconsistent => CeremonyFailureKind.BackupState,

        CeremonyFailureCode.AlgorithmNotOffered or CeremonyFailureCode.AlgorithmNotSupported => CeremonyFailureKind.Algorithm,
        CeremonyFailureCode.PublicKeyParameterMissing
            or CeremonyFailureCode.PublicKeyParameterInvalid
            or CeremonyFailureCode.PublicKeyParameterUnexpected
            or CeremonyFailureCode.PublicKeyTypeMismatch
            or CeremonyFailureCode.PublicKeyCurveMismatch
            or CeremonyFailureCode.PublicKeyPointNotOnCurve
            or CeremonyFailureCode.PublicKeyModulusOutOfRange
            or CeremonyFailureCode.PublicKeyExponentOutOfRange => CeremonyFailureKind.PublicKey,

        CeremonyFailureCode.AttestationFormatNotSupported
            or CeremonyFailureCode.AttestationFormatNotAccepted => CeremonyFailureKind.Format,

        CeremonyFailureCode.AttestationStatementMalformed
            or CeremonyFailureCode.AttestationStatementMemberMissing
            or CeremonyFailureCode.AttestationStatementMemberWrongType
            or CeremonyFailureCode.AttestationStatementMemberUnexpected
            or CeremonyFailureCode.AttestationAlgorithmNotSupported
            or CeremonyFailureCode.AttestationAlgorithmMismatch
            or CeremonyFailureCode.AttestationSignatureInvalid
            or CeremonyFailureCode.CertificateMalformed
            or CeremonyFailureCode.CertificateKeyNotSupported
            or CeremonyFailureCode.CertificateVersionWrong
            or CeremonyFailureCode.CertificateSubjectWrong
            or CeremonyFailureCode.CertificateIsAuthority
            or CeremonyFailureCode.CertificateAaguidExtensionInvalid
            or CeremonyFailureCode.CertificateAaguidMismatch
            or CeremonyFailureCode.CertificateAlternativeNameWrong
            or CeremonyFailureCode.CertificateKeyUsageWrong
            or CeremonyFailureCode.CertificateHostWrong
            or CeremonyFailureCode.CertificateCountWrong
            or CeremonyFailureCode.AttestationVersionNotSupported
            or CeremonyFailureCode.AttestedKeyMismatch
            or CeremonyFailureCode.AttestationChallengeMismatch
            or CeremonyFailureCode.AttestationNonceMissing
            or CeremonyFailureCode.AttestationNonceMismatch
            or CeremonyFailureCode.TpmPublicAreaMalformed
            or CeremonyFailureCode.TpmCertInfoMalformed
            or CeremonyFailureCode.TpmMagicWrong
            or CeremonyFailureCode.TpmTypeWrong
            or CeremonyFailureCode.TpmExtraDataMismatch
            or CeremonyFailureCode.TpmNameMismatch
            or CeremonyFailureCode.KeyDescriptionMissing
            or CeremonyFailureCode.KeyDescriptionMalformed
            or CeremonyFailureCode.KeyForAllApplications
            or CeremonyFailureCode.KeyOriginWrong
            or CeremonyFailureCode.KeyPurposeWrong
            or CeremonyFailureCode.SafetyNetResponseMalformed
            or CeremonyFailureCode.SafetyNetIntegrityFailed
            or CeremonyFailureCode.SafetyNetTimestampOutOfRange
            or CeremonyFailureCode.U2fAaguidNotZero => CeremonyFailureKind.Attestation,

        CeremonyFailureCode.CertificateExpired
            or CeremonyFailureCode.CertificateNotYetValid
            or CeremonyFailureCode.CertificateRevoked
            or CeremonyFailureCode.TrustPathNotAnchored
            or CeremonyFailureCode.TrustPathHoldsRoot
            or CeremonyFailureCode.AttestationNotTrusted
            or CeremonyFailureCode.AuthenticatorNotInMetadata
            or CeremonyFailureCode.AuthenticatorAlgorithmMismatch
            or CeremonyFailureCode.AuthenticatorStatusRefused => CeremonyFailureKind.Trust,

        CeremonyFailureCode.AaguidDenied or CeremonyFailureCode.AaguidNotAllowed => CeremonyFailureKind.Aaguid,

        _ => throw new ArgumentOutOfRangeException(nameof(code), code, "not a failure of the ceremony"),
    };
}
