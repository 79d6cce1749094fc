// The user's passkeys, as ListWebAuthnCredentials gives them.

import { element, unseen } from "./dom.js";
import { clock, day } from "./event-words.js";

const title = document.getElementById("passkeys-title");
const list = document.getElementById("passkeys");
const none = document.getElementById("no-passkeys");

/** Shows the passkeys of a user; `onDelete` gets the one whose button was pressed. */
export function showPasskeys(credentials, username, onDelete) {
  list.replaceChildren(...credentials.map((credential) => passkey(credential, onDelete)));
  list.hidden = credentials.length === 0;
  none.hidden = credentials.length > 0;
  none.textContent = `${username} has no passkey.`;
}

export function clearPasskeys() {
  list.replaceChildren();
  list.hidden = true;
  none.hidden = false;
  none.textContent = "Give a name to see the passkeys registered for it.";
}

/** Where the keyboard goes on after a passkey is gone: the one that took its place, else the last, else the title. */
export function focusAfterDelete(index) {
  const buttons = list.querySelectorAll("button");
  (buttons[index] ?? buttons[buttons.length - 1] ?? title).focus();
}

export function indexOf(credentialId) {
  return [...list.children].findIndex((row) => row.dataset.credentialId === credentialId);
}

function passkey(credential, onDelete) {
  const { CredentialId: id, FriendlyCredentialName: name, CreatedAt: created } = credential;
  const facts = [credential.RelyingPartyId, credential.AuthenticatorAttachment, credential.AuthenticatorTransports.join(", ")];
  const registeredAt = new Date(created * 1000);
  return element(
    "li",
    { class: "passkey", "data-credential-id": id },
    element(
      "div",
      {},
      element("p", { class: "passkey-name" }, name),
      element("p", { class: "passkey-facts" }, facts.filter(Boolean).join(" · ")),
      element(
        "p",
        { class: "passkey-facts" },
        "Registered ",
        element("time", { datetime: registeredAt.toISOString() }, `${day(registeredAt)}, ${clock(registeredAt)}`),
      ),
      element("p", { class: "passkey-id" }, unseen("Credential id "), element("code", {}, shortened(id))),
    ),
    // Two passkeys may share a name; the id tells their buttons apart.
    element("button", { type: "button", class: "danger", click: () => onDelete(credential) }, "Delete", unseen(` ${name} (${shortened(id)})`)),
  );
}

const shortened = (id) => (id.length > 24 ? `${id.slice(0, 12)}…${id.slice(-8)}` : id);
