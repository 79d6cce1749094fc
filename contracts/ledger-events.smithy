$version: "2.0"

// What the ledger keeps for ever. A released event never changes shape: it only gains optional members.
namespace passkeyledger.events

/// Marks a structure as an event. Its value is the name the event is stored and published under.
@trait(selector: "structure")
string storedEvent

/// Marks a member that tells of the person. It is stored encrypted with a key of the user's own, and destroying that key
/// makes it unreadable wherever the event is kept (`user_erased`). Its type stays: a blob is stored as a blob, a string
/// as a string.
/// It is not published to a message bus unless its pool says so.
@trait(selector: "structure > member :test(> :test(string, blob) :not(enum))")
structure personalData {}

/// A registration was started: the user was given a challenge.
@storedEvent("registration_started")
structure RegistrationStarted {
    /// UUID version 7 of this registration; the events that end it carry it too.
    @required
    registrationId: RegistrationId

    /// The 32 random bytes that the authenticator must answer.
    @required
    challenge: Base64Url

    @required
    relyingPartyId: RelyingPartyId

    /// The app client whose token started the registration; only it may complete it.
    @required
    clientId: ClientId

    /// What was asked of the authenticator.
    @required
    userVerification: UserVerification

    /// The COSE algorithms that were offered, in the pool's order of preference.
    @required
    algorithms: CoseAlgorithms

    /// From this moment on the challenge is void.
    @required
    expiresAt: DateTime

    /// The version of the pool's stream that holds the settings this was decided under.
    @required
    poolVersion: PoolVersion
}

/// A registration was completed: the credential is the user's from now on.
@storedEvent("registration_completed")
structure RegistrationCompleted {
    @required
    registrationId: RegistrationId

    /// The challenge that this answer used up.
    @required
    challenge: Base64Url

    @required
    credentialId: Base64Url

    /// The credential public key as the authenticator sent it, a COSE_Key (RFC 9052, section 7).
    @required
    publicKey: Blob

    /// The COSE algorithm of the credential key.
    @required
    algorithm: CoseAlgorithm

    /// The authenticator model, or the nil UUID where it was not told.
    @required
    aaguid: Aaguid

    /// The attestation statement format (`none`, `packed`, …).
    @required
    format: AttestationFormat

    @required
    signCount: SignCount

    @required
    flags: AuthenticatorFlags

    @required
    transports: Transports

    attachment: AuthenticatorAttachment

    /// How far the attestation could be traced.
    @required
    attestation: AttestationTrust

    @required
    relyingPartyId: RelyingPartyId

    /// A name that a person recognizes the passkey by.
    @required
    friendlyName: String

    /// The raw client data, so that the ceremony can be verified again. Empty once it is erased.
    @required
    @personalData
    clientDataJSON: Blob

    /// SHA-256 of the raw client data, lower-case hexadecimal: what an attestation is signed over, and what tells a repeated
    /// answer from a new one, also where the client data itself is erased. Events of 0.1 lack it.
    clientDataSha256: Sha256

    /// The raw attestation object, so that the ceremony can be verified again.
    @required
    attestationObject: Blob

    @required
    poolVersion: PoolVersion
}

/// A call was refused. Nothing changed for the user but the record of it.
@storedEvent("registration_rejected")
structure RegistrationRejected {
    /// The registration that the call was about, where its challenge was recognized.
    registrationId: RegistrationId

    /// The operation that was refused.
    @required
    operation: String

    @required
    reason: RejectionReason

    /// The exception that the caller got.
    @required
    exception: String

    /// What exactly did not hold, in words; may quote what the client sent, and never holds a token.
    @required
    @personalData
    detail: String

    /// The step of WebAuthn Level 3 that failed (`7.1 step 9`), where the ceremony did.
    step: String

    /// What the caller had sent as a credential.
    evidence: Evidence

    @required
    poolVersion: PoolVersion
}

/// The user deleted a passkey.
@storedEvent("credential_deleted")
structure CredentialDeleted {
    @required
    credentialId: Base64Url

    @required
    poolVersion: PoolVersion
}

