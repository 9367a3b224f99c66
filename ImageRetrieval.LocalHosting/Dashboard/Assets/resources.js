// All resources: a table with what can be done, the graph of who needs whom, and how each was started.
import { ask, bytes, chip, duration, empty, h, hue, tags, toast } from "/dom.js";
import { drawGraph } from "/graph.js";

const words = { NotStarted: "Not started", RuntimeUnhealthy: "Runtime unhealthy", FailedToStart: "Failed" };
export const stateTone = {
  NotStarted: "idle", Waiting: "busy", Starting: "busy", Running: "good", RuntimeUnhealthy: "bad",
  FailedToStart: "bad", Stopping: "busy", Exited: "bad", Finished: "idle",
};
const healthTone = { Healthy: "good", Degraded: "warn", Unhealthy: "bad", Starting: "busy" };

export function summary(resources) {
  const done = resources.filter(resource => resource.isReady || resource.state === "Finished").length;
  return done === resources.length ? `all ${done} ready` : `${done} of ${resources.length} ready`;
}

/** What a dot in the graph and a row agree on. */
export const toneOf = resource => resource.state === "Running" && resource.health ? healthTone[resource.health] : stateTone[resource.state];

export function resourcesPage(root, { state }) {
  const body = h("tbody");
  const graph = h("div", { class: "graph", role: "group", tabindex: "0", "aria-label": "Which resource needs which" });
  const heads = ["Name", "State", "Health", "Address", "Running for", "Restarts", "CPU", "Memory", "Commands"];
  root.append(
    h("section", {}, h("h1", {}, "Resources"),
      h("table", { class: "cards" }, h("thead", {}, h("tr", {}, heads.map(text => h("th", { scope: "col" }, text)))), body)),
    h("section", {}, h("h2", {}, "Who needs whom"), graph));
  const show = () => {
    // A menu that somebody has open stays open: it is drawn again when it closes.
    if (body.querySelector("details[open]")) return;
    body.replaceChildren(...(state.resources.length
      ? state.resources.map(resource => row(resource, state.usage.get(resource.name)))
      : [h("tr", {}, h("td", { colspan: heads.length }, empty("No resources yet", "The AppHost has not described any, or its first answer is on the way.")))]));
  };
  const all = () => { show(); drawGraph(graph, state.resources, openDetails); };
  const timer = setInterval(show, 5000);
  all();
  return { resources: all, usage: show, leave: () => clearInterval(timer) };
}

function row(resource, usage) {
  const dot = h("span", { class: `dot hue${hue(resource.name)}` });
  return h("tr", {},
    cell("Name", h("button", { type: "button", class: "name", title: `How ${resource.name} was started`, onclick: () => openDetails(resource) }, dot, resource.name)),
    cell("State", badge(words[resource.state] ?? resource.state, stateTone[resource.state]), reason(resource.reason ?? exitCode(resource))),
    cell("Health", resource.health ? [badge(resource.health, healthTone[resource.health]), reason(resource.healthReason)] : none()),
    cell("Address", resource.urls.length ? resource.urls.map(address) : none()),
    cell("Running for", resource.processId && resource.startedAt
      ? h("time", { class: "number", datetime: resource.startedAt, title: `since ${new Date(resource.startedAt).toLocaleString()}, process ${resource.processId}` }, duration(Math.floor((Date.now() - new Date(resource.startedAt)) / 1000) * 1000).replace(/\.\d+/, "")) : none()),
    cell("Restarts", h("span", { class: resource.restarts ? "number many" : "number" }, String(resource.restarts))),
    cell("CPU", resource.processId && usage ? [h("span", { class: "number percent" }, usage.cpu === null ? "–" : `${Math.round(usage.cpu * 100)} %`), sparkline(usage.history)] : none()),
    cell("Memory", resource.processId && usage ? h("span", { class: "number" }, bytes(usage.memoryBytes)) : none()),
    cell("Commands", commands(resource)));
}

