$version: "2.0"

// The two registration operations and their two companions, as an Amazon Cognito client speaks them.
// The namespace and the service shape's name are part of the wire: X-Amz-Target is
// `AWSCognitoIdentityProviderService.<Operation>`.
namespace com.amazonaws.cognitoidentityprovider

use aws.protocols#awsJson1_1

/// Registers passkeys for users who hold an access token of one of the configured user pools,
/// and keeps every step of each registration as an event.
@awsJson1_1
@title("PasskeyLedger registration")
service AWSCognitoIdentityProviderService {
    version: "2016-04-18"
    operations: [
        StartWebAuthnRegistration
        CompleteWebAuthnRegistration
        ListWebAuthnCredentials
        DeleteWebAuthnCredential
    ]
}

/// Gives the options for `navigator.credentials.create()`, with a challenge that lives for the
/// pool's challenge lifetime (5 minutes unless configured otherwise).
@optionalAuth
operation StartWebAuthnRegistration {
    input: StartWebAuthnRegistrationRequest
    output: StartWebAuthnRegistrationResponse
    errors: [
        ForbiddenException
        InternalErrorException
        InvalidParameterException
        LimitExceededException
        NotAuthorizedException
        TooManyRequestsException
        WebAuthnConfigurationMissingException
        WebAuthnNotEnabledException
    ]
}

/// Verifies the authenticator's answer to a challenge and registers its credential.
/// A repeated call with the same answer succeeds again and changes nothing.
@optionalAuth
@idempotent
operation CompleteWebAuthnRegistration {
    input: CompleteWebAuthnRegistrationRequest
    output: CompleteWebAuthnRegistrationResponse
    errors: [
        ForbiddenException
        InternalErrorException
        InvalidParameterException
        LimitExceededException
        NotAuthorizedException
        TooManyRequestsException
        WebAuthnChallengeNotFoundException
        WebAuthnClientMismatchException
        WebAuthnCredentialNotSupportedException
        WebAuthnNotEnabledException
        WebAuthnOriginNotAllowedException
        WebAuthnRelyingPartyMismatchException
    ]
}

/// Lists the user's passkeys, oldest first.
@optionalAuth
@readonly
@paginated(inputToken: "NextToken", outputToken: "NextToken", pageSize: "MaxResults", items: "Credentials")
operation ListWebAuthnCredentials {
    input: ListWebAuthnCredentialsRequest
    output: ListWebAuthnCredentialsResponse
    errors: [
        ForbiddenException
        InternalErrorException
        InvalidParameterException
        NotAuthorizedException
        TooManyRequestsException
    ]
}

/// Deletes one of the user's passkeys. Its registration stays in the ledger.
@optionalAuth
@idempotent
operation DeleteWebAuthnCredential {
    input: DeleteWebAuthnCredentialRequest
    output: DeleteWebAuthnCredentialResponse
    errors: [
        ForbiddenException
        InternalErrorException
        InvalidParameterException
        NotAuthorizedException
        ResourceNotFoundException
        TooManyRequestsException
    ]
}

@input
structure StartWebAuthnRegistrationRequest {
    /// An access token of the user, issued by the user pool's issuer.
    @required
    AccessToken: TokenModelType
}

@output
structure StartWebAuthnRegistrationResponse {
    /// `PublicKeyCredentialCreationOptionsJSON` of WebAuthn Level 3, section 5.1.8.
    @required
    CredentialCreationOptions: Document
}

@input
structure CompleteWebAuthnRegistrationRequest {
    /// An access token of the user who started the registration.
    @required
    AccessToken: TokenModelType

    /// `RegistrationResponseJSON` of WebAuthn Level 3, section 5.1.8: an object, or a string that holds one.
    @required
    Credential: Document
}

@output
structure CompleteWebAuthnRegistrationResponse {}

@input
structure ListWebAuthnCredentialsRequest {
    /// An access token of the user.
    @required
    AccessToken: TokenModelType

    /// Where the previous page ended, as its response said.
    NextToken: PaginationKeyType

    /// How many passkeys a page holds at the most; absent or 0: 20.
    MaxResults: WebAuthnCredentialsQueryLimitType
}

