import { diagnose } from "../../../src/diagnostics/diagnose.ts";
import { DiagnosticError } from "../../../src/diagnostics/diagnostic-error.ts";
import type { Scope } from "../../../src/engine/scope.ts";
import type { Host, HttpResponse, ReadOnlyHost } from "../../../src/host/host.ts";
import { errorCode } from "../../../src/host/system-error.ts";
import type { Address } from "../../../src/model/address.ts";
import type { GatewaySettings } from "../../../src/runtime/gateway/settings.ts";
import type { FrontDoorAccess, SupervisorStatus, UnitStart } from "../../../src/runtime/supervisor/protocol.ts";
import { supervisorFiles } from "../../../src/runtime/supervisor/state-files.ts";

/** Everything the supervisor of an environment knows; `undefined` when there is none. */
export async function readStatus(scope: Scope, host: ReadOnlyHost): Promise<SupervisorStatus | undefined> {
  let response: HttpResponse;
  try {
    response = await host.get({ socket: supervisorFiles(scope.stateDirectory).socket, path: "/v1/status" });
  } catch (error) {
    if (isNobodyThere(error)) return undefined;
    throw refusal("tell its state", error, scope);
  }
  if (response.status !== 200) throw new DiagnosticError(refused("tell its state", response));
  return JSON.parse(response.body) as SupervisorStatus;
}

/** The token with which mcpc itself calls at the front door; `undefined` when there is no supervisor. */
export async function readAccess(scope: Scope, host: ReadOnlyHost): Promise<FrontDoorAccess | undefined> {
  try {
    const response = await host.get({ socket: supervisorFiles(scope.stateDirectory).socket, path: "/v1/front-door" });
    return response.status === 200 ? (JSON.parse(response.body) as FrontDoorAccess) : undefined;
  } catch (error) {
    if (isNobodyThere(error)) return undefined;
    throw refusal("tell its token", error, scope);
  }
}

/** The calls that change something. Each resolves when the supervisor has taken it; what follows from it is in the status. */
export function controlClient(scope: Scope, host: Host) {
  const { socket } = supervisorFiles(scope.stateDirectory);
  const send = async (
    what: string,
    method: string,
    path: string,
    timeout: number,
    more: { body?: string; accepted?: readonly number[] } = {},
  ): Promise<void> => {
    const { body, accepted = [] } = more;
    let response: HttpResponse;
    try {
      response = await host.request(
        { socket, path },
        { method, timeout, ...(body !== undefined && { body, headers: { "content-type": "application/json" } }) },
      );
    } catch (error) {
      throw refusal(what, error, scope);
    }
    if (response.status >= 300 && !accepted.includes(response.status)) throw new DiagnosticError(refused(what, response));
  };
  const unit = (address: Address) => `/v1/units/${encodeURIComponent(address)}`;
  return {
    put: (start: UnitStart) =>
      send(`start ${start.unit.address}`, "PUT", unit(start.unit.address), 30_000, { body: JSON.stringify(start) }),
    control: (verb: "start" | "stop" | "restart", address: Address) =>
      send(`${verb} ${address}`, "POST", `${unit(address)}/${verb}`, 30_000),
    /** Tells the front door who may call, and how much. */
    configure: (settings: GatewaySettings) => send("take its settings", "PUT", "/v1/gateway", 30_000, { body: JSON.stringify(settings) }),
    /** What is not there any more counts as removed. */
    remove: (address: Address, timeout: number) => send(`remove ${address}`, "DELETE", unit(address), timeout, { accepted: [404] }),
    shutDown: () => send("end", "POST", "/v1/shutdown", 30_000),
  };
}

const nobodyThere: ReadonlySet<string | undefined> = new Set(["ENOENT", "ENOTDIR", "ECONNREFUSED", "ECONNRESET"]);

function isNobodyThere(error: unknown): boolean {
  return nobodyThere.has(errorCode(error));
}

function refusal(what: string, error: unknown, { stateDirectory }: Scope): DiagnosticError {
  if (errorCode(error) === "EACCES") {
    return new DiagnosticError(diagnose("MCPC6119", { path: supervisorFiles(stateDirectory).socket, reason: "permission denied" }));
  }
  const reason = isNobodyThere(error) ? "it does not run any more" : error instanceof Error ? error.message : String(error);
  return new DiagnosticError(diagnose("MCPC6115", { what, reason }));
}

function refused(what: string, { status, body }: HttpResponse) {
  let reason = `it answered ${status}`;
  try {
    const { error } = JSON.parse(body) as { error?: { message?: unknown } };
    if (typeof error?.message === "string") reason = error.message;
  } catch {
    // Not our supervisor's way to answer; the status says as much as there is to say.
  }
  return diagnose("MCPC6115", { what, reason });
}
