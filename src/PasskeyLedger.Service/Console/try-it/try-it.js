// The try-it part: a name, a passkey through the two operations, the user's passkeys, and the ledger beside them.

import { beginCeremony, clearCeremony } from "./ceremony-view.js";
import { LedgerFollower } from "./ledger-follower.js";
import { clearLedger, showReadingState, showSlice } from "./ledger-view.js";
import { say, tell, tellKindly } from "./notices.js";
import { clearPasskeys, focusAfterDelete, indexOf, showPasskeys } from "./passkeys-view.js";
import { completeRegistration, deleteCredential, developmentToken, listCredentials, readEvents, startRegistration } from "./service.js";
import { createCredential, forgetCredential, obstacle } from "./webauthn.js";

const form = document.getElementById("register");
const nameInput = document.getElementById("name");
const nameFault = document.getElementById("name-fault");
const buttons = form.querySelectorAll("button");
const ledger = new LedgerFollower(readEvents, showSlice, showReadingState);

/** Who is using the page: `{ username, token }`. Kept here and nowhere else: a reload forgets the token. */
let user = {};
let busy = false;

// The calls of one registration, by the names they are shown under.
const askForToken = "POST /dev/token";
const start = "StartWebAuthnRegistration";
const create = "navigator.credentials.create()";
const complete = "CompleteWebAuthnRegistration";

form.addEventListener("submit", (submitted) => {
  submitted.preventDefault();
  act(withName(register));
});
document.getElementById("look").addEventListener("click", () => act(withName(look)));
nameInput.addEventListener("input", () => setNameFault(undefined));

const hindrance = obstacle();
if (hindrance) tellKindly("Passkeys are not to be had here.", hindrance);

async function register(username) {
  if (hindrance) return tellKindly("Passkeys are not to be had here.", hindrance);
  const run = beginCeremony([...(isSignedIn(username) ? [] : [askForToken]), start, create, complete]);
  say("Asking for a challenge…");
  const { token } = isSignedIn(username) ? user : await run(askForToken, () => signIn(username));
  try {
    const options = await run(start, () => startRegistration(token));
    ledger.nudge();
    say("Your authenticator is asked now: follow what the browser shows.");
    const credential = await run(create, () => createCredential(options));
    say("Checking the authenticator's answer…");
    await run(complete, () => completeRegistration(token, credential));
    say("Registered. The ledger has it.");
  } catch (refusal) {
    // What stands already may be why: it belongs beside the refusal, which is the one to tell.
    await list().catch(() => undefined);
    throw refusal;
  }
  await list();
}

async function look(username) {
  clearCeremony();
  say("Looking…");
  await signIn(username);
  await list();
  say("");
}

async function remove(credential, username) {
  const index = indexOf(credential.CredentialId);
  clearCeremony();
  say("Deleting…");
  const { token } = await signIn(username);
  try {
    await deleteCredential(token, credential.CredentialId);
    await forgetCredential(credential.RelyingPartyId, credential.CredentialId);
    say("Deleted here. The authenticator may still hold its half: remove it there too, if it still offers it.");
  } finally {
    await list();
    focusAfterDelete(index);
  }
}

async function list() {
  const { username, token } = user;
  const credentials = await listCredentials(token);
  showPasskeys(credentials, username, (credential) => act(() => remove(credential, username)));
}

const isSignedIn = (username) => user.username === username && Boolean(user.token);

/** The user by this name, with a token. Another name than before begins afresh. */
async function signIn(username) {
  if (isSignedIn(username)) return user;
  const token = await developmentToken(username);
  if (user.username !== username) {
    clearPasskeys();
    clearLedger();
  }
  user = { username, token };
  ledger.follow(token);
  return user;
}

/** Runs one action at a time, and tells what came of it. */
async function act(action) {
  if (busy) return;
  setBusy(true);
  try {
    await action();
  } catch (error) {
    // The next action asks for a new token.
    if (error.name === "NotAuthorizedException") user = { username: user.username };
    tell(error);
  } finally {
    ledger.nudge();
    setBusy(false);
  }
}

/** An action that gets the name that was typed; without one, it only asks for it. */
function withName(action) {
  return async () => {
    const username = nameInput.value.trim();
    if (username) return action(username);
    setNameFault("Type a name first.");
    nameInput.focus();
  };
}

/** The buttons stay in the order of focus while they wait, so that the keyboard does not lose its place. */
function setBusy(now) {
  busy = now;
  document.body.toggleAttribute("data-busy", now);
  for (const button of buttons) button.setAttribute("aria-disabled", String(now));
}

function setNameFault(text) {
  nameFault.hidden = !text;
  nameFault.textContent = text ?? "";
  if (text) nameInput.setAttribute("aria-invalid", "true");
  else nameInput.removeAttribute("aria-invalid");
}
