import { mkdirSync, writeFileSync } from "node:fs";
import { cpus, loadavg, totalmem } from "node:os";
import { measureApply } from "./apply.ts";
import { measureBridge } from "./bridge.ts";
import { measureBuild } from "./build.ts";
import { measureCompose } from "./compose.ts";
import { type Figure, isWithin } from "./figure.ts";
import { measureGateway } from "./gateway.ts";
import { measureSessions } from "./sessions.ts";
import { measureStart } from "./start.ts";

// `npm run bench [start|build|apply|bridge|gateway|sessions|compose] …`: prints each figure beside its bound and writes them to .bench/results.json.
const sections = {
  start: measureStart,
  build: measureBuild,
  apply: measureApply,
  bridge: measureBridge,
  gateway: measureGateway,
  sessions: measureSessions,
  compose: measureCompose,
};
const wanted = process.argv.slice(2);
const figures: Figure[] = [];
const loads: Record<string, { before: number; after: number }> = {};
for (const [name, measure] of Object.entries(sections)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const before = loadNow();
  for (const figure of await measure()) {
    figures.push(figure);
    console.log(row(figure));
  }
  // What is measured adds to it; what was there before is somebody else's.
  loads[name] = { before, after: loadNow() };
  console.log(`  ${name}: load average ${before.toFixed(1)} before, ${loadNow().toFixed(1)} after, on ${cpus().length} cores\n`);
}

mkdirSync(".bench", { recursive: true });
const machine = { cores: cpus().length, model: cpus()[0]?.model, memoryGiB: Math.round(totalmem() / 2 ** 30), node: process.version };
writeFileSync(".bench/results.json", `${JSON.stringify({ formatVersion: "1.0", machine, loads, figures }, null, 2)}\n`);
console.log(`${figures.filter(isWithin).length} of ${figures.length} within their bound · .bench/results.json`);

function loadNow(): number {
  return loadavg()[0] ?? 0;
}

function row(figure: Figure): string {
  const { name, value, bound, unit, detail } = figure;
  const mark = isWithin(figure) ? "✔" : "✖";
  const shown = `${value.toFixed(value < 10 ? 2 : 0)} ${unit}`;
  return `${mark} ${name.padEnd(58)} ${shown.padStart(12)}   (${figure.atLeast === true ? "at least" : "at most"} ${bound} ${unit}; ${detail})`;
}
