// navigator.credentials.create() between the JSON forms of WebAuthn Level 3, section 5.1.8:
// PublicKeyCredentialCreationOptionsJSON in, RegistrationResponseJSON out.

/** Why no passkey can be made here, in words, or undefined where one can. */
export function obstacle() {
  if (!window.isSecureContext) {
    return "Browsers make passkeys on secure pages only. Open this page through https, or as http://localhost.";
  }
  if (!window.PublicKeyCredential || !navigator.credentials?.create) {
    return "This browser has no passkeys (WebAuthn). A current Chrome, Edge, Firefox or Safari has them.";
  }
  return undefined;
}

/** Asks the authenticator. Rejects with the browser's DOMException where there is no passkey in the end. */
export async function createCredential(optionsJson) {
  const credential = await navigator.credentials.create({ publicKey: creationOptions(optionsJson) });
  return typeof credential.toJSON === "function" ? credential.toJSON() : registrationResponse(credential);
}

/** Tells the authenticator that a passkey is of no more use, so that it need not offer it. Not every browser can. */
export async function forgetCredential(rpId, credentialId) {
  try {
    await window.PublicKeyCredential?.signalUnknownCredential?.({ rpId, credentialId });
  } catch {
    // The service has deleted it all the same; this was a courtesy.
  }
}

function creationOptions(json) {
  if (typeof PublicKeyCredential.parseCreationOptionsFromJSON === "function") {
    return PublicKeyCredential.parseCreationOptionsFromJSON(json);
  }
  return {
    ...json,
    challenge: bytes(json.challenge),
    user: { ...json.user, id: bytes(json.user.id) },
    excludeCredentials: (json.excludeCredentials ?? []).map((excluded) => ({ ...excluded, id: bytes(excluded.id) })),
  };
}

function registrationResponse(credential) {
  const { response } = credential;
  return {
    id: credential.id,
    rawId: base64url(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment ?? undefined,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: {
      clientDataJSON: base64url(response.clientDataJSON),
      attestationObject: base64url(response.attestationObject),
      authenticatorData: whereGiven(response.getAuthenticatorData?.()),
      publicKey: whereGiven(response.getPublicKey?.()),
      publicKeyAlgorithm: response.getPublicKeyAlgorithm?.(),
      transports: response.getTransports?.() ?? [],
    },
  };
}

const whereGiven = (buffer) => (buffer ? base64url(buffer) : undefined);

function bytes(text) {
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

function base64url(buffer) {
  const binary = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join("");
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}
