import type { IncomingMessage } from "node:http";
import { sendError, sendJson } from "../bridge/answer.ts";
import { pathIn } from "../bridge/path-in.ts";
import type { Refusal } from "../bridge/refusal.ts";
import { isLocal } from "./auth/is-local.ts";
import { metadataPrefix, resourceMetadata } from "./auth/resource-metadata.ts";
import { allowCrossOrigin, answerPreflight } from "./cross-origin.ts";
import { inScope } from "./log/request-scope.ts";
import type { TracedResponse } from "./log/traced-response.ts";
import { readinessOf } from "./readiness.ts";
import { refuseUnknownPath } from "./refuse.ts";
import type { ServeParts } from "./serve-parts.ts";
import type { UnitDoor } from "./unit-door.ts";

/** The way of a request: where it comes from, who sends it, what it is for. */
export function serveRequest(request: IncomingMessage, response: TracedResponse, parts: ServeParts): Promise<void> {
  const foreign = parts.gatekeeper.refuseForeign(request);
  if (foreign !== undefined) return refuse(response, foreign);
  allowCrossOrigin(request, response);
  if (request.method === "OPTIONS") {
    answerPreflight(request, response);
    return answered;
  }
  const path = pathOf(request);
  const door = parts.doors.at(path);
  if (door === undefined && path !== "/mcp") return serveOther(request, response, path, parts);
  // Awaited only where there is somebody to ask, so that a call on loopback loses no turn.
  return parts.gatekeeper.asks ? serveKnown(request, response, { path, door }, parts) : serveMcp(request, response, door, parts);
}

const answered = Promise.resolve();

async function serveKnown(
  request: IncomingMessage,
  response: TracedResponse,
  { path, door }: { readonly path: string; readonly door: UnitDoor | undefined },
  parts: ServeParts,
): Promise<void> {
  const stranger = await parts.gatekeeper.refuseStranger(request, path, response.scope);
  return stranger === undefined ? serveMcp(request, response, door, parts) : refuse(response, stranger);
}

function serveMcp(request: IncomingMessage, response: TracedResponse, door: UnitDoor | undefined, parts: ServeParts): Promise<void> {
  return door === undefined ? inScope(response.scope, () => parts.merged.serve(request, response)) : door.serve(request, response);
}

async function serveOther(request: IncomingMessage, response: TracedResponse, path: string, parts: ServeParts): Promise<void> {
  const { gatekeeper, doors } = parts;
  if (path === "/healthz") return sendJson(response, 200, { status: "ok" });
  if (path.endsWith("/readyz") && (await serveReadiness(request, response, path, parts))) return;
  if (path.startsWith(metadataPrefix) && serveMetadata(request, response, path.slice(metadataPrefix.length) || "/mcp", parts)) return;
  if (path === "/metrics" && gatekeeper.metrics !== undefined) {
    const outsider = await gatekeeper.refuseOutsider(request, path);
    if (outsider !== undefined) return refuse(response, outsider);
    const { contentType, text } = await gatekeeper.metrics.render();
    response.writeHead(200, { "content-type": contentType }).end(text);
    return;
  }
  if (path.startsWith("/api/")) {
    const outsider = await gatekeeper.refuseOutsider(request, path);
    if (outsider !== undefined) return refuse(response, outsider);
    const { serveApi } = await import("./api/serve-api.ts");
    return serveApi(request, response, path, parts);
  }
  // Who may not call need not know what there is to be called.
  const stranger = gatekeeper.asks ? await gatekeeper.refuseStranger(request, path, response.scope) : undefined;
  return refuse(response, stranger ?? refuseUnknownPath(path, [...doors.all.map((candidate) => candidate.path), "/mcp"]));
}

async function serveReadiness(request: IncomingMessage, response: TracedResponse, path: string, parts: ServeParts): Promise<boolean> {
  const { doors, gatekeeper } = parts;
  const asked = path === "/readyz" ? doors.all : doors.all.filter((candidate) => path === candidate.path.replace(/mcp$/, "readyz"));
  if (path !== "/readyz" && asked.length === 0) return false;
  const readiness = readinessOf(asked);
  // Health checks carry no token; they get the verdict, and the details only from where the gateway itself may be seen.
  const details = !gatekeeper.asks || isLocal(request);
  sendJson(response, readiness.ready ? 200 : 503, details ? readiness : { ready: readiness.ready });
  return true;
}

/** RFC 9728: clients come here before they have a token. */
function serveMetadata(request: IncomingMessage, response: TracedResponse, path: string, { gatekeeper, doors }: ServeParts): boolean {
  const { issuer } = gatekeeper;
  if (issuer === undefined || (path !== "/mcp" && doors.at(path) === undefined)) return false;
  sendJson(response, 200, resourceMetadata(request, path, issuer));
  return true;
}

function refuse(response: TracedResponse, refusal: Refusal): Promise<void> {
  sendError(response, refusal.status, refusal, { headers: refusal.headers });
  return answered;
}

/** Path without query, and without a slash at its end. */
function pathOf(request: IncomingMessage): string {
  const path = pathIn(request.url ?? "/");
  return path.length > 1 && path.endsWith("/") ? path.replace(/\/+$/, "") : path;
}
