// Every metric that the resources report: its chart, by dimension, with percentiles or rates.
import { ask, choice, empty, h, hue, throttled } from "/dom.js";
import { Chart, writer } from "/chart.js";

const ranges = [["5", "5 minutes"], ["15", "15 minutes"], ["60", "1 hour"]];
const quantiles = [["0.5", "p50"], ["0.9", "p90"], ["0.99", "p99"]];
const preferred = ["search.stage.duration", "vision.inference.duration", "http.server.request.duration"];

export function metricsPage(root, context, { query }) {
  let list = [], chosen = null, charts = [];
  const wanted = { resource: query.get("resource") ?? "", name: query.get("name") ?? "", minutes: query.get("minutes") ?? "15", by: query.get("by") ?? "", quantile: "0.9" };
  const filters = {};
  const names = h("nav", { class: "metriclist", "aria-label": "Metrics" });
  const find = h("input", { type: "search", placeholder: "Find a metric  ( / )", "aria-label": "Find a metric", "data-search": true, oninput: () => showList() });
  const main = h("div", { class: "metricmain" });
  root.append(h("section", { class: "metrics" }, h("div", { class: "side" }, h("h1", {}, "Metrics"), find, names), main));

  const load = throttled(2500, async () => {
    list = await ask("/api/metrics");
    if (!context.isShown()) return;
    const isNew = !chosen;
    const here = list.filter(one => !wanted.resource || one.resource === wanted.resource);
    chosen = (chosen && list.find(one => same(one, chosen))) ?? here.find(one => one.name === wanted.name)
      ?? preferred.map(name => here.find(one => one.name === name)).find(Boolean) ?? here[0] ?? list[0] ?? null;
    if (isNew || names.childElementCount !== groups()) showList();
    if (isNew) choose();
    else await draw();
  });
  const groups = () => new Set(list.map(one => one.resource)).size;

  function showList() {
    const text = find.value.trim().toLowerCase();
    const shown = list.filter(one => `${one.name} ${one.resource} ${one.meter} ${one.description}`.toLowerCase().includes(text));
    names.replaceChildren(...[...Map.groupBy(shown, one => one.resource)].map(([resource, metrics]) => h("details", { open: text !== "" || chosen?.resource === resource },
      h("summary", {}, h("i", { class: `dot hue${hue(resource)}` }), resource, h("small", {}, String(metrics.length))),
      metrics.map(one => h("button", { type: "button", title: one.description, "aria-current": chosen && same(one, chosen) ? "true" : null, onclick: () => { chosen = one; wanted.by = ""; for (const key in filters) delete filters[key]; showList(); choose(); main.scrollIntoView({ block: "nearest" }); } }, one.name)))));
  }

  function choose() {
    charts.forEach(chart => chart.leave());
    charts = [];
    if (!chosen) return main.replaceChildren(empty("No metrics yet", "They come with the resources' telemetry, some seconds after their start."));
    const dimensions = Object.entries(chosen.dimensions).filter(([, values]) => values.length > 0);
    const set = key => value => { wanted[key] = value; remember(); draw(); };
    const isHistogram = chosen.kind === "Histogram";
    charts = isHistogram ? [new Chart("Percentiles", "of each interval"), new Chart("Rate", "how many a second")] : [new Chart(chosen.kind === "Counter" ? "Rate" : "Value", chosen.kind === "Counter" ? "a second" : "")];
    main.replaceChildren(
      h("header", {}, h("h2", {}, chosen.name), h("p", { class: "soft" }, chosen.description || "(no description)"), h("p", { class: "soft" }, `${chosen.resource} · ${chosen.meter} · ${chosen.kind.toLowerCase()}${chosen.unit ? ` · ${chosen.unit}` : ""} · ${chosen.series} series`)),
      h("div", { class: "bar flat" }, choice("Time", ranges, wanted.minutes, set("minutes")),
        dimensions.length > 0 && choice("A line for each", [["", "One line"], ...dimensions.map(([key]) => [key, `by ${key}`])], wanted.by, set("by")),
        isHistogram && dimensions.length > 0 && choice("Percentile of the lines", quantiles, wanted.quantile, set("quantile")),
        dimensions.filter(([, values]) => values.length > 1).map(([key, values]) => choice(key, [["", `${key}: all`], ...values.map(value => [value, `${key}: ${value}`])], filters[key] ?? "", value => { filters[key] = value; draw(); }))),
      ...charts.map(chart => chart.element));
    names.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
    remember();
    draw();
  }

  const remember = () => context.remember({ resource: chosen.resource, name: chosen.name, by: wanted.by, minutes: wanted.minutes === "15" ? "" : wanted.minutes });

  async function draw() {
    if (!chosen) return;
    const asked = new URLSearchParams({ name: chosen.name, resource: chosen.resource, minutes: wanted.minutes, by: wanted.by, quantile: wanted.quantile });
    for (const [key, value] of Object.entries(filters)) if (value) asked.append("filter", `${key}=${value}`);
    const chart = await ask(`/api/metrics/chart?${asked}`);
    const write = writer(chart.unit);
    const rate = writer(chart.kind === "Histogram" ? "/s" : chart.unit === "By" ? "By" : `${chart.unit.replace(/[{}]/g, "")}/s`);
    charts[0]?.show(chart.times, chart.lines, chart.kind === "Counter" ? rate : write);
    charts[1]?.show(chart.times, chart.rates, rate);
  }

  load();
  return { telemetry: load, theme: () => charts.forEach(chart => chart.theme()), leave: () => charts.forEach(chart => chart.leave()) };
}

const same = (one, other) => one.name === other.name && one.resource === other.resource;
