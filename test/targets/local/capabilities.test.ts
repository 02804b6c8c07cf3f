import { expect, it } from "vitest";
import { compile } from "../../../src/compile.ts";
import { createMemoryHost } from "../../../src/host/memory-host.ts";
import { languageFields } from "../../../src/language/field-reference.ts";
import { capabilityOf } from "../../../src/lower/capability-of.ts";
import { localCapabilities } from "../../../targets/local/capabilities.ts";

it("answers for every field of the language", () => {
  expect(languageFields().filter((field) => capabilityOf(localCapabilities, field) === undefined)).toEqual([]);
});

it("names no field that the language does not have", () => {
  const fields = languageFields();
  const known = (key: string) => fields.some((field) => field === key || field.startsWith(`${key}.`));
  expect(Object.keys(localCapabilities).filter((key) => !known(key.replace(/=.*$/, "")))).toEqual([]);
});

it("says what to do instead of everything it cannot do", () => {
  const unsupported = Object.entries(localCapabilities).filter(([, capability]) => capability.level === "unsupported");
  expect(unsupported.map(([key]) => key)).toEqual([
    "secrets.*.from.docker",
    "gateway.tls",
    "monitoring.grafana",
    "monitoring.openTelemetry",
    "environments.*.secrets.*.from.docker",
    "environments.*.edge=nginx",
    "environments.*.edge=gateway-api",
  ]);
});

it("refuses a secret it cannot fetch, wherever the stack names its source", async () => {
  const stack = (secrets: string, environment: string) =>
    `apiVersion: mcpc/v1\nname: team\nservers: {a: {run: {command: [a]}, env: {T: "\${secret.t}"}}}\nsecrets: {t: ${secrets}}\nenvironments: {dev: ${environment}}\n`;
  const problems = async (text: string) => {
    const { diagnostics } = await compile({ host: createMemoryHost({ cwd: "/work", files: { "/work/mcp.stack.yaml": text } }) });
    return diagnostics.map(({ code, message }) => `${code} ${message}`);
  };
  expect(await problems(stack("{from: {docker: t}}", "{target: local}"))).toEqual([
    'MCPC4001 target "local" cannot do secrets.t.from.docker',
  ]);
  expect(await problems(stack("{}", "{target: local, secrets: {t: {from: {docker: t}}}}"))).toEqual([
    'MCPC4001 target "local" cannot do secrets.t.from.docker',
  ]);
  expect(await problems(stack("{from: {docker: t}}", "{target: local, secrets: {t: {from: {env: T}}}}"))).toEqual([]);
  expect(await problems(stack("{from: {kubernetes: {name: t, key: k}}}", "{target: local}"))).toEqual([]);
});
