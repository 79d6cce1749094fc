// The calls of a registration, as they happen, each with the time it took.

import { element, unseen } from "./dom.js";

const list = document.getElementById("ceremony");
const stateWords = { waiting: "not yet", current: "now", done: "done", failed: "failed" };

/** Lays the calls out anew and returns `run(call, work)`, which shows a call's progress around its work. */
export function beginCeremony(calls) {
  const rows = new Map(calls.map((call) => [call, rowOf(call)]));
  list.replaceChildren(...[...rows.values()].map(({ row }) => row));
  list.hidden = false;

  return async function run(call, work) {
    const { show } = rows.get(call);
    show("current");
    const began = performance.now();
    try {
      const result = await work();
      show("done", performance.now() - began);
      return result;
    } catch (error) {
      show("failed", performance.now() - began);
      throw error;
    }
  };
}

export function clearCeremony() {
  list.hidden = true;
  list.replaceChildren();
}

function rowOf(call) {
  const state = unseen("");
  const took = element("span", { class: "took" });
  const row = element("li", {}, element("span", {}, element("code", {}, call), state), took);
  const show = (name, milliseconds) => {
    row.dataset.state = name;
    state.textContent = `, ${stateWords[name]}`;
    if (name === "current") row.setAttribute("aria-current", "step");
    else row.removeAttribute("aria-current");
    took.textContent = milliseconds === undefined ? "" : duration(milliseconds);
  };
  show("waiting");
  return { row, show };
}

const duration = (milliseconds) => (milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`);
