// Elements and numbers, as all pages write them.
const svgNames = new Set(["svg", "path", "rect", "circle", "g", "text", "polyline", "title"]);

export function h(tag, props = {}, ...children) {
  const made = svgNames.has(tag) ? document.createElementNS("http://www.w3.org/2000/svg", tag) : document.createElement(tag);
  for (const [name, value] of Object.entries(props ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (name === "style") for (const [key, part] of Object.entries(value)) made.style.setProperty(key, part);
    else if (name === "value" || name === "checked" || name === "selected") made[name] = value;
    else made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.flat().filter(child => child !== null && child !== undefined && child !== false));
  return made;
}

/** Replaces what is in an element; what is not there is left out. */
export const fill = (box, ...children) => box.replaceChildren(...children.flat().filter(child => child !== null && child !== undefined && child !== false));

const icons = {
  resources: "M3 5h18v5H3zM3 14h18v5H3zM6.5 7.5h.01M6.5 16.5h.01",
  console: "M4 5h16v14H4zM7.5 9.5l3 2.5-3 2.5M12.5 15h4",
  logs: "M5 6h14M5 10.5h14M5 15h9M5 19.5h6",
  traces: "M4 6h9M8 12h9M12 18h8",
  metrics: "M4 19V5M4 19h16M8 15l3.5-5 3 3 5-7",
  search: "M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM15.5 15.5L21 21",
  theme: "M12 3a9 9 0 1 0 9 9 7 7 0 0 1-9-9z",
  help: "M9 9a3 3 0 1 1 4 2.8c-.7.3-1 .8-1 1.7M12 17h.01M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z",
  empty: "M4 8l8-4 8 4v8l-8 4-8-4zM4 8l8 4 8-4M12 12v8",
};

export const icon = name => h("svg", { viewBox: "0 0 24 24", class: "icon", "aria-hidden": "true" }, h("path", { d: icons[name] }));

/** What stands where there is nothing yet: what this would be, and how it comes. */
export const empty = (title, text) => h("div", { class: "empty" }, icon("empty"), h("strong", {}, title), h("p", {}, text));

const hues = new Map();

/** One colour for each resource, the same on every page. */
export function hue(name) {
  if (!hues.has(name)) hues.set(name, hues.size % 8);
  return hues.get(name);
}

export const chip = name => h("span", { class: `chip hue${hue(name)}` }, name);

export function duration(milliseconds) {
  if (milliseconds === null || milliseconds === undefined) return "–";
  if (milliseconds < 1) return `${Math.round(milliseconds * 1000)} µs`;
  if (milliseconds < 999.5) return `${milliseconds < 10 ? milliseconds.toFixed(2) : milliseconds < 100 ? milliseconds.toFixed(1) : Math.round(milliseconds)} ms`;
  const seconds = milliseconds / 1000;
  if (seconds < 60) return `${seconds < 10 ? seconds.toFixed(2) : seconds.toFixed(1)} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${Math.floor(seconds % 60)} s`;
  return `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`;
}

export function bytes(count) {
  const units = ["B", "KB", "MB", "GB", "TB"];
  let unit = 0;
  for (; Math.abs(count) >= 1024 && unit < units.length - 1; unit++) count /= 1024;
  return `${count < 10 && unit > 0 ? count.toFixed(1) : Math.round(count)} ${units[unit]}`;
}

export const number = count => count === null || count === undefined ? "–"
  : Math.abs(count) >= 1000 ? Math.round(count).toLocaleString("en-GB") : Number(count.toPrecision(3)).toString();

export function clock(milliseconds, withFraction = true) {
  const date = new Date(milliseconds);
  const text = date.toLocaleTimeString("en-GB");
  return withFraction ? `${text}.${String(date.getMilliseconds()).padStart(3, "0")}` : text;
}

/** A select whose options are [value, text] pairs. */
export const choice = (label, options, value, onChange) => h("label", { class: "field" }, h("span", { class: "unseen" }, label),
  h("select", { title: label, onchange: event => onChange(event.target.value) },
    options.map(([key, text]) => h("option", { value: key, selected: key === value }, text))));

/** A text field that answers when the typing pauses. */
export function searchBox(placeholder, value, onInput) {
  let timer = 0;
  return h("label", { class: "field grow" }, h("span", { class: "unseen" }, placeholder),
    h("input", {
      type: "search", placeholder: `${placeholder}  ( / )`, value, autocomplete: "off", spellcheck: "false", "data-search": true,
      oninput: event => { clearTimeout(timer); timer = setTimeout(() => onInput(event.target.value.trim()), 200); },
    }));
}

export const toggle = (text, pressed, onChange, title) => h("button", {
  type: "button", class: "toggle", "aria-pressed": String(pressed), title,
  onclick: event => {
    const now = event.currentTarget.getAttribute("aria-pressed") !== "true";
    event.currentTarget.setAttribute("aria-pressed", String(now));
    onChange(now);
  },
}, text);

export function tags(list) {
  if (!list.length) return h("p", { class: "soft" }, "No attributes.");
  return h("dl", { class: "tags" }, list.flatMap(tag => [h("dt", {}, tag.key ?? tag.name), h("dd", {}, tag.value)]));
}

export async function ask(path, options) {
  const answer = await fetch(path, options);
  if (answer.status === 401) location.reload();
  if (!answer.ok) throw new Error(await answer.text() || `${path} was answered with ${answer.status}`);
  return answer.status === 204 ? null : answer.json();
}

export function toast(text, tone = "good") {
  const made = h("div", { class: `toast ${tone}`, role: "status" }, text);
  document.getElementById("toasts").append(made);
  setTimeout(() => made.remove(), tone === "bad" ? 9000 : 3500);
}

/** Runs a piece of work at most once in a while, and once more when it was asked for meanwhile. */
export function throttled(milliseconds, work) {
  let busy = false, again = false;
  const run = async () => {
    if (busy) { again = true; return; }
    busy = true;
    try { await work(); }
    finally {
      setTimeout(() => { busy = false; if (again) { again = false; run(); } }, milliseconds);
    }
  };
  return run;
}