function commands(resource) {
  const plain = resource.commands.filter(command => command.isHighlighted);
  const more = resource.commands.filter(command => !command.isHighlighted);
  return h("div", { class: "commands" },
    plain.map(command => commandButton(resource, command)),
    more.length > 0 && h("details", { class: "menu" }, h("summary", { title: `More for ${resource.name}`, "aria-label": `More for ${resource.name}` }, "⋯"),
      h("div", {}, more.map(command => commandButton(resource, command)))));
}

function commandButton(resource, command) {
  return h("button", {
    type: "button", class: "command", disabled: !command.isEnabled, title: command.description ?? `${command.text} ${resource.name}`,
    onclick: async event => {
      const button = event.currentTarget;
      button.closest("details")?.removeAttribute("open");
      if (command.confirmation && !await confirmed(command)) return;
      button.disabled = true;
      try {
        const result = await ask(`/api/resources/${encodeURIComponent(resource.name)}/commands/${encodeURIComponent(command.name)}`, { method: "POST" });
        if (result.success) toast(`${resource.name}: ${command.text}: done`);
        else toast(`${resource.name}: ${command.text}: ${result.errorMessage}`, "bad");
      } finally {
        button.disabled = !command.isEnabled;
      }
    },
  }, command.text);
}

function confirmed(command) {
  const dialog = document.getElementById("dialog");
  dialog.replaceChildren(h("h2", {}, command.text), h("p", {}, command.confirmation),
    h("form", { method: "dialog", class: "buttons" }, h("button", { value: "no" }, "Cancel"), h("button", { value: "yes", class: "primary" }, command.text)));
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise(resolve => dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true }));
}

async function openDetails(resource) {
  const dialog = document.getElementById("dialog");
  const name = encodeURIComponent(resource.name);
  const content = h("div", {}, h("p", { class: "soft" }, "Asking …"));
  dialog.replaceChildren(
    h("h2", {}, chip(resource.name), ` ${words[resource.state] ?? resource.state}`),
    h("p", { class: "jumps" },
      h("a", { href: `#/console?of=${name}` }, "Console"), h("a", { href: `#/logs?resource=${encodeURIComponent(resource.resource)}` }, "Logs"),
      h("a", { href: `#/traces?resource=${encodeURIComponent(resource.resource)}` }, "Traces"), h("a", { href: `#/metrics?resource=${encodeURIComponent(resource.resource)}` }, "Metrics")),
    content,
    h("form", { method: "dialog" }, h("button", { class: "primary" }, "Close")));
  for (const link of dialog.querySelectorAll("a")) link.addEventListener("click", () => dialog.close());
  dialog.showModal();
  try {
    const details = await ask(`/api/resources/${name}/details`);
    content.replaceChildren(
      h("h3", {}, "Command"), h("code", { class: "block" }, details.command), h("small", {}, `in ${details.workingDirectory}`),
      h("h3", {}, "Environment"), h("small", {}, "What differs from the AppHost's own; secrets are not told."), tags(details.environment));
  } catch (error) {
    content.replaceChildren(h("p", { class: "soft" }, error.message));
  }
}

const exitCode = resource => resource.exitCode === null ? null : `exit code ${resource.exitCode}`;
const badge = (word, tone) => h("span", { class: `badge ${tone ?? "idle"}` }, word);
const reason = text => text ? h("small", { class: "reason" }, text) : null;
const none = () => h("span", { class: "none" }, "–");
const cell = (label, ...content) => h("td", { "data-label": label }, ...content);
const address = url => h("div", { class: "address" }, h("a", { href: url.url, target: "_blank", rel: "noopener" }, url.url.replace(/^https?:\/\//, "")), url.displayText && h("small", {}, url.displayText));

function sparkline(values) {
  const top = Math.max(0.2, ...values);
  const points = values.map((value, index) => `${((index + 40 - values.length) / 39 * 48).toFixed(1)},${(15 - value / top * 14).toFixed(1)}`).join(" ");
  return h("svg", { viewBox: "0 0 48 16", class: "spark", "aria-hidden": "true" }, h("polyline", { points }));
}
