// Line charts by uPlot, in the page's colours.
import { bytes, duration, number, h } from "/dom.js";

// A canvas cannot read light-dark(): an element's colour says what it comes to.
const probe = document.body.appendChild(h("i", { hidden: true }));

function css(name) {
  probe.style.color = `var(${name})`;
  return getComputedStyle(probe).color;
}

// A line of one value has no length: such a value gets a point.
const lonely = (plot, series) => plot.data[series].flatMap((value, index, all) => value !== null && (all[index - 1] ?? null) === null && (all[index + 1] ?? null) === null ? [index] : []);

/** How values of a unit are written: UCUM names, as OpenTelemetry has them. */
export function writer(unit) {
  if (unit === "s") return value => duration(value * 1000);
  if (unit === "ms") return duration;
  if (unit === "By") return bytes;
  const word = unit.startsWith("{") ? unit.slice(1, -1) : unit;
  return value => word && word !== "1" ? `${number(value)} ${word}` : number(value);
}

const fewest = 24;

export class Chart {
  #box; #plot = null; #shape = ""; #data; #legend;

  constructor(title, note = "") {
    this.#box = h("div", { class: "plot" });
    this.#legend = h("div", { class: "legend" });
    this.element = h("figure", { class: "chart" }, h("figcaption", {}, h("strong", {}, title), note && h("small", {}, note)), this.#box, this.#legend);
    this.observer = new ResizeObserver(() => {
      if (this.#plot && this.#box.clientWidth > 0) this.#plot.setSize({ width: this.#box.clientWidth, height: 190 });
    });
    this.observer.observe(this.#box);
  }

  /** Times in seconds; lines of { label, values }; write turns a value into text. */
  show(allTimes, allLines, write, whenEmpty = "No values in this time.") {
    const { times, lines } = trimmed(allTimes, allLines);
    this.#data = { times: allTimes, lines: allLines, write, whenEmpty };
    const filled = lines.some(line => line.values.some(value => value !== null));
    const shape = filled ? lines.map(line => line.label).join("|") : "";
    if (!filled) {
      this.#destroy();
      this.#box.replaceChildren(h("p", { class: "nothing" }, whenEmpty));
      this.#legend.replaceChildren();
      return;
    }
    const data = [times, ...lines.map(line => line.values)];
    if (this.#plot && shape === this.#shape) this.#plot.setData(data);
    else this.#make(data, lines, write, shape);
    this.#legend.replaceChildren(...lines.map((line, index) => h("span", {},
      h("i", { class: `dot hue${index % 8}` }), line.label, h("b", { class: "number" }, text(write, line.values.findLast(value => value !== null))))));
  }

  theme() {
    this.#destroy();
    if (this.#data) this.show(this.#data.times, this.#data.lines, this.#data.write, this.#data.whenEmpty);
  }

  leave() {
    this.observer.disconnect();
    this.#destroy();
  }

  #destroy() {
    this.#plot?.destroy();
    this.#plot = null;
    this.#shape = "";
  }

  #make(data, lines, write, shape) {
    this.#destroy();
    this.#box.replaceChildren();
    const axis = { stroke: css("--soft"), grid: { stroke: css("--edge"), width: 1 }, ticks: { show: false }, font: "11px system-ui, sans-serif" };
    this.#plot = new window.uPlot({
      width: Math.max(200, this.#box.clientWidth), height: 190, legend: { show: false }, cursor: { y: false, points: { size: 6 } }, padding: [8, 18, 0, 0],
      scales: { y: { range: (_, low, high) => [Math.min(0, low), high > 0 ? high * 1.08 : 1] } },
      axes: [{ ...axis, size: 28, space: 70, values: (_, ticks) => ticks.map(tick => new Date(tick * 1000).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit", second: ticks.at(-1) - ticks[0] < 300 ? "2-digit" : undefined })) },
        { ...axis, size: 68, values: (_, ticks) => ticks.map(tick => text(write, tick)) }],
      series: [{}, ...lines.map((line, index) => ({ label: line.label, stroke: css(`--hue${index % 8}`), width: 1.8, spanGaps: false, points: { show: true, size: 5, filter: lonely } }))],
      hooks: { setCursor: [plot => this.#point(plot)] },
    }, data, this.#box);
    this.#shape = shape;
  }

  // The legend shows the values under the pointer.
  #point(plot) {
    const { lines, write } = this.#data;
    [...this.#legend.querySelectorAll("b")].forEach((field, index) => {
      field.textContent = text(write, plot.cursor.idx === null ? lines[index]?.values.findLast(value => value !== null) : plot.data[index + 1]?.[plot.cursor.idx]);
    });
  }
}

/** Without the time before the first value: an application that has just started fills its charts, too. */
function trimmed(times, lines) {
  const first = Math.min(...lines.map(line => line.values.findIndex(value => value !== null)).filter(index => index >= 0));
  const from = Math.max(0, Math.min(first - 1, times.length - fewest));
  return Number.isFinite(first) ? { times: times.slice(from), lines: lines.map(line => ({ ...line, values: line.values.slice(from) })) } : { times, lines };
}

const text = (write, value) => value === null || value === undefined ? "–" : write(value);
