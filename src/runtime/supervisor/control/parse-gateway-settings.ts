import { diagnose } from "../../../diagnostics/diagnose.ts";
import { DiagnosticError } from "../../../diagnostics/diagnostic-error.ts";
import type { GatewaySettings } from "../../gateway/settings.ts";

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);
const isTexts = (value: unknown): value is string[] => Array.isArray(value) && value.every((item) => typeof item === "string");
const isPositive = (value: unknown) => typeof value === "number" && value > 0;

/** Checks what says who may call: a slip there must lock the door and not open it. The sender is mcpc itself. */
export function parseGatewaySettings(body: unknown): GatewaySettings {
  const { auth, limits, metrics, sessions } = isObject(body) ? body : {};
  if (!isObject(auth)) throw refuse("auth must be an object");
  const { tokenHashes, jwt, ...unknown } = auth;
  if (tokenHashes !== undefined && !(isTexts(tokenHashes) && tokenHashes.every((hash) => /^sha256:[0-9a-f]{64}$/.test(hash)))) {
    throw refuse("auth.tokenHashes must be a list of digests");
  }
  if (jwt !== undefined && !(isObject(jwt) && typeof jwt["issuer"] === "string" && typeof jwt["audience"] === "string")) {
    throw refuse("auth.jwt must have issuer and audience");
  }
  if (Object.keys(unknown).length > 0) throw refuse("auth holds something unknown");
  if (!isObject(limits) || Object.values(limits).some((limit) => typeof limit !== "number")) throw refuse("limits must be numbers");
  if (typeof metrics !== "boolean") throw refuse("metrics must be true or false");
  if (sessions !== undefined && !["max", "idleMs", "lifetimeMs"].every((key) => isPositive(isObject(sessions) && sessions[key]))) {
    throw refuse("sessions must be numbers above 0");
  }
  return body as GatewaySettings;
}

function refuse(problem: string): DiagnosticError {
  return new DiagnosticError(diagnose("MCPC6212", { problem }));
}
