import { expect, it } from "vitest";
import { lower } from "../../../src/lower/lower.ts";
import { diagnoseStack } from "../diagnose-stack.ts";

const stackWith = (edge: string, server = "") =>
  `apiVersion: mcpc/v1\nname: team\ngateway: {hosts: [mcp.example.com]}\nservers: {tasks: {run: {command: [tasks]}, transport: http, port: 8000${server}}}\nenvironments: {prod: {target: compose${edge === "" ? "" : `, edge: ${edge}`}}}\n`;

async function read(edge: string, server = "") {
  const { stack, diagnostics } = await diagnoseStack(stackWith(edge, server));
  const model = stack === undefined ? undefined : lower(stack);
  return {
    edge: model?.edge,
    nginx: model?.nginx,
    found: diagnostics.map(({ code, message, hint }) => `${code} ${message} (${hint ?? ""})`),
  };
}

it("is a word, or nginx with what is special about it", async () => {
  expect(await read("")).toMatchObject({ edge: "gateway", nginx: undefined, found: [] });
  expect(await read("none")).toMatchObject({ edge: "none", nginx: undefined });
  expect(await read("nginx")).toEqual({ edge: "nginx", nginx: { version: "1.30", idleMs: 3_600_000 }, found: [] });
  expect(await read('{nginx: {version: "1.26", idle: 30m}}')).toEqual({
    edge: "nginx",
    nginx: { version: "1.26", idleMs: 1_800_000 },
    found: [],
  });
  expect(await read("{nginx: {}}")).toEqual({ edge: "nginx", nginx: { version: "1.30", idleMs: 3_600_000 }, found: [] });
});

it("asks for the version as a text that nginx can have", async () => {
  expect((await read("{nginx: {version: 1.30}}")).found).toEqual([
    'MCPC2007 environments.prod.edge.nginx.version must be a version of nginx, not the number 1.30 (a version of nginx is written as a text with two or three numbers, such as "1.26" or "1.29.6")',
  ]);
  expect((await read('{nginx: {version: "1.18"}}')).found[0]).toContain("older than 1.22");
  expect((await read('{nginx: {version: "latest"}}')).found[0]).toContain("a text with two or three numbers");
  expect((await read('{nginx: {vresion: "1.26"}}')).found[0]).toContain('unknown key "vresion"');
});

it("keeps sessions together from 1.29.6 on, and says so below", async () => {
  const replicas = ", scale: {replicas: 3}";
  for (const version of ["1.29.6", "1.29.10", "1.30", "1.31.2"])
    expect((await read(`{nginx: {version: "${version}"}}`, replicas)).found).toEqual([]);
  for (const version of ["1.22", "1.26", "1.29", "1.29.5"]) {
    expect((await read(`{nginx: {version: "${version}"}}`, replicas)).found).toEqual([
      `MCPC5001 server "tasks" keeps sessions, but nothing at edge "nginx ${version}" keeps a session with one of its 3 replicas (write stateful: false if it keeps nothing between calls, protocol: modern if it has no sessions, use edge: gateway, edge: {nginx: {gateway: true}} or an nginx from 1.29.6 on, or run one replica)`,
    ]);
  }
  expect((await read('{nginx: {version: "1.26"}}', ", scale: {replicas: 3}, protocol: modern")).found).toEqual([]);
  expect((await read('{nginx: {version: "1.26"}}', ", scale: {replicas: 3, affinity: client-ip}")).found).toEqual([]);
  expect((await read('{nginx: {version: "1.26", gateway: true}}', replicas)).found).toEqual([]);
});

it("is refused in both forms by a target that has none", async () => {
  const table = { "environments.*.edge=nginx": { level: "unsupported", instead: "write edge: gateway" } } as const;
  const everything = Object.fromEntries(
    ["apiVersion", "name", "gateway", "servers", "environments"].map((key) => [key, { level: "native" } as const]),
  );
  const { checkCapabilities } = await import("../../../src/lower/check-capabilities.ts");
  for (const edge of ["nginx", '{nginx: {version: "1.26"}}']) {
    const { stack } = await diagnoseStack(stackWith(edge));
    if (stack === undefined) throw new Error("the stack is wrong");
    expect(checkCapabilities(stack, { ...everything, ...table }, "toy").map(({ message }) => message)).toEqual([
      'target "toy" cannot do environments.prod.edge: nginx',
    ]);
  }
});
