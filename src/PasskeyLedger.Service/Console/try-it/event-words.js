// What each event says, in a sentence. The members are those of contracts/ledger-events.smithy.

// IANA registry "COSE Algorithms".
const algorithmNames = new Map([
  [-7, "ES256"], [-8, "EdDSA"], [-9, "ESP256"], [-19, "Ed25519"], [-35, "ES384"], [-36, "ES512"],
  [-37, "PS256"], [-38, "PS384"], [-39, "PS512"], [-51, "ESP384"], [-52, "ESP512"], [-53, "Ed448"],
  [-257, "RS256"], [-258, "RS384"], [-259, "RS512"],
]);

const attestationWords = new Map([
  ["none", "not attested"],
  ["self", "attested by itself"],
  ["unverified", "attested, its certificate not checked against a trust anchor"],
  ["trusted", "attested, its certificate checked against a trust anchor"],
]);

const said = {
  registration_started: (data) =>
    `A challenge for ${data.relyingPartyId} was given, good until ${clock(data.expiresAt)}. ` +
    `Offered: ${data.algorithms.map(algorithm).join(" or ")}; user verification ${data.userVerification}.`,

  registration_completed: (data) =>
    `“${data.friendlyName}” is registered for ${data.relyingPartyId}: ${algorithm(data.algorithm)} key, ` +
    `${attestation(data)}, ` +
    `user ${data.flags.userVerified ? "verified" : "present"}, ${backup(data.flags)}.`,

  registration_rejected: (data) =>
    `${data.operation} was refused with ${data.exception}: ${sentence(data.detail)}` +
    (data.step ? ` WebAuthn Level 3, ${data.step}.` : ""),

  credential_deleted: (data, names) => {
    const name = names.get(data.credentialId);
    return `${name ? `“${name}”` : `The passkey ${data.credentialId}`} was deleted. Its registration stays on record.`;
  },

  user_erased: (data) =>
    `The user's personal data was erased by ${data.erasedBy}: ${sentence(data.reason)} ` +
    "Client data, addresses and user agents of what came before cannot be read any more.",

  audit_read: (data) =>
    `An operator called ${data.operation} and got ${data.resultCount === 1 ? "one result" : `${data.resultCount} results`}.`,
};

/** The event in words. `names`: the friendly names of credentials by id, as far as they are known. */
export function inWords(event, names) {
  try {
    return said[event.type]?.(event.data, names) ?? "This page does not know this event; its data says it all.";
  } catch {
    return "This event lacks a member that this page expects; its data says it all.";
  }
}

/** The time of day to the second, in the reader's own zone. */
export function clock(timestamp) {
  return new Date(timestamp).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" });
}

/** The calendar date, in the reader's own zone and words. */
export function day(timestamp) {
  return new Date(timestamp).toLocaleDateString([], { year: "numeric", month: "short", day: "numeric" });
}

const algorithm = (number) => algorithmNames.get(number) ?? `COSE algorithm ${number}`;

const attestation = ({ attestation: trust, format }) =>
  (attestationWords.get(trust) ?? trust) + (format === "none" ? "" : ` (format ${format})`);

const sentence = (text) => (/[.!?]$/.test(text) ? text : `${text}.`);

function backup(flags) {
  if (flags.backedUp) return "backed up";
  return flags.backupEligible ? "may be backed up" : "bound to its device";
}
