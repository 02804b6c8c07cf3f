import { expect, it } from "vitest";
import { languageFields } from "../../../src/language/field-reference.ts";
import { localCapabilities } from "../../../targets/local/capabilities.ts";

/** The entry of a field: its own, else the nearest above it. */
function answerTo(field: string) {
  for (let at = field; at !== ""; at = at.includes(".") ? at.slice(0, at.lastIndexOf(".")) : "") {
    const capability = localCapabilities[at];
    if (capability !== undefined) return capability;
  }
  return undefined;
}

it("answers for every field of the language", () => {
  expect(languageFields().filter((field) => answerTo(field) === undefined)).toEqual([]);
});

it("names no field that the language does not have", () => {
  const fields = languageFields();
  const known = (key: string) => fields.some((field) => field === key || field.startsWith(`${key}.`));
  expect(Object.keys(localCapabilities).filter((key) => !known(key.replace(/=.*$/, "")))).toEqual([]);
});

it("says what to do instead of everything it cannot do", () => {
  const unsupported = Object.entries(localCapabilities).filter(([, capability]) => capability.level === "unsupported");
  expect(unsupported.map(([key]) => key)).toEqual([
    "secrets.*.from.kubernetes",
    "secrets.*.from.docker",
    "gateway.tls",
    "monitoring.grafana",
    "monitoring.openTelemetry",
    "environments.*.edge=nginx",
    "environments.*.edge=gateway-api",
  ]);
});
