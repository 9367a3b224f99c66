// usearch on one thread, float32, inner product over unit rows. Answers `build` and `search EF FILE` with CPU and wall seconds.
"use strict";
const fs = require("fs");
const os = require("os");
const path = require("path");
const readline = require("readline");
const { Index, MetricKind, ScalarKind } = require("usearch");
const { version } = JSON.parse(fs.readFileSync(path.join(path.dirname(require.resolve("usearch")), "../../../package.json")));

const [file, ...numbers] = process.argv.slice(2);
const [dimension, count, queryCount, k, m, efConstruction] = numbers.map(Number);
const bytes = fs.readFileSync(file);
const all = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4);
const rows = all.subarray(0, count * dimension);
const queries = all.subarray(count * dimension, (count + queryCount) * dimension);

let index;
let ef = 0;

function create(expansionSearch) {
  return new Index({
    dimensions: dimension,
    metric: MetricKind.IP,
    quantization: ScalarKind.F32,
    connectivity: m,
    expansion_add: efConstruction,
    expansion_search: expansionSearch,
  });
}

function build() {
  index = create(64);
  ef = 64;
  index.add(BigUint64Array.from({ length: count }, (_, row) => BigInt(row)), rows, 1);
}

// The binding takes the candidates kept by a search when an index is made, never later: so it goes through a file.
function prepare(wanted) {
  if (wanted === ef) return;
  const saved = path.join(fs.mkdtempSync(path.join(os.tmpdir(), "imageretrieval-")), "index");
  index.save(saved);
  index = create(wanted);
  index.load(saved);
  fs.rmSync(path.dirname(saved), { recursive: true });
  ef = wanted;
}

function timed(work) {
  const cpu = process.cpuUsage();
  const wall = process.hrtime.bigint();
  const result = work();
  const spent = process.cpuUsage(cpu);
  return [result, `${(spent.user + spent.system) / 1e6} ${Number(process.hrtime.bigint() - wall) / 1e9}`];
}

function search(wanted, answers) {
  prepare(wanted);
  const [found, cost] = timed(() => index.search(queries, k, 1));
  fs.writeFileSync(answers, Int32Array.from(found.keys, Number));
  return cost;
}

console.log(`ready usearch ${version}, float32`);
readline.createInterface({ input: process.stdin }).on("line", (line) => {
  const words = line.split(" ");
  console.log(words[0] === "build" ? timed(build)[1] : search(Number(words[1]), words[2]));
});
