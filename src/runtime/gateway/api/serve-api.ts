import type { IncomingMessage, ServerResponse } from "node:http";
import { diagnose } from "../../../diagnostics/diagnose.ts";
import type { Diagnostic } from "../../../diagnostics/diagnostic.ts";
import { DiagnosticError } from "../../../diagnostics/diagnostic-error.ts";
import { sendJson } from "../../bridge/answer.ts";
import type { ServeParts } from "../serve-parts.ts";
import type { UnitDoor } from "../unit-door.ts";
import { gatewayStatus, serverStatus } from "./gateway-status.ts";
import { openApiDocument } from "./openapi-document.ts";

/** Answers `/api/v1` (see openapi-document.ts). Whoever gets here may use it. */
export async function serveApi(request: IncomingMessage, response: ServerResponse, path: string, parts: ServeParts): Promise<void> {
  const { method = "GET" } = request;
  // Nothing is read from it, but it has to be gone before the connection is used again.
  request.resume();
  try {
    await answer(method, path, response, parts);
  } catch (error) {
    const diagnostic = error instanceof DiagnosticError ? error.diagnostics[0] : undefined;
    parts.options.log?.event("error", "the API failed", { path, reason: diagnostic?.message ?? "unexpected" });
    sendProblem(response, 500, diagnostic ?? diagnose("MCPC6216", {}));
  }
}

async function answer(method: string, path: string, response: ServerResponse, parts: ServeParts): Promise<void> {
  const { doors, options } = parts;
  const [collection, encoded, verb, ...rest] = path.slice("/api/v1/".length).split("/");
  const route =
    rest.length > 0 || !path.startsWith("/api/v1/") ? "" : `${method} ${[collection, encoded && "*", verb].filter(Boolean).join("/")}`;
  if (route === "GET status") return sendJson(response, 200, gatewayStatus(parts));
  if (route === "GET openapi.json") return sendJson(response, 200, openApiDocument);
  if (route === "POST reload" && options.reload !== undefined) {
    await options.reload();
    return sendJson(response, 200, gatewayStatus(parts));
  }
  const door = collection === "servers" ? doors.get(decode(encoded)) : undefined;
  if (door !== undefined && route === "GET servers/*") return sendJson(response, 200, serverStatus(door));
  if (door !== undefined && route.startsWith("POST servers/*/") && act(door, verb ?? "", options.control)) {
    options.log?.event("info", "the API was used", { server: door.name, verb });
    return sendJson(response, 202, serverStatus(door));
  }
  sendProblem(response, 404, diagnose("MCPC6346", { method, path }));
}

function act(door: UnitDoor, verb: string, control: ServeParts["options"]["control"]): boolean {
  if (verb === "pause" || verb === "resume") door.pause(verb === "pause");
  else if (verb === "reset-breaker") door.resetBreaker();
  else if (control !== undefined && (verb === "start" || verb === "stop" || verb === "restart")) control(verb, door.name);
  else return false;
  return true;
}

function sendProblem(response: ServerResponse, status: number, { code, message }: Diagnostic): void {
  sendJson(response, status, { error: { code, message } });
}

function decode(encoded = ""): string {
  try {
    return decodeURIComponent(encoded);
  } catch {
    return "";
  }
}
