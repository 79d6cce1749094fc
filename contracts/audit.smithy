$version: "2.0"

// The read side, for operators: what happened, to whom, and why. X-Amz-Target is `PasskeyLedgerAudit.<Operation>`.
namespace passkeyledger.audit

use aws.protocols#awsJson1_1

/// Reads the ledger in the name of an operator: an access token of the configured operators' issuer with the
/// operators' scope. Each read is itself an event of the ledger (`audit_read`, on the operator's own stream) before its
/// answer is given: a read that cannot be recorded is refused.
///
/// What is found by a search follows the log by moments; `GetLedgerStatus` says how far it has come. The events
/// themselves come from the log.
@awsJson1_1
@title("PasskeyLedger audit")
service PasskeyLedgerAudit {
    version: "2026-11-01"
    operations: [
        SearchAuditEvents
        GetUserHistory
        GetCredentialHistory
        GetRegistration
        GetLedgerStatus
        GetInclusionProof
    ]
    errors: [
        ForbiddenException
        InternalErrorException
        InvalidParameterException
        NotAuthorizedException
        TooManyRequestsException
    ]
}

/// Finds events, the newest first. All filters that are given must hold. Pages belong together: what arrives
/// after the first page was read is on none of those that follow it.
@optionalAuth
@readonly
@paginated(inputToken: "NextToken", outputToken: "NextToken", pageSize: "MaxResults", items: "Events")
operation SearchAuditEvents {
    input: SearchAuditEventsRequest
    output: SearchAuditEventsResponse
}

/// Gives a user's events, the oldest first, and the state that they fold to: now, or as it was at a time or a position.
@optionalAuth
@readonly
@paginated(inputToken: "NextToken", outputToken: "NextToken", pageSize: "MaxResults", items: "Events")
operation GetUserHistory {
    input: GetUserHistoryRequest
    output: GetUserHistoryResponse
    errors: [
        ResourceNotFoundException
    ]
}

/// Gives the events of a credential, the oldest first: all of the registrations that it came of, its deletion, and the
/// refusals of answers that name it, unless they were erased.
/// A credential id that was deleted may have been registered again, by another user too: the events of all are given.
@optionalAuth
@readonly
@paginated(inputToken: "NextToken", outputToken: "NextToken", pageSize: "MaxResults", items: "Events")
operation GetCredentialHistory {
    input: GetCredentialHistoryRequest
    output: GetCredentialHistoryResponse
    errors: [
        ResourceNotFoundException
    ]
}

/// Gives the whole story of one attempt to register, the oldest event first: the challenge, each answer that was
/// refused with what was sent, and the registration, with the evidence taken apart.
@optionalAuth
@readonly
@paginated(inputToken: "NextToken", outputToken: "NextToken", pageSize: "MaxResults", items: "Events")
operation GetRegistration {
    input: GetRegistrationRequest
    output: GetRegistrationResponse
    errors: [
        ResourceNotFoundException
    ]
}

/// Tells where the log ends and how far those who follow it have come.
@optionalAuth
@readonly
operation GetLedgerStatus {
    input: GetLedgerStatusRequest
    output: GetLedgerStatusResponse
}

/// Proves that the log holds an event, under its latest checkpoint, to anybody who has the log's key.
@optionalAuth
@readonly
operation GetInclusionProof {
    input: GetInclusionProofRequest
    output: GetInclusionProofResponse
    errors: [
        ResourceNotFoundException
    ]
}

/// What every read is asked with.
@mixin
structure OperatorsRequest {
    /// An access token of an operator.
    @required
    AccessToken: AccessToken
}

/// What a read is asked with that comes in pages.
@mixin
structure PagedRequest with [OperatorsRequest] {
    /// How many events a page holds at the most; absent: 100. A page of large events may end earlier.
    MaxResults: MaxResults

    /// Where the previous page ended, as its response said.
    NextToken: NextToken
}

@input
structure SearchAuditEventsRequest with [PagedRequest] {
    /// A user pool's id, or `*OPERATORS*` for the reads of the audit; absent: all.
    Pool: Text

    /// The `sub` of a user, or of an operator.
    User: Text

    /// The name that the event is stored under (`registration_rejected`).
    Type: Name

    /// Whether something was done or refused.
    Outcome: AuditOutcome

    /// The reason of a refusal (`challenge_expired`), as the ledger records it.
    Reason: Name

    /// A credential id, base64url without padding: of what was registered or deleted, and of refused answers that name it.
    CredentialId: Base64Url

    /// An address that a call came from: IPv4 or IPv6, in any notation.
    SourceAddress: Text

    /// The app client whose token called.
    ClientId: Text

    /// The request id that a caller was given (`x-amzn-requestid`).
    RequestId: Text

    /// The earliest moment, inclusive.
    From: AuditTime

    /// The latest moment, exclusive.
    To: AuditTime
}

