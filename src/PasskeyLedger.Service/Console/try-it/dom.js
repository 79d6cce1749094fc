// Elements from data. Text only ever becomes text: nothing here parses HTML.

/** An element with attributes (`undefined`, `null` and `false` are left out, functions become listeners) and children. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (typeof value === "function") made.addEventListener(key, value);
    else made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child !== undefined && child !== null && child !== false));
  return made;
}

/** Text that is read out but not seen. */
export const unseen = (text) => element("span", { class: "unseen" }, text);

/** A button that copies a text, and says so. `what` ends its accessible name. */
export function copyButton(text, what) {
  const label = element("span", {}, "Copy");
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      label.textContent = "Copied";
    } catch {
      label.textContent = "Not copied";
    }
    setTimeout(() => (label.textContent = "Copy"), 2000);
  };
  return element("button", { type: "button", class: "quiet", click: copy }, label, unseen(` ${what}`));
}
