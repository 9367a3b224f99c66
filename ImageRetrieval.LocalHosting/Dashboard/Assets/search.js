// The domain: what can be searched, how fast, how the ingest gets on, and which searches were slow.
import { ask, chip, clock, duration, empty, fill, h, number, throttled } from "/dom.js";
import { Chart, writer } from "/chart.js";

const modelTone = { ready: "good", building: "busy", failed: "bad" };
const stages = ["decode", "inference", "search"];

export function searchPage(root) {
  const models = h("div", { class: "tiles" });
  const ingest = h("div", { class: "ingest" });
  const slow = h("div");
  const latency = new Chart("Search in the index", "p50, p90, p99"), inference = new Chart("Embedding", "p90, by model"),
    downloads = new Chart("Downloads", "a second, by outcome"), failures = new Chart("Failures", "a second, by reason");
  const charts = [
    [latency, "search.stage.duration", "", "Nobody has searched in this time.", "stage=search"], [inference, "vision.inference.duration", "model", "Nothing was embedded in this time."],
    [downloads, "ingest.downloads", "outcome", "Nothing was downloaded in this time."], [failures, "ingest.failures", "reason", "Nothing failed in this time."],
  ];
  root.append(
    h("section", {}, h("h1", {}, "Search"), models),
    h("section", {}, h("h2", {}, "Ingest"), ingest),
    h("section", {}, h("h2", {}, "The last 15 minutes"), h("div", { class: "charts" }, charts.map(([chart]) => chart.element))),
    h("section", {}, h("h2", {}, "Slowest searches"), slow));

  const load = throttled(2500, async () => {
    const view = await ask("/api/search");
    showModels(models, view);
    showIngest(ingest, view.ingest);
    showSlow(slow, view.slowest);
    await Promise.all(charts.map(async ([chart, name, by, whenEmpty, filter]) => {
      const found = await ask(`/api/metrics/chart?${new URLSearchParams({ name, by, minutes: 15, ...(filter && { filter }) })}`);
      chart.show(found.times, found.lines, found.kind === "Counter" ? value => `${number(value)} /s` : writer(found.unit), whenEmpty);
    }));
  });
  load();
  return { telemetry: load, resources: load, theme: () => charts.forEach(([chart]) => chart.theme()), leave: () => charts.forEach(([chart]) => chart.leave()) };
}

function showModels(box, view) {
  const list = view.models?.models ?? [];
  if (list.length === 0) {
    box.replaceChildren(view.isReady
      ? empty("No models", `'${view.resource}' names none at /v1/models.`)
      : empty(`'${view.resource}' is not ready`, "Models and their indexes are shown when it answers; the page Resources says what it waits for."));
    return;
  }
  box.replaceChildren(...list.map(model => h("article", { class: "tile" },
    h("h2", {}, model.name, h("span", { class: `badge ${modelTone[model.state] ?? "idle"}` }, model.state)),
    h("p", { class: "big" }, number(model.images), h("small", {}, " pictures")),
    h("dl", {}, fact("Dimension", model.dimension ?? "–"), fact("Recall @10", recall(view.recalls[model.name])),
      fact("Snapshot", model.snapshotVersion ?? "none yet"), fact("Published", model.snapshotCreated ? new Date(model.snapshotCreated).toLocaleString("en-GB") : "–")),
    model.reason && h("p", { class: "notice bad" }, model.reason))));
}

function showIngest(box, ingest) {
  if (!ingest || ingest.state === "unknown") {
    box.replaceChildren(empty("Nothing is known of an ingest", "The Worker's progress is shown while it runs, and its result afterwards."));
    return;
  }
  const part = ingest.total ? (ingest.indexed + ingest.failed) / ingest.total : 0;
  const reasons = Object.entries(ingest.reasons ?? {}).filter(([, count]) => count > 0).sort((one, other) => other[1] - one[1]);
  fill(box,
    h("p", { class: "facts" }, h("span", { class: `badge ${ingest.state === "failed" ? "bad" : ingest.state === "done" ? "good" : "busy"}` }, ingest.state),
      h("span", {}, `${number(ingest.indexed)} of ${number(ingest.total)} indexed`),
      ingest.failed > 0 && h("span", {}, `${number(ingest.failed)} failed`),
      ingest.imagesPerSecond ? h("span", {}, `${number(ingest.imagesPerSecond)} pictures/s`) : null,
      ingest.etaSeconds ? h("span", {}, `${duration(ingest.etaSeconds * 1000)} to go`) : null),
    h("div", { class: "progress", role: "progressbar", "aria-valuenow": Math.round(part * 100), "aria-valuemin": 0, "aria-valuemax": 100, "aria-label": "Part of the list that is done" },
      h("i", { class: "good", style: { width: `${ingest.total ? ingest.indexed / ingest.total * 100 : 0}%` } }), h("i", { class: "bad", style: { width: `${ingest.total ? ingest.failed / ingest.total * 100 : 0}%` } })),
    reasons.length > 0 && h("ul", { class: "reasons" }, reasons.map(([reason, count]) => h("li", {},
      h("span", {}, reason), h("i", { style: { width: `${count / reasons[0][1] * 100}%` } }), h("b", { class: "number" }, number(count))))));
}

function showSlow(box, list) {
  if (list.length === 0) {
    box.replaceChildren(empty("No searches yet", "Show the portal a picture: the search appears here with its stages."));
    return;
  }
  const longest = list[0].trace.duration;
  box.replaceChildren(
    h("p", { class: "legend" }, stages.map((stage, index) => h("span", {}, h("i", { class: `dot hue${index}` }), stage)), h("span", {}, h("i", { class: "dot rest" }), "everything else")),
    h("table", { class: "cards slow" }, h("thead", {}, h("tr", {}, ["Search", "Started", "Resources", "Stages", "Duration"].map(text => h("th", { scope: "col" }, text)))),
      h("tbody", {}, list.map(({ trace, stages: took }) => h("tr", {},
        cell("Search", h("a", { href: `#/traces/${trace.id}`, class: "name" }, trace.name), trace.errors > 0 && h("span", { class: "badge bad" }, "failed")),
        cell("Started", h("time", { class: "number" }, clock(trace.start))),
        cell("Resources", h("span", { class: "chips" }, trace.resources.map(chip))),
        cell("Stages", h("span", { class: "stages", style: { width: `${trace.duration / longest * 100}%` } },
          stages.map((stage, index) => h("i", { class: `hue${index}`, title: `${stage}: ${duration(took[stage])}`, style: { width: `${(took[stage] ?? 0) / trace.duration * 100}%` } })))),
        cell("Duration", h("span", { class: "number" }, duration(trace.duration))))))));
}

const recall = measured => measured ? `${measured.mean.toFixed(4)} of ${number(measured.count)} queries` : "not measured yet";
const cell = (label, ...content) => h("td", { "data-label": label }, ...content);
const fact = (name, value) => [h("dt", {}, name), h("dd", {}, String(value))];
