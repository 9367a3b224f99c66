// The frame: pages by the address after #, one live stream for all of them, keys, theme.
import { h, icon, toast } from "/dom.js";
import { Live } from "/live.js";
import { resourcesPage, summary } from "/resources.js";
import { consolePage } from "/console.js";
import { logsPage } from "/logs.js";
import { tracesPage } from "/traces.js";
import { tracePage } from "/trace.js";
import { metricsPage } from "/metrics.js";
import { searchPage } from "/search.js";

const find = id => document.getElementById(id);
const pages = [
  ["resources", "Resources", resourcesPage], ["console", "Console", consolePage], ["logs", "Logs", logsPage],
  ["traces", "Traces", tracesPage], ["metrics", "Metrics", metricsPage], ["search", "Search", searchPage],
];
const keys = [
  ["1 – 6", "the pages"], ["/", "the text filter"], ["p", "pause or go on"], ["t", "light or dark"], ["Esc", "close, or back"], ["?", "this list"],
];

const state = { resources: [], usage: new Map(), application: "Dashboard" };
let current = null, name = "";

const live = new Live({
  application: data => { state.application = data.name; find("application").textContent = data.name; title(); },
  resources: data => {
    state.resources = data;
    find("summary").textContent = summary(data);
    current?.resources?.();
  },
  usage: data => {
    for (const one of data) {
      const history = state.usage.get(one.name)?.history ?? [];
      state.usage.set(one.name, { ...one, history: [...history.slice(-39), one.cpu ?? 0] });
    }
    current?.usage?.();
  },
  telemetry: data => current?.telemetry?.(data),
  lines: data => current?.lines?.(data),
  link: (text, good) => { find("link").textContent = text; find("link").classList.toggle("lost", !good); },
});

/** What the page in the address is: its entry, the id and the query behind it. */
function place() {
  const [path, query] = location.hash.replace(/^#\/?/, "").split("?");
  const [page, id] = (path || "resources").split("/");
  return { known: pages.find(([key]) => key === page) ?? pages[0], id, query };
}

/** What a page is given. It may answer late: when it has been left, or the address already names the next one, it changes nothing. */
function contextOf(own) {
  const context = {
    state,
    /** True while this very page is shown and stays. */
    isShown: () => current?.context === context && place().known[0] === own,
    /** Changes the part of the address after the page, without a step in the history. */
    remember(values) {
      if (!context.isShown()) return;
      const query = new URLSearchParams(Object.entries(values).filter(([, value]) => value));
      history.replaceState(null, "", `#/${own}${query.size ? `?${query}` : ""}`);
    },
    stream: source => { if (context.isShown()) live.show(source); },
  };
  return context;
}

function route() {
  const { known, id, query } = place();
  name = known[0];
  current?.leave?.();
  const root = find("main");
  root.replaceChildren();
  root.className = `page-${name}`;
  const make = name === "traces" && id ? tracePage : known[2];
  if (name !== "console") live.show(undefined);
  const context = contextOf(name);
  current = { context };
  Object.assign(current, make(root, context, { id: id && decodeURIComponent(id), query: new URLSearchParams(query) }));
  for (const link of find("nav").children) link.toggleAttribute("aria-current", link.dataset.page === name);
  for (const link of find("nav").querySelectorAll("[aria-current]")) link.setAttribute("aria-current", "page");
  title();
  window.scrollTo(0, 0);
}

function title() {
  document.title = `${pages.find(([key]) => key === name)?.[1] ?? ""} · ${state.application}`;
}

function flipTheme() {
  const isDark = document.documentElement.dataset.theme
    ? document.documentElement.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  document.documentElement.dataset.theme = isDark ? "light" : "dark";
  localStorage.setItem("theme", document.documentElement.dataset.theme);
  current?.theme?.();
}

function help() {
  const dialog = find("dialog");
  dialog.replaceChildren(
    h("h2", {}, "Keys"),
    h("dl", { class: "keys" }, keys.flatMap(([key, text]) => [h("dt", {}, h("kbd", {}, key)), h("dd", {}, text)])),
    h("form", { method: "dialog" }, h("button", { class: "primary" }, "Close")));
  dialog.showModal();
}

document.addEventListener("keydown", event => {
  const typing = event.target.closest("input, select, textarea");
  if (event.key === "Escape" && typing) return typing.blur();
  if (typing || event.ctrlKey || event.metaKey || event.altKey || find("dialog").open) return;
  const page = pages[Number(event.key) - 1];
  if (page) location.hash = `#/${page[0]}`;
  else if (event.key === "/") document.querySelector("[data-search]")?.focus();
  else if (event.key === "p") document.querySelector("[data-pause]")?.click();
  else if (event.key === "t") flipTheme();
  else if (event.key === "?") help();
  else if (event.key === "Escape" && location.hash.startsWith("#/traces/")) history.back();
  else return;
  event.preventDefault();
});

find("nav").append(...pages.map(([key, text], index) =>
  h("a", { href: `#/${key}`, "data-page": key, title: `${text} ( ${index + 1} )` }, icon(key), h("span", {}, text))));
find("tools").append(
  h("button", { type: "button", class: "round", title: "Light or dark ( t )", "aria-label": "Light or dark", onclick: flipTheme }, icon("theme")),
  h("button", { type: "button", class: "round wide-only", title: "Keys ( ? )", "aria-label": "Keys", onclick: help }, icon("help")));
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => current?.theme?.());
window.addEventListener("hashchange", route);
window.addEventListener("unhandledrejection", event => toast(String(event.reason?.message ?? event.reason), "bad"));
route();
live.open();
