// Structured logs: newest at the bottom, like a console that can be asked.
import { ask, chip, choice, clock, empty, h, searchBox, tags, throttled, toggle } from "/dom.js";

const maximum = 1000;
const levels = [["", "Every level"], ["Information", "Information and above"], ["Warning", "Warning and above"], ["Error", "Error and above"]];
const tones = { Trace: "idle", Debug: "idle", Information: "busy", Warning: "warn", Error: "bad", Critical: "bad" };
const short = { Information: "Info", Warning: "Warn", Critical: "Crit" };

export function logsPage(root, context, { query }) {
  const wanted = { resource: query.get("resource") ?? "", level: query.get("level") ?? "", text: query.get("text") ?? "" };
  let last = 0, paused = false;
  const list = h("div", { class: "logs", role: "log", tabindex: "0", "aria-label": "Log records" });
  const none = empty("No log records", "They come with the resources' telemetry; a filter may leave none of them.");
  const count = h("span", { class: "count" });
  const resource = h("span");
  const pause = toggle("Pause", false, on => { paused = on; if (!on) more(); }, "Hold new records back ( p )");
  pause.dataset.pause = "";

  const more = throttled(400, async () => {
    const found = await ask(`/api/logs?${new URLSearchParams({ ...wanted, after: last, max: maximum })}`);
    if (found.length) {
      last = found.at(-1).sequence;
      const atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 40;
      list.append(...found.map(one => record(one)));
      while (list.childElementCount > maximum) list.firstElementChild.remove();
      if (atEnd) list.scrollTop = list.scrollHeight;
    }
    count.textContent = `${list.childElementCount} records`;
    none.hidden = list.childElementCount > 0;
  });

  function again() {
    last = 0;
    list.replaceChildren();
    context.remember(wanted);
    more();
  }

  const set = key => value => { wanted[key] = value; again(); };
  const showResources = () => resource.replaceChildren(choice("Resource",
    [["", "Every resource"], ...[...new Set(context.state.resources.map(one => one.resource))].map(name => [name, name])], wanted.resource, set("resource")));
  root.append(h("section", { class: "fill" },
    h("div", { class: "bar" }, h("h1", {}, "Logs"), resource, choice("Level", levels, wanted.level, set("level")),
      searchBox("Text, category or attribute", wanted.text, set("text")), count, pause),
    none, list));
  showResources();
  again();
  return { resources: showResources, telemetry: () => { if (!paused) more(); } };
}

/** A record that opens to its attributes; inside a trace it needs no way there. */
export function record(one, withTrace = true) {
  const details = h("details", { class: `log ${tones[one.level]}` },
    h("summary", {},
      h("time", {}, clock(one.time)), h("span", { class: `level ${tones[one.level]}` }, short[one.level] ?? one.level), chip(one.resource),
      h("span", { class: "text" }, one.text || h("i", {}, "(no text)"))));
  // The attributes are drawn when somebody looks at them.
  details.addEventListener("toggle", () => {
    if (details.open && details.childElementCount === 1)
      details.append(h("div", { class: "inside" }, h("p", { class: "whole" }, one.text), tags([{ key: "logger", value: one.category }, { key: "process", value: one.instance }, ...one.tags])));
  });
  // A summary is a button: the way to the trace stands over it and not inside, where no screen reader finds it.
  return withTrace && one.trace
    ? h("div", { class: "jumping" }, details, h("a", { href: `#/traces/${one.trace}?span=${one.span ?? ""}`, class: "jump", title: "The trace that it was written in" }, "trace"))
    : details;
}
