import { expect, it } from "vitest";
import { parseCpu, parseDuration, parseQuantity, parseRate } from "../../../src/language/schema/units.ts";
import { loadRight, stackWith } from "../marked.ts";

it("reads durations in milliseconds", () => {
  expect(["500ms", "30s", "5m", "1h", "2d", "1m30s", "1.5s", "0s"].map(parseDuration)).toEqual([
    500, 30_000, 300_000, 3_600_000, 172_800_000, 90_000, 1500, 0,
  ]);
  expect(["30", "s", "30 s", "-1s", "1w", "1e3s", ""].map(parseDuration)).toEqual(Array(7).fill(undefined));
});

it("reads quantities in bytes", () => {
  expect(["512Mi", "1Gi", "500M", "1.5Ki", "2k"].map(parseQuantity)).toEqual([536_870_912, 1_073_741_824, 500_000_000, 1536, 2000]);
  expect(["512", "512mb", "1K", "-1Mi", "1 Gi"].map(parseQuantity)).toEqual(Array(5).fill(undefined));
});

it("reads amounts of processor in thousandths of a core", () => {
  expect(["500m", "2", "0.5", 2, 0.25].map(parseCpu)).toEqual([500, 2000, 500, 2000, 250]);
  expect(["lots", "1k", "-1"].map(parseCpu)).toEqual([undefined, undefined, undefined]);
});

it("reads rates per second", () => {
  expect(["50/s", "120/m", "3600/h", "0.5/s"].map(parseRate)).toEqual([50, 2, 1, 0.5]);
  expect(["50", "50/d", "/s", "50/sec"].map(parseRate)).toEqual(Array(4).fill(undefined));
});

it("takes packages apart", async () => {
  const packages = ["@scope/name@1.2.3", "name", "name@^1.0.0", "name@latest"];
  const servers = packages.map((name, index) => `  s${index}: {run: {npm: "${name}"}}`).join("\n");
  const pythons = ["name==1.2.3", "name@1.2.3", "name[cli]==1.0", "name>=1", "name"]
    .map((name, index) => `  p${index}: {run: {pypi: "${name}"}}`)
    .join("\n");
  const { data } = await loadRight(stackWith(`servers:\n${servers}\n${pythons}\n`));
  expect(packages.map((_, index) => data.servers[`s${index}`]?.run.npm)).toEqual([
    { package: "@scope/name", version: "1.2.3" },
    { package: "name", version: undefined },
    { package: "name", version: "^1.0.0" },
    { package: "name", version: "latest" },
  ]);
  expect([0, 1, 2, 3, 4].map((index) => data.servers[`p${index}`]?.run.pypi)).toEqual([
    { package: "name", version: "1.2.3" },
    { package: "name", version: "1.2.3" },
    { package: "name[cli]", version: "1.0" },
    { package: "name", version: ">=1" },
    { package: "name", version: undefined },
  ]);
});

it("makes one form of the ways to write needs", async () => {
  const { data } = await loadRight(
    stackWith(
      "servers: {a: {run: {npm: x@1.0.0}, needs: [b, c]}, b: {run: {npm: x@1.0.0}, needs: {c: healthy}}, c: {run: {npm: x@1.0.0}, needs: {d: {restart: true}}}}\nservices: {d: {image: 'x:1'}}\n",
    ),
  );
  expect([data.servers["a"]?.needs, data.servers["b"]?.needs, data.servers["c"]?.needs]).toEqual([
    { b: { until: "started", restart: false }, c: { until: "started", restart: false } },
    { c: { until: "healthy", restart: false } },
    { d: { until: "started", restart: true } },
  ]);
});
