import { chmodSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { diagnose } from "../../../diagnostics/diagnose.ts";
import { DiagnosticError } from "../../../diagnostics/diagnostic-error.ts";
import type { Address } from "../../../model/address.ts";
import type { FrontDoor } from "../front-door-port.ts";
import type { DaemonLog } from "../log/daemon-log.ts";
import type { FrontDoorAccess, SupervisorStatus } from "../protocol.ts";
import type { Supervisor } from "../supervisor.ts";
import { streamEvents } from "./event-stream.ts";
import { parseGatewaySettings } from "./parse-gateway-settings.ts";
import { parseUnitStart } from "./parse-unit-start.ts";
import { readJsonBody } from "./request-body.ts";

export interface ControlOptions {
  readonly supervisor: Supervisor;
  readonly frontDoor: Pick<FrontDoor, "configure">;
  readonly operatorToken: string;
  readonly status: () => SupervisorStatus;
  /** Begins the end of the daemon. */
  readonly shutDown: () => void;
  readonly log: DaemonLog;
}

const statusOfCode: Readonly<Record<string, number>> = {
  MCPC6210: 404,
  MCPC6211: 404,
  MCPC6212: 400,
  MCPC6213: 413,
  MCPC6214: 409,
  MCPC6215: 503,
};

/** The control protocol (see protocol.ts). */
export function createControlServer(options: ControlOptions): Server {
  const server = createServer({ keepAliveTimeout: 5_000 }, (request, response) => {
    answer(request, response, options).catch((error: unknown) => sendError(response, error, options.log));
  });
  server.on("clientError", (_error, socket) => socket.destroy());
  return server;
}

/** Listens on a Unix socket that only this user may open. */
export function listenOnSocket(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(path, () => {
      server.off("error", reject);
      server.on("error", () => {});
      chmodSync(path, 0o600);
      resolve();
    });
  });
}

async function answer(request: IncomingMessage, response: ServerResponse, options: ControlOptions): Promise<void> {
  const { supervisor } = options;
  const { method = "GET" } = request;
  const path = (request.url ?? "/").split("?", 1)[0] ?? "/";
  const [api, collection, encoded, verb, ...rest] = path.slice(1).split("/");
  const route = api === "v1" && rest.length === 0 ? `${method} ${[collection, encoded && "*", verb].filter(Boolean).join("/")}` : "";
  const address = decode(encoded);
  switch (route) {
    case "GET status":
      return sendJson(response, 200, options.status());
    case "PUT gateway":
      await options.frontDoor.configure(parseGatewaySettings(await readJsonBody(request)));
      return sendJson(response, 204, undefined);
    case "GET front-door":
      return sendJson(response, 200, { token: options.operatorToken } satisfies FrontDoorAccess);
    case "GET events":
      return streamEvents(supervisor, response);
    case "GET units/*":
      return sendJson(response, 200, supervisor.unitStatus(address));
    case "PUT units/*":
      await supervisor.put(parseUnitStart(await readJsonBody(request), address));
      return sendJson(response, 202, {});
    case "DELETE units/*":
      await supervisor.remove(address);
      return sendJson(response, 204, undefined);
    case "POST units/*/start":
    case "POST units/*/stop":
    case "POST units/*/restart":
      supervisor.control(address, verb as "start" | "stop" | "restart");
      return sendJson(response, 202, {});
    case "POST shutdown":
      sendJson(response, 202, {});
      return options.shutDown();
    default:
      throw new DiagnosticError(diagnose("MCPC6210", { method, path }));
  }
}

function decode(encoded: string | undefined): Address {
  try {
    return decodeURIComponent(encoded ?? "") as Address;
  } catch {
    throw new DiagnosticError(diagnose("MCPC6212", { problem: "its path is not URL-encoded" }));
  }
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  if (body === undefined) {
    response.writeHead(status).end();
    return;
  }
  const text = JSON.stringify(body);
  response.writeHead(status, { "content-type": "application/json", "content-length": Buffer.byteLength(text) }).end(text);
}

function sendError(response: ServerResponse, error: unknown, log: DaemonLog): void {
  if (response.headersSent || response.destroyed) {
    response.destroy();
    return;
  }
  if (!(error instanceof DiagnosticError)) log.fault("control server", error);
  const diagnostic = error instanceof DiagnosticError ? error.diagnostics[0] : undefined;
  const { code, message } = diagnostic ?? diagnose("MCPC6216", {});
  // After a refused body the rest of it is not worth reading.
  response.setHeader("connection", "close");
  sendJson(response, statusOfCode[code] ?? 500, { error: { code, message } });
}
