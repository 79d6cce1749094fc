// The ledger as a person reads it: an entry an event, the newest on top, each opening to its raw JSON.

import { copyButton, element, unseen } from "./dom.js";
import { clock, day, inWords } from "./event-words.js";

const entries = document.getElementById("entries");
const noEntries = document.getElementById("no-entries");
const stream = document.getElementById("stream");
const pulse = document.getElementById("pulse");
const news = document.getElementById("ledger-news");
const names = new Map();

/** Shows what was read of the stream. `fresh`: from its start, so what was shown before goes. */
export function showSlice(slice, { fresh }) {
  if (fresh) clearLedger();
  noEntries.hidden = slice.version > 0;
  stream.hidden = false;
  stream.replaceChildren("Stream ", element("code", {}, slice.stream), `, version ${slice.version}`);
  for (const event of slice.events) {
    if (event.type === "registration_completed") names.set(event.data.credentialId, event.data.friendlyName);
    entries.prepend(entry(event, !fresh));
  }
  if (!fresh && slice.events.length > 0) {
    news.textContent = `New in the ledger: ${slice.events.map((event) => event.type.replaceAll("_", " ")).join(", ")}.`;
  }
}

/** Shows that the ledger can't be read now, or (undefined) that it can. */
export function showReadingState(error) {
  pulse.hidden = !error;
  if (!error) return;
  pulse.textContent =
    error.name === "NotAuthorizedException" ? "Not followed any more: the access token is not accepted." : `Not up to date: ${error.message} Trying again.`;
}

export function clearLedger() {
  entries.replaceChildren();
  names.clear();
  stream.hidden = true;
  noEntries.hidden = false;
  news.textContent = "";
}

function entry(event, isNew) {
  const registration = event.data.registrationId;
  return element(
    "li",
    { class: isNew ? "entry new" : "entry", "data-event": event.type },
    element(
      "details",
      { toggle: (toggled) => toggled.target.open && openRecord(toggled.target, event) },
      element(
        "summary",
        {},
        element("span", { class: "position" }, unseen("Position "), String(event.position), unseen(", ")),
        element("span", { class: "version" }, unseen("version "), String(event.version), unseen(", ")),
        element(
          "time",
          { class: "time", datetime: event.timestamp },
          element("span", { class: "clock" }, clock(event.timestamp)),
          " ",
          element("span", { class: "day" }, day(event.timestamp)),
        ),
        element(
          "span",
          { class: "what" },
          element(
            "span",
            { class: "name" },
            element(
              "span",
              {},
              element("code", { class: "event-name" }, event.type),
              " ",
              event.data.reason && element("code", { class: "reason" }, event.data.reason),
            ),
            " ",
            registration && element("span", { class: "registration" }, "registration ", element("code", {}, `…${registration.slice(-6)}`)),
          ),
          element("span", { class: "words" }, inWords(event, names)),
        ),
      ),
    ),
  );
}

/** The raw JSON is made when it is first asked for: an attestation can be long. */
function openRecord(details, event) {
  if (details.querySelector(".record")) return;
  const json = JSON.stringify(event, undefined, 2);
  details.append(
    element(
      "div",
      { class: "record" },
      element("div", { class: "record-head" }, element("span", {}, "As stored"), copyButton(json, `the event at position ${event.position}`)),
      element("pre", { tabindex: "0", role: "group", "aria-label": `Event at position ${event.position} as JSON` }, element("code", {}, json)),
    ),
  );
}
