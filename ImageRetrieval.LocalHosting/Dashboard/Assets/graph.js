// Who needs whom: dependents on the left, what they need on the right, in layers.
import { h } from "/dom.js";
import { toneOf } from "/resources.js";

const width = 136, height = 44, gapX = 70, gapY = 16, margin = 8;

export function drawGraph(box, resources, onOpen) {
  const byName = new Map(resources.map(resource => [resource.name, resource]));
  const replicas = name => resources.filter(resource => resource.resource === name || resource.name === name);
  const layer = new Map();
  const depth = (resource, path) => {
    if (layer.has(resource.name) || path.includes(resource.name)) return layer.get(resource.name) ?? 0;
    const dependents = resources.filter(other => other.dependsOn.some(name => replicas(name).includes(resource)));
    const own = Math.max(0, ...dependents.map(other => depth(other, [...path, resource.name]) + 1));
    layer.set(resource.name, own);
    return own;
  };
  resources.forEach(resource => depth(resource, []));
  const columns = [];
  for (const resource of resources) (columns[layer.get(resource.name)] ??= []).push(resource);
  const rows = Math.max(1, ...columns.map(column => column?.length ?? 0));
  const place = new Map();
  columns.forEach((column, x) => column.forEach((resource, y) => place.set(resource.name, {
    x: margin + x * (width + gapX),
    y: margin + (y + (rows - column.length) / 2) * (height + gapY),
  })));
  const edges = resources.flatMap(resource => resource.dependsOn.flatMap(replicas).map(other => edge(place.get(resource.name), place.get(other.name))));
  const nodes = [...place].map(([name, at]) => node(byName.get(name), at, onOpen));
  const size = [Math.max(1, columns.length) * (width + gapX) - gapX + 2 * margin, rows * (height + gapY) - gapY + 2 * margin];
  box.replaceChildren(h("svg", { viewBox: `0 0 ${size[0]} ${size[1]}`, width: size[0], height: size[1] }, edges, nodes));
}

function edge(from, to) {
  const [x1, y1, x2, y2] = [from.x + width, from.y + height / 2, to.x - 5, to.y + height / 2];
  const bend = Math.max(24, (x2 - x1) / 2);
  return h("g", { class: "edge" },
    h("path", { d: `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}` }),
    h("path", { class: "tip", d: `M${x2 - 5} ${y2 - 4}L${x2 + 3} ${y2}L${x2 - 5} ${y2 + 4}` }));
}

function node(resource, at, onOpen) {
  return h("g", { class: `node ${toneOf(resource) ?? "idle"}`, transform: `translate(${at.x} ${at.y})`, onclick: () => onOpen(resource) },
    h("rect", { width, height, rx: 9 }),
    h("circle", { cx: 16, cy: height / 2, r: 5 }),
    h("text", { x: 30, y: 19 }, resource.name.length > 15 ? `${resource.name.slice(0, 14)}…` : resource.name),
    h("text", { x: 30, y: 34, class: "sub" }, resource.health ?? resource.state),
    h("title", {}, `${resource.name}: ${resource.reason ?? resource.healthReason ?? resource.health ?? resource.state}`));
}
