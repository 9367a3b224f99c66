// One trace as a waterfall, with the log records inside it.
import { ask, chip, clock, duration, empty, fill, h, hue, searchBox, tags, throttled, toggle } from "/dom.js";
import { record } from "/logs.js";

export function tracePage(root, context, { id, query }) {
  const page = h("section", {});
  let text = "", withLogs = true, known = 0;
  const closed = new Set();
  const opened = new Set(query.get("span") ? [query.get("span")] : []);
  let trace = null;
  const body = h("div", { class: "waterfall" });
  const head = h("div", { class: "tracehead" });
  const count = h("span", { class: "count" });
  root.append(h("p", { class: "crumbs" }, h("a", { href: "#/traces" }, "Traces"), " / ", h("code", {}, id.slice(0, 16), "…")), page);
  page.append(head, h("div", { class: "bar" }, searchBox("Find spans", "", value => { text = value.toLowerCase(); draw(); }), count,
    toggle("Logs", true, on => { withLogs = on; draw(); }, "Show log records where they were written")), body);

  async function load() {
    try {
      const found = await ask(`/api/traces/${id}`);
      if (found.spans.length + found.logs.length === known) return;
      known = found.spans.length + found.logs.length;
      trace = found;
      draw();
    } catch (error) {
      page.replaceChildren(empty("This trace is not here", error.message));
    }
  }

  function draw() {
    const start = Math.min(...trace.spans.map(span => span.start));
    const end = Math.max(...trace.spans.map(span => span.start + span.duration));
    const total = Math.max(end - start, 0.001);
    const tree = grow(trace.spans);
    const first = tree[0]?.span;
    fill(head,
      h("h1", {}, first?.name ?? id),
      h("p", { class: "facts" },
        h("span", {}, duration(total)), h("span", {}, `${trace.spans.length + trace.dropped} spans`),
        h("span", {}, `${trace.logs.length} log records`), h("span", {}, `started ${clock(start)}`),
        h("span", { class: "chips" }, [...new Set(trace.spans.map(span => span.resource))].map(chip))),
      trace.dropped > 0 && h("p", { class: "notice" }, `${trace.dropped} more spans came than one trace may keep; they are counted, not shown.`));
    const matching = span => !text || [span.name, span.resource, span.id, span.status ?? "", ...span.tags.flatMap(tag => [tag.value, `${tag.key}=${tag.value}`])].some(part => part.toLowerCase().includes(text));
    count.textContent = text ? `${trace.spans.filter(matching).length} of ${trace.spans.length}` : "";
    const rows = [ruler(total)];
    const logsOf = Map.groupBy(trace.logs, log => log.span ?? "");
    const visit = (node, depth) => {
      rows.push(...bar(node, depth, start, total, matching(node.span), logsOf.get(node.span.id) ?? []));
      if (!closed.has(node.span.id)) node.children.forEach(child => visit(child, depth + 1));
    };
    tree.forEach(node => visit(node, 0));
    const stray = trace.logs.filter(log => !trace.spans.some(span => span.id === log.span));
    if (withLogs && stray.length) rows.push(h("div", { class: "inlogs" }, stray.map(log => record(log, false))));
    body.replaceChildren(...rows);
  }

  function bar(node, depth, start, total, isMatch, logs) {
    const { span, children } = node;
    const left = (span.start - start) / total * 100, size = Math.max(span.duration / total * 100, 0.15);
    const line = h("div", { class: `span${isMatch ? "" : " faint"}${span.isError ? " failed" : ""}` },
      h("div", { class: "label", style: { "--depth": String(depth) } },
        children.length
          ? h("button", { type: "button", class: "caret", "aria-expanded": String(!closed.has(span.id)), "aria-label": `${children.length} spans inside`, onclick: () => { flip(closed, span.id); draw(); } }, closed.has(span.id) ? "▸" : "▾")
          : h("span", { class: "caret" }),
        h("i", { class: `dot hue${hue(span.resource)}` }),
        h("button", { type: "button", class: "name", title: `${span.resource}: ${span.name}`, "aria-expanded": String(opened.has(span.id)), onclick: () => { flip(opened, span.id); draw(); } }, span.name),
        h("small", {}, target(span))),
      h("div", { class: "track" },
        h("i", { class: `bar hue${hue(span.resource)}`, style: { left: `${left}%`, width: `${size}%` } }),
        logs.map(log => h("i", { class: `mark ${log.level.toLowerCase()}`, title: `${log.level}: ${log.text}`, style: { left: `${Math.min(100, Math.max(0, (log.time - start) / total * 100))}%` } })),
        span.events.map(one => h("i", { class: "mark event", title: one.name, style: { left: `${Math.min(100, Math.max(0, (one.time - start) / total * 100))}%` } })),
        took(span, left, size)));
    const rows = [line];
    if (opened.has(span.id)) rows.push(details(span));
    if (withLogs && logs.length) rows.push(h("div", { class: "inlogs", style: { "--depth": String(depth + 1) } }, logs.map(log => record(log, false))));
    return rows;
  }

  load();
  return { telemetry: throttled(1500, load) };
}

function details(span) {
  return h("div", { class: "inside" },
    span.status && h("p", { class: "notice bad" }, span.status),
    tags([{ key: "span", value: span.id }, { key: "kind", value: span.kind }, { key: "source", value: span.scope }, { key: "process", value: span.instance }, ...span.tags]),
    span.events.map(one => h("div", {}, h("h3", {}, `${clock(one.time)} ${one.name}`), tags(one.tags))),
    span.links.map(link => h("p", {}, "Linked with ", h("a", { href: `#/traces/${link}` }, link))));
}

/** Spans under their parents; one whose parent is not here stands at the top. */
function grow(spans) {
  const nodes = new Map(spans.map(span => [span.id, { span, children: [] }]));
  const roots = [];
  for (const node of nodes.values()) {
    const parent = nodes.get(node.span.parent);
    if (parent && parent !== node) parent.children.push(node);
    else roots.push(node);
  }
  return roots;
}

/** Beside the bar where there is room, else on it. */
function took(span, left, size) {
  const text = duration(span.duration);
  if (left + size <= 80) return h("span", { class: "took number", style: { left: `${left + size + 0.6}%` } }, text);
  return left > 25 ? h("span", { class: "took number", style: { right: `${100 - left + 0.6}%` } }, text) : h("span", { class: "took on number", style: { right: `${100 - left - size + 0.6}%` } }, text);
}

/** Whose span it is; of a call, also what was called. */
function target(span) {
  const url = span.kind === "Client" && span.tags.find(tag => tag.key === "url.full")?.value;
  try {
    return url ? `${span.resource} → ${new URL(url).pathname}` : span.resource;
  } catch {
    return span.resource;
  }
}

const flip = (set, key) => set.delete(key) || set.add(key);

const ruler = total => h("div", { class: "span ruler" }, h("div", { class: "label" }, h("small", {}, "Span")),
  h("div", { class: "track" }, [0, 0.25, 0.5, 0.75, 1].map(part =>
    h("span", { class: "tick number", style: part === 1 ? { right: "0" } : { left: `${part * 100}%` } }, part === 0 ? "0" : duration(total * part)))));
