import { diagnose } from "../../../diagnostics/diagnose.ts";
import { DiagnosticError } from "../../../diagnostics/diagnostic-error.ts";
import type { UnitStart } from "../protocol.ts";

type Rule = readonly [path: string, holds: (value: unknown) => boolean, expected: string];

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);
const isText = (value: unknown) => typeof value === "string";
const isNumber = (value: unknown) => typeof value === "number" && Number.isFinite(value) && value >= 0;
const isTexts = (value: unknown) => Array.isArray(value) && value.every(isText);
const isTextMap = (value: unknown) => isObject(value) && Object.values(value).every(isText);
const optional = (holds: (value: unknown) => boolean) => (value: unknown) => value === undefined || holds(value);

const rules: readonly Rule[] = [
  ["unit.name", (value) => isText(value) && /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/.test(String(value)), "a plain name"],
  ["unit.restart.policy", (value) => ["always", "on-failure", "never"].includes(String(value)), "always, on-failure or never"],
  ["unit.restart.initialMs", isNumber, "a number"],
  ["unit.restart.maxMs", isNumber, "a number"],
  ["unit.restart.maxAttempts", isNumber, "a number"],
  ["unit.stop.graceMs", isNumber, "a number"],
  ["unit.logs.maxBytes", isNumber, "a number"],
  ["unit.logs.files", isNumber, "a number"],
  ["unit.resources", isObject, "an object"],
  ["unit.mcp", optional(isObject), "an object"],
  ["unit.health", optional(isHealth), "readiness and startupTimeoutMs"],
  ["specHash", isText, "a text"],
  ["secretFingerprints", isTextMap, "texts by name"],
  ["revision", isNumber, "a number"],
  ["redact", optional(isTexts), "a list of texts"],
  ["anew", optional((value) => typeof value === "boolean"), "true or false"],
];

const processRules: readonly Rule[] = [
  ["unit.process.command", (value) => isTexts(value) && (value as string[]).length > 0, "a list of texts"],
  ["unit.process.cwd", isText, "a text"],
  ["unit.process.env", isTextMap, "texts by name"],
  ["unit.process.cleanup", optional(isTexts), "a list of texts"],
];

const remoteRules: readonly Rule[] = [
  ["unit.process.url", (value) => isText(value) && URL.canParse(String(value)), "a URL"],
  ["unit.process.headers", isTextMap, "texts by name"],
];

const mcpRules: readonly Rule[] = [
  ["unit.mcp.transport", (value) => ["stdio", "http", "sse"].includes(String(value)), "stdio, http or sse"],
  ["unit.mcp.protocol", (value) => ["auto", "legacy", "modern", "dual"].includes(String(value)), "auto, legacy, modern or dual"],
  ["unit.mcp.expose", isText, "a text"],
  ["unit.mcp.url", optional((value) => isText(value) && URL.canParse(String(value))), "a URL"],
  ["unit.mcp.tools", isObject, "an object"],
];

/**
 * Checks what comes over the socket as far as a wrong value would hurt later. The sender is mcpc itself, so the answer names
 * the field and never its value.
 */
export function parseUnitStart(body: unknown, address: string): UnitStart {
  check(body, rules);
  check(body, at(body, "unit.process.kind") === "remote" ? remoteRules : processRules);
  if (at(body, "unit.mcp") !== undefined) check(body, mcpRules);
  if (at(body, "unit.address") !== address) refuse("unit.address must be the address in the path");
  return body as UnitStart;
}

function check(body: unknown, wanted: readonly Rule[]): void {
  for (const [path, holds, expected] of wanted) if (!holds(at(body, path))) refuse(`${path} must be ${expected}`);
}

function at(value: unknown, path: string): unknown {
  return path.split(".").reduce<unknown>((inner, key) => (isObject(inner) ? inner[key] : undefined), value);
}

function isHealth(value: unknown): boolean {
  const isProbe = (probe: unknown) =>
    isObject(probe) && isObject(probe["check"]) && ["intervalMs", "timeoutMs", "failures"].every((key) => isNumber(probe[key]));
  return isObject(value) && isNumber(value["startupTimeoutMs"]) && isProbe(value["readiness"]) && optional(isProbe)(value["liveness"]);
}

function refuse(problem: string): never {
  throw new DiagnosticError(diagnose("MCPC6212", { problem }));
}