/// The user's personal data was erased: the keys that it is encrypted with were destroyed with this event. What was said
/// of the user before stays in the ledger, without the members that are marked as personal data.
@storedEvent("user_erased")
structure UserErased {
    /// Why, in the words of whoever had it erased; not personal data itself.
    @required
    reason: ErasureReason

    /// Who had it erased, as the operator's system knows them.
    @required
    erasedBy: String

    /// The keys that were destroyed.
    @required
    keyIds: PersonalKeyIds
}

/// The settings of a user pool were set or changed. Lives on the pool's own stream;
/// its version there is the pool version that the other events refer to.
@storedEvent("user_pool_configured")
structure UserPoolConfigured {
    @required
    settings: UserPoolSettings
}

/// An operator read the audit. Lives on the operator's own stream, outside all pools.
@storedEvent("audit_read")
structure AuditRead {
    /// The operation that read.
    @required
    operation: String

    /// The `sub` of the operator.
    @required
    operatorSub: String

    /// The `iss` of the operator's access token.
    @required
    issuer: String

    /// What was asked for: the request without the access token. Of an address that was searched for it says that there was one, and
    /// not which: it is personal to whoever called from it, and would outlive an erasure.
    @required
    request: Document

    /// How many results the answer held; 0 where there was nothing to find.
    @required
    resultCount: ResultCount
}

/// What is stored beside an event: where the call came from.
structure EventHeaders {
    @required
    requestId: String
    @personalData
    sourceAddress: String
    @personalData
    userAgent: String
    clientId: ClientId
    traceId: String

    /// The span of the trace that the call was.
    spanId: String
}

/// What a caller sent, in full up to 64 KiB, else by its hash alone.
structure Evidence {
    /// SHA-256 of the bytes, lower-case hexadecimal.
    @required
    sha256: Sha256

    /// How many bytes there were.
    @required
    size: Integer

    @personalData
    raw: Blob
}

structure AuthenticatorFlags {
    @required
    userPresent: Boolean
    @required
    userVerified: Boolean
    @required
    backupEligible: Boolean
    @required
    backedUp: Boolean
}

/// How far an attestation could be traced (WebAuthn Level 3, section 6.5.4 and 7.1 step 24).
enum AttestationTrust {
    /// No attestation: the authenticator's model is its own claim.
    NONE = "none"

    /// Signed with the credential key itself: the model is its own claim.
    SELF = "self"

    /// Signed by an attestation certificate whose chain was not checked against a trust anchor.
    UNVERIFIED = "unverified"

    /// Signed by an attestation certificate that chains to one of the pool's trust anchors.
    TRUSTED = "trusted"
}

enum UserVerification {
    PREFERRED = "preferred"
    REQUIRED = "required"
}

enum AttestationConveyance {
    NONE = "none"
    INDIRECT = "indirect"
    DIRECT = "direct"
    ENTERPRISE = "enterprise"
}

enum NetworkAction {
    ALLOW = "Allow"
    DENY = "Deny"
}

/// Why a call was refused.
enum RejectionReason {
    NETWORK_RULE = "network_rule"
    USER_RATE_EXCEEDED = "user_rate_exceeded"
    PASSKEYS_DISABLED = "passkeys_disabled"
    RELYING_PARTY_MISSING = "relying_party_missing"
    CREDENTIAL_LIMIT_REACHED = "credential_limit_reached"
    CREDENTIAL_MALFORMED = "credential_malformed"
    CHALLENGE_UNKNOWN = "challenge_unknown"
    CHALLENGE_EXPIRED = "challenge_expired"
    CHALLENGE_USED = "challenge_used"
    CLIENT_MISMATCH = "client_mismatch"
    ORIGIN_NOT_ALLOWED = "origin_not_allowed"
    CROSS_ORIGIN_NOT_ALLOWED = "cross_origin_not_allowed"
    RELYING_PARTY_MISMATCH = "relying_party_mismatch"
    USER_NOT_PRESENT = "user_not_present"
    USER_NOT_VERIFIED = "user_not_verified"
    BACKUP_STATE_INCONSISTENT = "backup_state_inconsistent"
    ALGORITHM_NOT_OFFERED = "algorithm_not_offered"
    PUBLIC_KEY_INVALID = "public_key_invalid"
    ATTESTATION_FORMAT_NOT_ACCEPTED = "attestation_format_not_accepted"
    ATTESTATION_INVALID = "attestation_invalid"
    ATTESTATION_UNTRUSTED = "attestation_untrusted"
    AAGUID_DENIED = "aaguid_denied"
    CREDENTIAL_ALREADY_REGISTERED = "credential_already_registered"
    CREDENTIAL_NOT_FOUND = "credential_not_found"
    INTERNAL_ERROR = "internal_error"
}

