import { expect, it } from "vitest";
import type { ObservedResource } from "../../../src/engine/resource.ts";
import { digestData } from "../../../src/model/digest.ts";
import { lookFurther } from "../../../targets/compose/look-further.ts";
import { labelNames } from "../../../targets/compose/names.ts";
import { noteContainers, noteFile } from "../../../targets/compose/noted-containers.ts";
import { observe } from "../../../targets/compose/observe.ts";
import { serviceFolder } from "../../../targets/compose/release-folder.ts";
import { container, type Engine, engineHost, scope, specOf } from "./fake-engine.ts";

const spec = specOf();

async function only(engine: Engine): Promise<ObservedResource> {
  const { resources } = await observe(scope, engineHost(engine));
  expect(resources).toHaveLength(1);
  return resources[0] as ObservedResource;
}

it("asks one question for each kind of thing, however many there are, and changes nothing", async () => {
  const asked: string[] = [];
  const containers = Array.from({ length: 50 }, (_, index) => container(`server.s${index}`, 1, spec));
  const host = engineHost({ containers, networks: ["team-staging-servers"], volumes: { "team-staging-db-data": "service.db" } }, asked);
  const seen = await observe(scope, host);
  expect(asked.sort()).toEqual(["image ls", "inspect 50", "ps"]);
  const { resources, facts, data } = await lookFurther(seen, scope, host);
  expect(asked.sort()).toEqual(["image ls", "inspect 50", "network ls", "ps", "volume ls"]);
  expect(host.writes).toEqual([]);
  expect(resources).toHaveLength(50);
  expect(data).toEqual(["db"]);
  expect(facts).toMatchObject({ networks: ["team-staging-servers"], volumes: [{ name: "team-staging-db-data", address: "service.db" }] });
});

it("looks at once into containers that were noted when they were made, and asks no more for it", async () => {
  const asked: string[] = [];
  const containers = [1, 2, 3].map((number) => container("server.tasks", number, specOf({ replicas: 3 })));
  const host = engineHost({ containers }, asked);
  const names = containers.map(({ name }) => name.slice(1));
  await noteContainers("tasks", names, scope, host);
  const { resources } = await observe(scope, host);
  expect(asked.sort()).toEqual(["image ls", "inspect 3", "ps"]);
  expect(resources).toEqual((await observe(scope, engineHost({ containers }))).resources);
});

it.for<[what: string, note: string]>([
  ["some that are gone", '["team-staging-tasks-1", "team-staging-tasks-9"]'],
  ["fewer than there are", '["team-staging-tasks-2"]'],
  ["one of somebody else", '["team-staging-tasks-1", "stranger"]'],
  ["options", '["--type", "--help"]'],
  ["no list", '{"names": 1}'],
  ["half a file", '["team-stag'],
])("finds the same when %s were noted", async ([, note]) => {
  const foreign = { ...container("server.tasks", 3, spec), name: "/stranger", id: "stranger-id", labels: {} };
  const containers = [container("server.tasks", 1, spec), container("server.tasks", 2, spec), foreign];
  const plain = await observe(scope, engineHost({ containers }));
  const asked: string[] = [];
  const host = engineHost({ containers }, asked);
  await noteContainers("tasks", [], scope, host);
  await host.writeFile(`${serviceFolder(scope, "tasks")}/${noteFile}`, note);
  expect(await observe(scope, host)).toEqual(plain);
  expect(asked.filter((question) => question.startsWith("inspect")).length).toBeLessThanOrEqual(2);
});

it("takes containers that are as they were made for what was wanted", async () => {
  const three = specOf({ replicas: 3 });
  const containers = [1, 2, 3].map((number) => container("server.tasks", number, three));
  expect(await only({ containers })).toMatchObject({ specHash: digestData(three), status: "ready", revision: 3, kind: "container" });
  // Neither the order nor anything that docker tells of load counts.
  const again = await only({ containers: containers.toReversed() });
  expect(again.version).toBe((await only({ containers })).version);
});

