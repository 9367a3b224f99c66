// One live stream feeds the page; a hidden tab gives its connection back.
import { ConsoleView } from "/console.js";
import { element, showResources, summary } from "/resources.js";

const find = id => document.getElementById(id);
const view = new ConsoleView(find("lines"), find("filter"), find("count"), find("follow"), find("clear"));
const retryMilliseconds = 2000;

let stream = null;
let resources = [];
let selected = new URLSearchParams(location.search).get("console");
let last = 0;

function open() {
  const query = new URLSearchParams({ after: last });
  if (selected) query.set("console", selected);
  stream = new EventSource(`/api/stream?${query}`);
  stream.addEventListener("application", event => showApplication(JSON.parse(event.data)));
  stream.addEventListener("resources", event => {
    resources = JSON.parse(event.data);
    showAll();
  });
  stream.addEventListener("lines", event => {
    const lines = JSON.parse(event.data).filter(line => line.sequence > last);
    if (lines.length === 0) return;
    last = lines.at(-1).sequence;
    view.add(lines);
  });
  stream.onopen = () => showLink("live", true);
  stream.onerror = () => {
    showLink("the AppHost does not answer", false);
    if (stream?.readyState === EventSource.CLOSED) retry();
  };
}

function close() {
  stream?.close();
  stream = null;
}

async function retry() {
  close();
  try {
    const answer = await fetch("/api/resources");
    // A new AppHost does not know us: the page that asks for the code comes instead.
    if (answer.status === 401) return location.reload();
    if (answer.ok) return open();
  } catch {
    // It is still away.
  }
  setTimeout(retry, retryMilliseconds);
}

function select(name) {
  if (name === selected) return;
  selected = name;
  const address = new URL(location.href);
  if (name) address.searchParams.set("console", name);
  else address.searchParams.delete("console");
  history.replaceState(null, "", address);
  close();
  last = 0;
  view.show(!selected);
  showAll();
  open();
}

function showAll() {
  showResources(find("resources").tBodies[0], resources, selected, select);
  find("summary").textContent = summary(resources);
  find("sources").replaceChildren(...[null, ...resources.map(resource => resource.name)].map(source));
}

function source(name) {
  const tab = element("button", "", name ?? "All");
  tab.type = "button";
  tab.setAttribute("role", "radio");
  tab.setAttribute("aria-checked", name === selected);
  tab.addEventListener("click", () => select(name));
  return tab;
}

function showApplication(application) {
  find("application").textContent = application.name;
  document.title = `${application.name}: dashboard`;
}

function showLink(text, good) {
  find("link").textContent = text;
  find("link").classList.toggle("lost", !good);
}

document.addEventListener("visibilitychange", () => {
  if (document.hidden) close();
  else if (!stream) open();
});
document.addEventListener("keydown", event => {
  if (event.key === "/" && event.target.tagName !== "INPUT") {
    event.preventDefault();
    find("filter").focus();
  }
});

view.show(!selected);
open();
