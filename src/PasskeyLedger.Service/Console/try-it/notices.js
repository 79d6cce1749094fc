// What the page has to say: progress and good news in one place, problems in another that is read out at once.

import { nextStep, withoutPasskey } from "./advice.js";
import { copyButton, element } from "./dom.js";
import { ServiceError, UnreachableError } from "./service.js";

const status = document.getElementById("status");
const problem = document.getElementById("problem");

export function say(text) {
  problem.replaceChildren();
  status.textContent = text;
}

/** Shows a failure for what it is: the service's refusal by its name, message and request id, or the browser's, kindly. */
export function tell(error) {
  status.textContent = "";
  problem.replaceChildren(noteOf(error));
}

/** Says something that is nobody's fault. */
export function tellKindly(title, advice) {
  status.textContent = "";
  problem.replaceChildren(note(title, advice));
}

/** A failure as a note, for a place of one's own. */
export function noteOf(error) {
  if (error instanceof ServiceError || error instanceof UnreachableError) return refusal(error);
  if (error instanceof DOMException) return note(...withoutPasskey(error));
  console.error(error);
  return note("This page failed.", "Reload it and try again; the browser's console says more.");
}

const note = (title, advice) =>
  element("div", { class: "note" }, element("p", { class: "note-title" }, title), element("p", {}, advice));

function refusal(error) {
  const title = error instanceof ServiceError ? element("code", {}, error.name) : error.message;
  return element(
    "div",
    { class: "note refusal" },
    element("p", { class: "note-title" }, title),
    error instanceof ServiceError && element("p", {}, error.message),
    error.reasonCode && element("p", {}, "Reason code ", element("code", {}, error.reasonCode)),
    element("p", {}, nextStep(error)),
    error.requestId &&
      element("p", { class: "request-id" }, "Request id ", element("code", {}, error.requestId), " ", copyButton(error.requestId, "the request id")),
  );
}
