// What a search found: an entry an event, the newest on top, each opening to its facts.

import { element, unseen } from "/console/try-it/dom.js";
import { clock, day } from "/console/try-it/event-words.js";

const entries = document.getElementById("audit-entries");
const empty = document.getElementById("audit-empty");

// An event's facts, and the filter that finds others like it.
const facts = [
  ["Pool", "Pool"], ["Stream"], ["Version"], ["EventId"], ["User", "User"], ["Operation"], ["Reason", "Reason"], ["Exception"], ["Step"],
  ["RegistrationId"], ["CredentialId", "CredentialId"], ["ClientId", "ClientId"], ["SourceAddress", "SourceAddress"], ["UserAgent"],
  ["RequestId", "RequestId"], ["TraceId"],
];

export const entriesOf = () => entries.children;

export function clearFound() {
  entries.replaceChildren();
  empty.hidden = true;
}

/** Adds a page. `narrow(filter, value)` searches for a fact, `tell(registration)` asks for a registration's story. */
export function showFound(events, actions) {
  entries.append(...events.map((event) => entry(event, actions)));
  empty.hidden = entries.children.length > 0;
}

function entry(event, actions) {
  return element(
    "li",
    { class: "entry", "data-event": event.Type },
    element(
      "details",
      { toggle: (toggled) => toggled.target.open && openFacts(toggled.target, event, actions) },
      element(
        "summary",
        {},
        element("span", { class: "position" }, unseen("Position "), String(event.Position), unseen(", ")),
        element(
          "time",
          { class: "time", datetime: event.At },
          element("span", { class: "clock" }, clock(event.At)),
          " ",
          element("span", { class: "day" }, day(event.At)),
        ),
        element(
          "span",
          { class: "what" },
          element("code", { class: "event-name" }, event.Type),
          " ",
          event.Reason && element("code", { class: "reason" }, event.Reason),
          element("span", { class: "words" }, summary(event)),
        ),
      ),
    ),
  );
}

function summary(event) {
  const who = event.User ? `${event.Pool}, user ${event.User}` : event.Pool;
  return [who, event.Operation, event.SourceAddress && `from ${event.SourceAddress}`].filter(Boolean).join(" · ");
}

/** The facts are laid out when they are first asked for. */
function openFacts(details, event, { narrow, tell }) {
  if (details.querySelector(".record")) return;
  const list = element("dl", { class: "facts-found" });
  for (const [name, filter] of facts) {
    const value = event[name];
    if (value === undefined) continue;
    list.append(
      element(
        "div",
        {},
        element("dt", {}, name),
        element(
          "dd",
          {},
          element("code", {}, String(value)),
          filter && element("button", { type: "button", class: "quiet", click: () => narrow(filter, value) }, "Only these", unseen(`: ${name} ${value}`)),
        ),
      ),
    );
  }
  details.append(
    element(
      "div",
      { class: "record" },
      list,
      event.RegistrationId &&
        element("div", { class: "actions" }, element("button", { type: "button", click: () => tell(event.RegistrationId) }, "Tell the registration's story")),
    ),
  );
}