it.for<[what: string, found: Parameters<typeof container>[3], change: (one: typeof spec) => unknown]>([
  ["memory", { memory: 2 ** 30 }, (one) => one.service.deploy],
  ["processor", { cpus: 2e9 }, (one) => one.service.deploy],
  ["number of processes", { pids: null }, (one) => one.service.deploy],
  ["restart policy", { restart: { Name: "on-failure", MaximumRetryCount: 2 } }, (one) => one.service.restart],
  ["variable", { env: ["LEVEL=debug"] }, (one) => one.service.environment],
  ["missing variable", { env: [] }, (one) => one.service.environment],
  ["network", { networks: {} }, (one) => one.networks],
  ["image under its name", { image: "sha256:older" }, (one) => one.image],
])("shows another %s", async ([, found, place]) => {
  const { spec: seen, specHash } = await only({ containers: [container("server.tasks", 1, spec, found)] });
  expect(specHash).not.toBe(digestData(spec));
  expect(place(seen as typeof spec)).not.toEqual(place(spec));
  const { service: _, networks: __, image: ___, ...rest } = seen as typeof spec;
  const { service: ____, networks: _____, image: ______, ...unchanged } = spec;
  expect(rest).toEqual(unchanged);
});

it("writes quantities as the compiler does", async () => {
  const { spec: seen } = await only({ containers: [container("server.tasks", 1, spec, { memory: 2 ** 30, cpus: 2e9, pids: 5 })] });
  expect((seen as typeof spec).service["deploy"]).toEqual({ resources: { limits: { memory: "1024M", cpus: "2", pids: 5 } } });
});

it("does not compare variables whose value only the apply knows", async () => {
  const found = container("server.tasks", 1, spec, { env: ["LEVEL=info", "URL=http://another"] });
  expect((await only({ containers: [found] })).specHash).toBe(digestData(spec));
});

it("counts what is there: one too few, one too many, some of them old", async () => {
  const two = specOf({ replicas: 2 });
  expect((await only({ containers: [container("server.tasks", 1, two)] })).spec).toMatchObject({ replicas: 1 });
  const old = specOf({ replicas: 2, image: { kind: "pulled", reference: "example/tasks:0.9.0" } });
  const mixed = [container("server.tasks", 1, old), container("server.tasks", 2, two)];
  expect((await only({ containers: mixed })).spec).toMatchObject({ replicas: 2, unfinished: true });
});

it("does not know what somebody made by hand from the generated file", async () => {
  const { labels, ...rest } = container("server.tasks", 1, spec);
  const { [labelNames.spec]: _, ...others } = labels ?? {};
  const seen = await only({ containers: [{ ...rest, labels: others }] });
  expect(seen.specHash).toBe("unknown");
  expect(seen.spec).toBeUndefined();
});

it("does not trust fingerprints and files of another state on the same engine", async () => {
  const elsewhere = { [labelNames.owner]: "somebody", [labelNames.inputs]: '{"key":"hmac:1"}' };
  const from = (one: typeof spec) => {
    const { labels, ...rest } = container("server.tasks", 1, one);
    return { ...rest, labels: { ...labels, ...elsewhere } };
  };
  expect(await only({ containers: [from(spec)] })).toMatchObject({ secrets: {}, specHash: digestData(spec) });
  expect((await only({ containers: [from(specOf({ secretFiles: ["key"] }))] })).spec).toMatchObject({ madeElsewhere: true });
});

it("tells of strangers in its project and of those who have ports", async () => {
  const strangers = [
    { name: "by-hand", project: "team-staging", service: "tasks" },
    { name: "web", ports: "0.0.0.0:8080->80/tcp, [::]:8080->80/tcp, 127.0.0.1:9000-9002->9000-9002/tcp" },
    { name: "quiet" },
  ];
  const { foreign, facts } = await observe(scope, engineHost({ strangers }));
  expect(foreign).toEqual(["tasks"]);
  expect(facts["ports"]).toEqual({ 8080: "web", 9000: "web", 9001: "web", 9002: "web" });
});
