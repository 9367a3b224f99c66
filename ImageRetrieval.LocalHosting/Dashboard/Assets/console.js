// The console output: bounded, filtered, following the newest line unless the reader scrolls up.
import { plain, render } from "/ansi.js";
import { clock, h, hue, searchBox, toggle } from "/dom.js";

const maximum = 5000;

export function consolePage(root, context, { query }) {
  let source = query.get("of") ?? "", text = query.get("text")?.toLowerCase() ?? "", paused = false, held = [];
  const box = h("div", { class: "lines", tabindex: "0", role: "log", "aria-label": "Console output" });
  const count = h("span", { class: "count" });
  const sources = h("div", { class: "tabs", role: "radiogroup", "aria-label": "Whose output" });
  const download = h("a", { class: "toggle", download: true, title: "Everything that is kept of it, as text" }, "Download");
  const follow = toggle("Follow", true, on => on && toEnd(), "Keep the newest line in view");
  const pause = toggle("Pause", false, on => { paused = on; if (!on) { append(held); held = []; } report(); }, "Hold new lines back ( p )");
  pause.dataset.pause = "";
  const following = () => follow.getAttribute("aria-pressed") === "true";
  const toEnd = () => { box.scrollTop = box.scrollHeight; };

  function append(lines) {
    box.append(...lines.map(line));
    while (box.childElementCount > maximum) box.firstElementChild.remove();
    report();
    if (following()) toEnd();
  }

  function line(one) {
    const content = h("span", { class: "text" });
    render(one.text, content);
    const made = h("div", { class: one.isError ? "line error" : "line" },
      h("time", {}, clock(new Date(one.time).getTime(), false)),
      !source && h("span", { class: `who hue${hue(one.resource)}` }, one.resource), content);
    made.dataset.plain = `${one.resource} ${plain(one.text)}`.toLowerCase();
    made.hidden = !made.dataset.plain.includes(text);
    return made;
  }

  function report() {
    const all = box.childElementCount;
    const shown = text ? [...box.children].filter(one => !one.hidden).length : all;
    count.textContent = paused && held.length ? `${held.length} held back` : text ? `${shown} of ${all}` : `${all} lines`;
    box.dataset.empty = all === 0 ? "No output yet: lines appear here as they are written." : shown === 0 ? "No line contains the filter's text." : "";
  }

  function select(name) {
    source = name;
    box.replaceChildren();
    held = [];
    context.remember({ of: source, text });
    download.href = `/api/console/download?resource=${encodeURIComponent(source)}`;
    showSources();
    report();
    context.stream(source);
  }

  function showSources() {
    sources.replaceChildren(...["", ...context.state.resources.map(resource => resource.name), "apphost"].map(name =>
      h("button", { type: "button", role: "radio", "aria-checked": String(name === source), onclick: () => select(name) }, name || "All")));
  }

  box.addEventListener("scroll", () => {
    const atEnd = box.scrollHeight - box.scrollTop - box.clientHeight < 24;
    if (following() !== atEnd) follow.setAttribute("aria-pressed", String(atEnd));
  });
  root.append(h("section", { class: "fill" },
    h("div", { class: "bar" }, h("h1", {}, "Console"), sources,
      searchBox("Filter lines", text, value => {
        text = value.toLowerCase();
        for (const one of box.children) one.hidden = !one.dataset.plain.includes(text);
        context.remember({ of: source, text });
        report();
        if (following()) toEnd();
      }),
      count, follow, pause,
      h("button", { type: "button", class: "toggle", title: "Empty this view; the AppHost keeps the lines", onclick: () => { box.replaceChildren(); report(); } }, "Clear"),
      download),
    box));
  select(source);
  return { resources: showSources, lines: lines => { if (paused) { held = [...held, ...lines].slice(-maximum); report(); } else append(lines); } };
}
