// What a person can do about a failure. The exceptions are those of contracts/passkey-registration.smithy.

const afterRefusal = {
  ForbiddenException:
    "A network rule denies this address or client. Whoever runs the service can change it: NetworkRules, the service's own or the pool's.",
  InternalErrorException: "The service failed. Its log has the details under the request id.",
  InvalidParameterException: "Try again; if it stays, the ledger's entry names the rule that was broken.",
  LimitExceededException: "Delete a passkey that is not needed any more, then register again.",
  NotAuthorizedException: "The page has dropped the access token. Press again: it asks for a new one.",
  ResourceNotFoundException: "It is gone already. The list has been read again.",
  TooManyRequestsException: "Wait a minute, then try again.",
  WebAuthnChallengeNotFoundException: "Start again: a challenge is good for one registration, and for a few minutes.",
  WebAuthnClientMismatchException: "Start again: the client that starts a registration has to complete it.",
  WebAuthnConfigurationMissingException: "Give the user pool a WebAuthn:RelyingPartyId or a Domain.",
  WebAuthnCredentialNotSupportedException: "Try another authenticator. The ledger's entry says what did not hold.",
  WebAuthnNotEnabledException: "Passkeys are off for this user pool. WebAuthn:Enabled turns them on.",
  WebAuthnOriginNotAllowedException: () =>
    `Open the page at an address that the pool accepts, or add ${location.origin} to its WebAuthn:Origins.`,
  WebAuthnRelyingPartyMismatchException: "Start again. If it stays, compare the pool's WebAuthn:RelyingPartyId with this page's host.",
  Unreachable: "Check that the service is still running, then try again.",
};

/** What to do next about a ServiceError or an UnreachableError. */
export function nextStep(error) {
  const advice = afterRefusal[error.name] ?? "Try again. If it stays, the service's log says more.";
  return typeof advice === "function" ? advice() : advice;
}

/** What it means that the browser made no passkey (a DOMException's name), and what to do next. Not a fault of the service. */
export function withoutPasskey(error) {
  switch (error.name) {
    case "NotAllowedError":
      return ["No passkey was made.", "The prompt was cancelled, or it ran out of time. Nothing was registered; press again whenever you like."];
    case "InvalidStateError":
      return ["This authenticator already holds one of your passkeys.", "Use another authenticator, or delete the passkey below first."];
    case "NotSupportedError":
      return ["No authenticator here can do what the pool asks for.", "Try a security key or a phone."];
    case "SecurityError":
      return [
        "The browser does not let this page make passkeys for the pool's relying party.",
        `The page's host, ${location.hostname}, has to be the relying party id or lie below it. In Development that is localhost.`,
      ];
    default:
      return ["No passkey was made.", `The browser said: ${error.name}: ${error.message}`];
  }
}