@output
structure ListWebAuthnCredentialsResponse {
    /// The passkeys of this page.
    @required
    Credentials: WebAuthnCredentialDescriptionListType

    /// Given where more passkeys follow.
    NextToken: PaginationKeyType
}

@input
structure DeleteWebAuthnCredentialRequest {
    /// An access token of the user.
    @required
    AccessToken: TokenModelType

    /// The credential id, base64url without padding.
    @required
    CredentialId: StringType
}

@output
structure DeleteWebAuthnCredentialResponse {}

/// One registered passkey.
structure WebAuthnCredentialDescription {
    /// The credential id, base64url without padding.
    @required
    CredentialId: StringType

    /// A name that a person recognizes the passkey by.
    @required
    FriendlyCredentialName: StringType

    /// The relying party id that the passkey is bound to.
    @required
    RelyingPartyId: StringType

    /// `platform` or `cross-platform`, where the browser said so.
    AuthenticatorAttachment: WebAuthnAuthenticatorAttachmentType

    /// How the authenticator can be reached (`internal`, `usb`, `nfc`, `ble`, `hybrid`, …).
    @required
    AuthenticatorTransports: WebAuthnAuthenticatorTransportsList

    /// When the registration was completed.
    @required
    CreatedAt: DateType
}

list WebAuthnCredentialDescriptionListType {
    member: WebAuthnCredentialDescription
}

list WebAuthnAuthenticatorTransportsList {
    member: WebAuthnAuthenticatorTransportType
}

@sensitive
@pattern("^[A-Za-z0-9-_=.]+$")
string TokenModelType

@length(min: 1, max: 131072)
@pattern("^[\\S]+$")
string PaginationKeyType

@range(min: 0, max: 20)
integer WebAuthnCredentialsQueryLimitType

@length(min: 0, max: 131072)
string StringType

string WebAuthnAuthenticatorAttachmentType

string WebAuthnAuthenticatorTransportType

timestamp DateType

string MessageType

/// Which rule a parameter broke: the reason code that the ledger records for the refusal.
string InvalidParameterExceptionReasonCodeType

/// A network rule of the service or of the user pool denies the caller.
@error("client")
@httpError(400)
structure ForbiddenException {
    message: MessageType
}

/// The service failed. The log has the details under the request id.
@error("server")
@httpError(500)
structure InternalErrorException {
    message: MessageType
}

/// The request or the credential in it does not have the form it must have,
/// or the credential id is registered already.
@error("client")
@httpError(400)
structure InvalidParameterException {
    message: MessageType
    reasonCode: InvalidParameterExceptionReasonCodeType
}

/// The user has as many passkeys as the pool allows.
@error("client")
@httpError(400)
structure LimitExceededException {
    message: MessageType
}

/// The access token is not one that the pool accepts.
@error("client")
@httpError(400)
structure NotAuthorizedException {
    message: MessageType
}

/// The user has no passkey with this credential id.
@error("client")
@httpError(400)
structure ResourceNotFoundException {
    message: MessageType
}

/// Too many calls from this address or for this user.
@error("client")
@httpError(400)
@retryable(throttling: true)
structure TooManyRequestsException {
    message: MessageType
}

/// The challenge was never given to this user, has expired, or was used.
@error("client")
@httpError(400)
structure WebAuthnChallengeNotFoundException {
    message: MessageType
}

/// Another client started this registration.
@error("client")
@httpError(400)
structure WebAuthnClientMismatchException {
    message: MessageType
}

/// The user pool has neither a relying party id nor a domain.
@error("client")
@httpError(400)
structure WebAuthnConfigurationMissingException {
    message: MessageType
}

/// The pool does not accept this authenticator, algorithm or attestation.
@error("client")
@httpError(400)
structure WebAuthnCredentialNotSupportedException {
    message: MessageType
}

/// Passkeys are off for this user pool.
@error("client")
@httpError(400)
structure WebAuthnNotEnabledException {
    message: MessageType
}

/// The credential was made at an origin that the pool does not allow.
@error("client")
@httpError(400)
structure WebAuthnOriginNotAllowedException {
    message: MessageType
}

/// The credential was made for another relying party.
@error("client")
@httpError(400)
structure WebAuthnRelyingPartyMismatchException {
    message: MessageType
}
