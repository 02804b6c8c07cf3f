import { expect, it } from "vitest";
import { languageFields } from "../../../src/language/field-reference.ts";
import { capabilityOf } from "../../../src/lower/capability-of.ts";
import { composeCapabilities } from "../../../targets/compose/capabilities.ts";
import { compileStack, problemsOf } from "./compile-stack.ts";

it("answers for every field of the language", () => {
  expect(languageFields().filter((field) => capabilityOf(composeCapabilities, field) === undefined)).toEqual([]);
});

it("names no field that the language does not have", () => {
  const fields = languageFields();
  const known = (key: string) => fields.some((field) => field === key || field.startsWith(`${key}.`));
  expect(Object.keys(composeCapabilities).filter((key) => !known(key.replace(/=.*$/, "")))).toEqual([]);
});

it("says what to do instead of everything it cannot do", () => {
  const unsupported = Object.entries(composeCapabilities).filter(([, capability]) => capability.level === "unsupported");
  expect(unsupported.map(([key]) => key)).toEqual([
    "secrets.*.from.docker",
    "servers.*.security.hostNetwork",
    "servers.*.scale.min",
    "servers.*.scale.max",
    "servers.*.scale.cpu",
    "services.*.security.hostNetwork",
    "gateway.tls.acme",
    "gateway.tls.secret",
    "monitoring.openTelemetry",
    "environments.*.secrets.*.from.docker",
    "environments.*.edge=gateway-api",
  ]);
});

it("refuses what the table refuses, at the line that asks for it", async () => {
  const compilation = await compileStack("servers: {a: {run: {npm: a@1.0.0}, scale: {max: 3}, security: {hostNetwork: true}}}");
  expect(problemsOf(compilation).filter((line) => line.includes("MCPC4001"))).toEqual([
    'error MCPC4001 target "compose" cannot do servers.a.scale.max',
    'error MCPC4001 target "compose" cannot do servers.a.security.hostNetwork',
  ]);
});
