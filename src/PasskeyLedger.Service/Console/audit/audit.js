// The audit as an operator sees it: a search, its pages, and the story of a registration.

import { clearFound, entriesOf, showFound } from "/console/audit/found-view.js";
import { hideStory, showStory } from "/console/audit/story-view.js";
import { noteOf } from "/console/try-it/notices.js";
import { audit, developmentToken } from "/console/try-it/service.js";

const desk = document.getElementById("audit-desk");
const opener = document.getElementById("audit-open");
const form = document.getElementById("audit-search");
const status = document.getElementById("audit-status");
const problem = document.getElementById("audit-problem");
const older = document.getElementById("audit-older");

const operator = "operator";
const pageSize = 50;

/** The operator's token. Kept here and nowhere else: a reload forgets it. */
let token;
let search = { input: {}, next: undefined };
let busy = false;

opener.addEventListener("click", () => {
  const opens = desk.hidden;
  desk.hidden = !opens;
  opener.setAttribute("aria-expanded", String(opens));
  opener.textContent = opens ? "Close the audit" : "Look at the audit as an operator";
  if (opens) act(begin);
});
form.addEventListener("submit", (submitted) => {
  submitted.preventDefault();
  act(begin);
});
// The fields are empty only after the event.
form.addEventListener("reset", () => setTimeout(() => act(begin)));
older.querySelector("button").addEventListener("click", () => act(goOn));
document.getElementById("audit-story-close").addEventListener("click", () => {
  hideStory();
  form.querySelector("input").focus();
});

/** The first page of what the form asks for. */
async function begin() {
  hideStory();
  search = { input: asked(), next: undefined };
  const page = await read("SearchAuditEvents", { ...search.input, MaxResults: pageSize });
  clearFound();
  show(page);
}

/** The next page of the same search: what has arrived since is on none of its pages. */
async function goOn() {
  const before = entriesOf().length;
  show(await read("SearchAuditEvents", { ...search.input, MaxResults: pageSize, NextToken: search.next }));
  entriesOf()[before]?.querySelector("summary").focus();
}

function show(page) {
  search.next = page.NextToken;
  older.hidden = !page.NextToken;
  showFound(page.Events, { narrow, tell: (registration) => act(() => story(registration)) });
  const count = entriesOf().length;
  status.textContent = `${count === 1 ? "One event" : `${count} events`}${page.NextToken ? ", and more" : ""}, searched up to position ${page.ThroughPosition}.`;
}

async function story(registration) {
  const tell = async (next) => {
    const page = await read("GetRegistration", { RegistrationId: registration, NextToken: next });
    showStory(registration, page, { begins: !next, goOn: () => act(() => tell(page.NextToken)) });
  };
  await tell();
}

/** Searches again for what an event has. */
function narrow(name, value) {
  form.elements[name].value = value;
  act(begin);
}

async function read(operation, input) {
  token ??= await developmentToken(operator, { operator: true });
  return audit(operation, token, input);
}

function asked() {
  const input = {};
  for (const [name, value] of new FormData(form)) {
    const text = value.trim();
    if (text) input[name] = name === "From" || name === "To" ? new Date(text).toISOString() : text;
  }
  return input;
}

/** Runs one read at a time, and tells what kept it from its answer. */
async function act(action) {
  if (busy) return;
  busy = true;
  desk.setAttribute("aria-busy", "true");
  try {
    await action();
    problem.replaceChildren();
  } catch (error) {
    // The next read asks for a new token.
    if (error.name === "NotAuthorizedException") token = undefined;
    status.textContent = "";
    problem.replaceChildren(noteOf(error));
  } finally {
    busy = false;
    desk.removeAttribute("aria-busy");
  }
}