/// The settings of a user pool, as its configuration gives them.
structure UserPoolSettings {
    @required
    id: UserPoolId

    /// The `iss` of the pool's access tokens.
    @required
    issuer: String

    jwksUri: String

    jwksFile: String

    /// The app clients whose tokens are accepted; empty: any.
    @required
    clients: Strings

    /// The relying party id where `webAuthn.relyingPartyId` is not given.
    domain: String

    @required
    webAuthn: WebAuthnSettings

    /// Asked in order after the token is verified; the first that matches decides.
    @required
    networkRules: NetworkRules

    @required
    rateLimits: RateLimits

    /// Absent: as it is where nothing is said.
    messaging: MessagingSettings
}

/// What of a pool's events goes to the message bus.
structure MessagingSettings {
    /// Publish what can be erased in the ledger, too. A bus forgets nothing on demand.
    @required
    includePersonalData: Boolean
}

structure WebAuthnSettings {
    @required
    enabled: Boolean

    relyingPartyId: RelyingPartyId

    relyingPartyName: String

    /// Origins that are accepted beside the relying party's own.
    @required
    origins: Strings

    @required
    allowCrossOrigin: Boolean

    @required
    userVerification: UserVerification

    @required
    algorithms: CoseAlgorithms

    @required
    attestation: AttestationSettings

    @required
    credentialLimit: CredentialLimit

    @required
    challengeLifetimeSeconds: ChallengeLifetimeSeconds

    /// The origins of pages that may frame the ceremony beside the relying party's own, where `allowCrossOrigin` is set. Absent: any
    /// web page.
    topOrigins: Strings
}

structure AttestationSettings {
    @required
    conveyance: AttestationConveyance

    /// The formats that are accepted; empty: any that can be verified.
    @required
    formats: AttestationFormats

    /// Paths of PEM files.
    @required
    trustAnchors: Strings

    /// Empty: any.
    @required
    allowedAaguids: Aaguids

    @required
    deniedAaguids: Aaguids

    metadataFile: String
}

/// Allows or denies callers by address range or by a header.
structure NetworkRule {
    @required
    action: NetworkAction

    /// An address range (`203.0.113.0/24`, `2001:db8::/32`).
    cidr: String

    /// A request header's name; matches where its value holds `contains`.
    header: String

    contains: String
}

structure RateLimits {
    /// Absent: the service's own limit.
    perUserPerMinute: RatePerMinute
}

list NetworkRules {
    member: NetworkRule
}

list Strings {
    member: String
}

list CoseAlgorithms {
    member: CoseAlgorithm
}

list Transports {
    member: String
}

list AttestationFormats {
    member: AttestationFormat
}

list Aaguids {
    member: Aaguid
}

list PersonalKeyIds {
    member: PersonalKeyId
}

/// Bytes as base64url without padding (RFC 4648, section 5).
@pattern("^[A-Za-z0-9_-]+$")
string Base64Url

@pattern("^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$")
string RegistrationId

@pattern("^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$")
string Aaguid

@pattern("^[0-9a-f]{64}$")
string Sha256

/// A UUID in lower-case text. What is encrypted names the key that it is encrypted with.
@pattern("^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$")
string PersonalKeyId

@length(min: 1, max: 512)
string ErasureReason

@length(min: 1, max: 128)
string UserPoolId

string ClientId

string RelyingPartyId

string AttestationFormat

string AuthenticatorAttachment

/// A number of the IANA registry "COSE Algorithms".
integer CoseAlgorithm

@range(min: 0)
long SignCount

@range(min: 1)
long PoolVersion

@range(min: 1, max: 1000)
integer CredentialLimit

@range(min: 10, max: 3600)
integer ChallengeLifetimeSeconds

@range(min: 1)
integer RatePerMinute

@range(min: 0)
integer ResultCount

@timestampFormat("date-time")
timestamp DateTime