@output
structure SearchAuditEventsResponse {
    /// The events of this page, without their data.
    @required
    Events: AuditEvents

    /// The position up to which the log was searched.
    @required
    ThroughPosition: Position

    /// Given where more events follow.
    NextToken: NextToken
}

@input
structure GetUserHistoryRequest with [PagedRequest] {
    /// The user pool's id.
    @required
    Pool: Text

    /// The user's `sub`.
    @required
    User: Text

    /// The state before the first event that happened later than this; at the most one of the two may be given.
    AsOfTime: AuditTime

    /// The state after the last event at or below this position.
    AsOfPosition: Position
}

@output
structure GetUserHistoryResponse {
    /// The events of this page.
    @required
    Events: AuditEvents

    /// What all events up to that moment fold to, those of other pages too.
    @required
    State: UserState

    /// Given where more events follow.
    NextToken: NextToken
}

@input
structure GetCredentialHistoryRequest with [PagedRequest] {
    /// The user pool's id.
    @required
    Pool: Text

    /// The credential id, base64url without padding.
    @required
    CredentialId: Base64Url
}

@output
structure GetCredentialHistoryResponse {
    /// The events of this page.
    @required
    Events: AuditEvents

    /// Given where more events follow.
    NextToken: NextToken
}

@input
structure GetRegistrationRequest with [PagedRequest] {
    /// The registration's id, a UUID version 7 in lower case.
    @required
    RegistrationId: RegistrationId
}

@output
structure GetRegistrationResponse {
    /// The events of this page, with their evidence taken apart.
    @required
    Events: AuditEvents

    /// Given where more events follow.
    NextToken: NextToken
}

@input
structure GetLedgerStatusRequest with [OperatorsRequest] {}

@output
structure GetLedgerStatusResponse {
    /// The log's last position; 0 where it is empty.
    @required
    HeadPosition: Position

    /// Who follows the log, by name.
    @required
    Subscriptions: SubscriptionStatuses

    /// The latest checkpoint of the log; absent where none was signed.
    Checkpoint: CheckpointStatus
}

/// What was signed of the log last.
structure CheckpointStatus {
    /// How many events it covers.
    @required
    TreeSize: Position

    /// When it was signed.
    @required
    SignedAt: AuditTime

    /// The checkpoint itself, a signed note (C2SP tlog-checkpoint).
    @required
    Note: String
}

@input
structure GetInclusionProofRequest with [OperatorsRequest] {
    /// The event's place in the log.
    @required
    Position: Position
}

/// Without members where no checkpoint covers the event yet.
@output
structure GetInclusionProofResponse {
    /// The event's place among the leaves, which have no gaps.
    LeafIndex: Position

    /// How many events the proof's checkpoint covers.
    TreeSize: Position

    /// The proof, a file that stands on its own (C2SP tlog-proof), with the event in it as the log commits to it.
    Proof: String
}

/// How far somebody who follows the log has come.
structure SubscriptionStatus {
    /// The name that the checkpoint is kept under: a read model's, a relay's.
    @required
    Name: String

    /// The position up to which the log has been handled.
    @required
    Position: Position

    /// How many positions that is behind the log's last one. Positions have gaps, so this many events at the most.
    @required
    Lag: Position

    /// When the event happened that is handled next; absent where all have been.
    BehindSince: AuditTime
}

list SubscriptionStatuses {
    member: SubscriptionStatus
}

/// An event, with what it can be searched by.
structure AuditEvent {
    /// The event's place in the whole log. Positions have gaps.
    @required
    Position: Position

    /// The user pool's id; `*OPERATORS*` for what operators do.
    @required
    Pool: String

    /// The stream that the event is on.
    @required
    Stream: String

    /// The event's version on its stream, from 1 without gaps.
    @required
    Version: Position

    /// The event's own id.
    @required
    EventId: String

    /// The name that the event is stored under.
    @required
    Type: String

    /// When it happened.
    @required
    At: AuditTime

    /// Whether something was done or refused.
    @required
    Outcome: AuditOutcome

    /// The `sub` of the user, or of the operator, whose stream this is; absent on a pool's own.
    User: String

    /// The operation that was refused, or that an operator called.
    Operation: String

    /// Why the call was refused.
    Reason: String

    /// The exception that the caller got.
    Exception: String

    /// The step of WebAuthn Level 3 that failed, where the ceremony did.
    Step: String

    /// The registration that the event is part of.
    RegistrationId: String

    /// The credential that was registered or deleted, or that a refused answer names; base64url without padding.
    CredentialId: String

    /// The app client whose token called.
    ClientId: String

    /// The address that the call came from.
    SourceAddress: String

    /// What the caller said it is.
    UserAgent: String

    /// The request id that the caller was given.
    RequestId: String

    /// The W3C trace id of the call.
    TraceId: String

    /// The event as it is stored, with what is personal opened; absent in a search.
    Data: Document

    /// The members that are stored encrypted and cannot be read any more, and why. In `Data` they read as `[erased]` or
    /// `[unreadable]`, bytes as none. Absent where all can be read, and in a search.
    Unreadable: UnreadableMembers

    /// What was sent as a credential, taken apart as `passkey-ledger inspect` does: `clientData`, `authenticatorData` and
    /// `attestation`, or the `fault` that keeps it from being taken apart. In GetRegistration, where the ledger has it in full
    /// and it can be read.
    Evidence: Document
}

