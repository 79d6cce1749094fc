// The story of one registration: its events, the oldest first, with what was sent taken apart.

import { copyButton, element } from "/console/try-it/dom.js";
import { clock, day, inWords } from "/console/try-it/event-words.js";

const story = document.getElementById("audit-story");
const title = document.getElementById("audit-story-title");
const chapters = document.getElementById("audit-chapters");
const more = document.getElementById("audit-story-more");

export function hideStory() {
  story.hidden = true;
  chapters.replaceChildren();
}

/** Shows a page of a story: one that begins it takes the place of what was told before. `goOn()` asks for the page after this one. */
export function showStory(registration, page, { begins, goOn }) {
  if (begins) chapters.replaceChildren();
  title.textContent = `Registration ${registration}`;
  chapters.append(...page.Events.map(chapter));
  more.replaceChildren(...(page.NextToken ? [element("button", { type: "button", click: goOn }, "Go on")] : []));
  story.hidden = false;
  if (begins) title.focus();
}

function chapter(event) {
  return element(
    "li",
    { class: `chapter ${event.Outcome}` },
    element("code", { class: "event-name" }, event.Type),
    " ",
    event.Reason && element("code", { class: "reason" }, event.Reason),
    " ",
    element("time", { class: "clock", datetime: event.At }, `${day(event.At)} ${clock(event.At)}`),
    event.Data && element("p", {}, inWords({ type: event.Type, data: event.Data }, new Map())),
    event.Evidence && record("The evidence, taken apart", event.Evidence, event.Position),
    event.Data && record("The event as it is stored", event.Data, event.Position),
  );
}

function record(label, json, position) {
  const text = JSON.stringify(json, undefined, 2);
  return element(
    "details",
    {},
    element("summary", {}, label),
    element("pre", { tabindex: "0", role: "group", "aria-label": `${label}, at position ${position}` }, element("code", {}, text)),
    copyButton(text, `${label} at position ${position}`),
  );
}
