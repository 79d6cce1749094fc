// The service as the page speaks to it: AWS JSON 1.1 for the operations, plain JSON for what Development adds.

/** What the service answered instead of a result. `name` is the exception's name, as an AWS SDK would throw it. */
export class ServiceError extends Error {
  constructor({ name, message, status, requestId, reasonCode }) {
    super(message);
    this.name = name;
    this.status = status;
    this.requestId = requestId;
    this.reasonCode = reasonCode;
  }
}

/** The service could not be reached, or what answered is not this service. */
export class UnreachableError extends Error {
  name = "Unreachable";
}

export const startRegistration = async (token) =>
  (await operation("StartWebAuthnRegistration", token)).CredentialCreationOptions;

export const completeRegistration = (token, credential) =>
  operation("CompleteWebAuthnRegistration", token, { Credential: credential });

export const deleteCredential = (token, credentialId) =>
  operation("DeleteWebAuthnCredential", token, { CredentialId: credentialId });

/** All of the user's passkeys: pages of twenty, followed to the end. */
export async function listCredentials(token) {
  const credentials = [];
  let page;
  do {
    page = await operation("ListWebAuthnCredentials", token, page && { NextToken: page.NextToken });
    credentials.push(...page.Credentials);
  } while (page.NextToken);
  return credentials;
}

/** One read of the audit. `input`: the request's members, without the token. */
export const audit = (name, token, input) => call(`PasskeyLedgerAudit.${name}`, token, input);

/** An access token of the development issuer for this user name; an operator's opens the audit. */
export async function developmentToken(username, { operator = false } = {}) {
  const response = await send("/dev/token", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ username, operator }),
  });
  return (await answer(response)).access_token;
}

/** The user's stream after a version: `{ stream, version, events }`. */
export async function readEvents(token, after, signal) {
  const response = await send(`/dev/events?after=${after}`, { headers: { authorization: `Bearer ${token}` }, signal });
  return answer(response);
}

const operation = (name, token, input) => call(`AWSCognitoIdentityProviderService.${name}`, token, input);

async function call(target, token, input) {
  const response = await send("/", {
    method: "POST",
    headers: {
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": target,
    },
    body: JSON.stringify({ AccessToken: token, ...input }),
  });
  return answer(response);
}

async function send(path, init) {
  try {
    return await fetch(path, { cache: "no-store", ...init });
  } catch (failure) {
    if (failure.name === "AbortError") throw failure;
    throw new UnreachableError("The service does not answer.", { cause: failure });
  }
}

async function answer(response) {
  const text = await response.text();
  const body = parse(text);
  if (response.ok && body) return body;
  const type = body?.__type ?? response.headers.get("x-amzn-errortype");
  if (!type && response.ok) throw new UnreachableError("What answered is not this service.");
  throw new ServiceError({
    // Both may carry a namespace before `#` or an address after `:`.
    name: type?.split("#").at(-1).split(":")[0] ?? `HTTP ${response.status}`,
    message: body?.message ?? body?.detail ?? body?.title ?? (response.statusText || "The service gave no reason."),
    status: response.status,
    requestId: response.headers.get("x-amzn-requestid"),
    reasonCode: body?.reasonCode,
  });
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