list AuditEvents {
    member: AuditEvent
}

/// A member of an event that cannot be read.
structure UnreadableMember {
    /// The member's names in the stored JSON, joined by dots (`evidence.raw`); one of the headers begins with `headers.`.
    @required
    Path: String

    @required
    Reason: UnreadableReason
}

list UnreadableMembers {
    member: UnreadableMember
}

/// Why what is stored encrypted cannot be read.
enum UnreadableReason {
    /// Its key was destroyed with the user's personal data, on record (`user_erased`).
    ERASED = "erased"

    /// Its key is not where keys are kept: a backup without them was restored, or somebody removed it.
    KEY_MISSING = "key_missing"

    /// Its key is there, and what is stored is not what was encrypted with it for this place: it was altered or moved.
    ALTERED = "altered"
}

/// A user as the ledger knows the user after an event: what the next call of the user would be decided on.
structure UserState {
    /// The version of the user's stream that was folded up to; 0 where nothing had happened yet.
    @required
    Version: Position

    /// The position of the last event that was folded; 0 where nothing had happened yet.
    @required
    Position: Position

    /// The passkeys that the user had.
    @required
    Passkeys: PasskeyStates

    /// The registrations that were started lately, used challenges too.
    @required
    Registrations: RegistrationStates
}

/// A passkey that the user had.
structure PasskeyState {
    /// The credential id, base64url without padding.
    @required
    CredentialId: String

    /// How the authenticator can be reached, as it was reported.
    @required
    Transports: Texts

    /// The challenge that was answered, base64url.
    @required
    Challenge: String

    /// SHA-256 of the answer's parts, lower-case hexadecimal: tells a repeated answer from a new one.
    @required
    AnswerDigest: String
}

list PasskeyStates {
    member: PasskeyState
}

/// A registration that was started.
structure RegistrationState {
    @required
    RegistrationId: String

    /// The challenge that was given, base64url.
    @required
    Challenge: String

    @required
    RelyingPartyId: String

    /// The app client that started it; only it may complete it.
    @required
    ClientId: String

    /// From this moment on the challenge is void.
    @required
    ExpiresAt: AuditTime

    /// Whether the challenge was used up.
    @required
    IsUsed: Boolean
}

list RegistrationStates {
    member: RegistrationState
}

list Texts {
    member: String
}

/// Whether something was done or refused.
enum AuditOutcome {
    /// It was done.
    ACCEPTED = "accepted"

    /// It was refused; nothing changed but the record of it.
    REFUSED = "refused"
}

@sensitive
@pattern("^[A-Za-z0-9-_=.]+$")
string AccessToken

@length(min: 1, max: 1024)
@pattern("^[A-Za-z0-9_-]+$")
string NextToken

/// Text without control characters.
@length(min: 1, max: 512)
@pattern("^[^\\x00-\\x1f\\x7f]+$")
string Text

/// A name as the ledger's contract has them.
@length(min: 1, max: 128)
@pattern("^[a-z][a-z0-9_]*$")
string Name

/// Bytes as base64url without padding (RFC 4648, section 5).
@length(min: 1, max: 2048)
@pattern("^[A-Za-z0-9_-]+$")
string Base64Url

@pattern("^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$")
string RegistrationId

@range(min: 1, max: 1000)
integer MaxResults

@range(min: 0)
long Position

@timestampFormat("date-time")
timestamp AuditTime

/// A network rule of the service denies the caller.
@error("client")
@httpError(400)
structure ForbiddenException {
    message: String
}

/// The service failed, or could not record the read. The log has the details under the request id.
@error("server")
@httpError(500)
structure InternalErrorException {
    message: String
}

/// The request does not have the form it must have.
@error("client")
@httpError(400)
structure InvalidParameterException {
    message: String

    /// Which rule was broken: `request_invalid`, `next_token_invalid`, `address_invalid`, `time_range_empty`, `as_of_ambiguous`.
    reasonCode: String
}

/// The access token is not an operator's.
@error("client")
@httpError(400)
structure NotAuthorizedException {
    message: String
}

/// The ledger has no event of what was asked for.
@error("client")
@httpError(400)
structure ResourceNotFoundException {
    message: String
}

/// Too many calls from this address, or more than the service can take on.
@error("client")
@httpError(400)
@retryable(throttling: true)
structure TooManyRequestsException {
    message: String
}
