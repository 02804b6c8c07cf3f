import { expect, it } from "vitest";
import { renderText } from "../../src/diagnostics/render/text.ts";
import { languageFields } from "../../src/language/field-reference.ts";
import { capabilityOf } from "../../src/lower/capability-of.ts";
import { checkCapabilities } from "../../src/lower/check-capabilities.ts";
import type { CapabilityTable } from "../../src/model/capability.ts";
import { targets } from "../../targets/index.ts";
import { diagnoseStack } from "../language/diagnose-stack.ts";

const native = { level: "native" } as const;
const everything: CapabilityTable = {
  apiVersion: native,
  name: native,
  servers: native,
  services: native,
  secrets: native,
  gateway: native,
  monitoring: native,
  environments: native,
};

async function check(body: string, table: CapabilityTable): Promise<string> {
  const { stack, sources } = await diagnoseStack(`apiVersion: mcpc/v1\nname: team\n${body}`);
  return renderText(checkCapabilities(stack!, table, "toy"), sources);
}

it("is silent where everything is native", async () => {
  expect(await check("servers: {a: {run: {command: [a]}, env: {X: y}, needs: {}}}\n", everything)).toBe("");
});

it("reports what is unsupported once, at the key that sets it, and says what to do", async () => {
  const table = { ...everything, "gateway.tls": { level: "unsupported", instead: "put a proxy in front" } } as const;
  expect(await check("gateway:\n  hosts: [a.example.com]\n  tls: {files: {certificate: c.pem, key: k.pem}}\n", table)).toBe(`\
mcp.stack.yaml:5:3 - error MCPC4001: target "toy" cannot do gateway.tls

   4 │   hosts: [a.example.com]
   5 │   tls: {files: {certificate: c.pem, key: k.pem}}
     │   ^^^
  hint: put a proxy in front

1 error · mcpc explain MCPC4001 shows an example
`);
});

it("lets an entry further down answer for its own part", async () => {
  const table = { ...everything, "servers.*.limits": { level: "unsupported", instead: "x" }, "servers.*.limits.timeout": native } as const;
  expect(await check("servers: {a: {run: {command: [a]}, limits: {timeout: 5s}}}\n", table)).toBe("");
  expect(await check("servers: {a: {run: {command: [a]}, limits: {timeout: 5s, rate: 1/s}}}\n", table)).toContain(
    "cannot do servers.a.limits.rate",
  );
});

it("says how something is emulated where that is worth a warning, and only there", async () => {
  const how = { level: "emulated", how: "a watchdog looks every second" } as const;
  const stack = "servers:\n  a:\n    run: {command: [a]}\n    resources: {memory: 1Gi}\n";
  expect(await check(stack, { ...everything, "servers.*.resources": how })).toBe("");
  expect(await check(stack, { ...everything, "servers.*.resources": { ...how, warns: true } })).toContain(
    'mcp.stack.yaml:6:5 - warning MCPC4002: target "toy" does servers.a.resources by other means: a watchdog looks every second',
  );
});

it("makes an error of a field that the table does not know", async () => {
  const { servers: _servers, ...table } = everything;
  expect(await check("servers: {a: {run: {command: [a]}}}\n", { ...table, "servers.*.run": native, "servers.*.env": native })).toBe("");
  expect(await check("servers: {a: {run: {command: [a]}, tags: [x]}}\n", { ...table, "servers.*.run": native })).toContain(
    'mcp.stack.yaml:3:36 - error MCPC4003: target "toy" does not say what becomes of servers.a.tags',
  );
});

it("judges single values on their own, at the value", async () => {
  const table = { ...everything, "environments.*.edge=nginx": { level: "unsupported", instead: "write edge: gateway" } } as const;
  const stack = (edge: string) =>
    `gateway: {hosts: [a.b]}\nservers: {a: {run: {command: [a]}}}\nenvironments: {dev: {target: local, edge: ${edge}}}\n`;
  expect(await check(stack("gateway"), table)).toBe("");
  expect(await check(stack("nginx"), table)).toContain(
    'mcp.stack.yaml:5:43 - error MCPC4001: target "toy" cannot do environments.dev.edge: nginx',
  );
});

it("says once what defaults ask of many servers", async () => {
  const table = { ...everything, "servers.*.limits": { level: "unsupported", instead: "x" } } as const;
  const text = await check("defaults: {limits: {rate: 1/s}}\nservers: {a: {run: {command: [a]}}, b: {run: {command: [b]}}}\n", table);
  expect(text).toContain('mcp.stack.yaml:3:12 - error MCPC4001: target "toy" cannot do defaults.limits');
  expect(text).toContain("1 error ·");
});

it("does not mind a field that is set to its default", async () => {
  const table = { ...everything, "servers.*.security.privileged": { level: "unsupported", instead: "x" } } as const;
  expect(await check("servers: {a: {run: {image: a:1.0.0}, security: {privileged: false}}}\n", table)).toBe("");
});

it("looks at the chosen environment only", async () => {
  const table = { ...everything, "servers.*.limits": { level: "unsupported", instead: "x" } } as const;
  const stack = (chosen: string, other: string) =>
    `servers: {a: {run: {command: [a]}}}\nenvironments:\n  dev: {target: local${chosen}}\n  prod: {target: local${other}}\n`;
  const overrides = ", overrides: {servers: {a: {limits: {rate: 1/s}}}}";
  expect(await check(stack("", overrides), table)).toBe("");
  expect(await check(stack(overrides, ""), table)).toContain("mcp.stack.yaml:5:50 - error MCPC4001");
});

it.each(targets)("target $name answers for every field of the language", ({ capabilities }) => {
  expect(languageFields().filter((field) => capabilityOf(capabilities, field) === undefined)).toEqual([]);
});

it.each(targets)("target $name answers only for fields that exist", ({ capabilities }) => {
  const fields = new Set(
    languageFields().flatMap((field) => field.split(".").map((_, index, steps) => steps.slice(0, index + 1).join("."))),
  );
  const unknown = Object.keys(capabilities).filter((key) => !key.startsWith("defaults") && !fields.has(key.split("=")[0] ?? key));
  expect(unknown).toEqual([]);
});
