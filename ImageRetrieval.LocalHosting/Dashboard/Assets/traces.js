// The list of traces: found by text, duration, status and resource; sorted; live.
import { ask, chip, choice, clock, duration, empty, h, searchBox, throttled, toggle } from "/dom.js";

const durations = [["0", "Any duration"], ["10", "≥ 10 ms"], ["100", "≥ 100 ms"], ["1000", "≥ 1 s"], ["10000", "≥ 10 s"]];
const orders = [["newest", "Newest first"], ["slowest", "Slowest first"], ["spans", "Most spans first"], ["oldest", "Oldest first"]];

export function tracesPage(root, context, { query }) {
  const wanted = {
    text: query.get("text") ?? "", resource: query.get("resource") ?? "", minMs: query.get("minMs") ?? "0",
    order: query.get("order") ?? "newest", errors: query.get("errors") === "true" ? "true" : "",
  };
  let paused = false;
  const body = h("tbody");
  const count = h("span", { class: "count" });
  const resource = h("span");
  const none = empty("No traces", "One appears with the first request to a service; a filter may leave none of them.");
  const pause = toggle("Pause", false, on => { paused = on; if (!on) load(); }, "Stop the list where it is ( p )");
  pause.dataset.pause = "";

  const load = throttled(1000, async () => {
    const found = await ask(`/api/traces?${new URLSearchParams({ ...wanted, errors: wanted.errors === "true" })}`);
    const longest = Math.max(...found.map(trace => trace.duration), 0.001);
    body.replaceChildren(...found.map(trace => row(trace, longest)));
    count.textContent = `${found.length} traces`;
    none.hidden = found.length > 0;
  });
  const set = key => value => { wanted[key] = value; context.remember({ ...wanted, minMs: wanted.minMs === "0" ? "" : wanted.minMs }); load(); };
  const showResources = () => resource.replaceChildren(choice("Resource",
    [["", "Every resource"], ...[...new Set(context.state.resources.map(one => one.resource))].map(name => [name, name])], wanted.resource, set("resource")));

  root.append(h("section", {},
    h("div", { class: "bar" }, h("h1", {}, "Traces"), resource,
      choice("Least duration", durations, wanted.minMs, set("minMs")), choice("Order", orders, wanted.order, set("order")),
      toggle("Errors only", wanted.errors === "true", on => set("errors")(on ? "true" : "")),
      searchBox("Name, id, attribute, key=value", wanted.text, set("text")), count, pause),
    none,
    h("table", { class: "cards traces" },
      h("thead", {}, h("tr", {}, ["Name", "Started", "Resources", "Spans", "Duration"].map(text => h("th", { scope: "col" }, text)))), body)));
  showResources();
  load();
  return { resources: showResources, telemetry: () => { if (!paused) load(); } };
}

function row(trace, longest) {
  const cell = (label, ...content) => h("td", { "data-label": label }, ...content);
  return h("tr", { class: "clickable", onclick: event => { if (!event.target.closest("a")) location.hash = `#/traces/${trace.id}`; } },
    cell("Name", h("a", { href: `#/traces/${trace.id}`, class: "name" }, trace.name), !trace.isComplete && h("small", {}, "its first span has not ended yet")),
    cell("Started", h("time", { class: "number" }, clock(trace.start))),
    cell("Resources", h("span", { class: "chips" }, trace.resources.map(chip))),
    cell("Spans", h("span", { class: "number" }, String(trace.spans)), trace.errors > 0 && h("span", { class: "badge bad" }, `${trace.errors} failed`)),
    cell("Duration", h("span", { class: "took" }, h("span", { class: "meter" }, h("i", { class: trace.errors ? "bad" : "", style: { width: `${Math.max(1, trace.duration / longest * 100)}%` } })), h("span", { class: "number" }, duration(trace.duration)))));
}
