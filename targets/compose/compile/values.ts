import { outputText, withKnown } from "../../../src/compiling/service-outputs.ts";
import type { Server } from "../../../src/model/server.ts";
import type { Service } from "../../../src/model/service.ts";
import { type Reference, referencesOf, type Value, valueText } from "../../../src/model/value.ts";
import { bridgePort } from "../image/launch.ts";
import type { CompileState } from "./compile-state.ts";

/** Puts in what is known when the file is written: only environment variables and secrets are left. */
export function composeKnown(thing: Server | Service, state: CompileState): (value: Value) => Value {
  const know = (reference: Reference): string | undefined => {
    if ("service" in reference) return outputText(reference, state.services);
    if ("server" in reference) return serverUrl(reference.server, state);
    return "data" in reference ? (thing.data?.path ?? "/data") : undefined;
  };
  return (value) => withKnown(value, know);
}

/** Where another server of the stack answers, inside the stack's network. */
function serverUrl(name: string, { model }: CompileState): string {
  const server = model.servers.find((one) => one.name === name);
  if (server === undefined) return "";
  if (server.run.kind === "url") return valueText(server.run.url);
  return `http://${name}:${portOf(server)}${server.bridge === undefined ? server.path : "/mcp"}`;
}

/** Port inside the container. */
export function portOf(server: Server): number {
  return server.bridge === undefined ? (server.port ?? bridgePort) : bridgePort;
}

/** Where MCP is spoken inside the container. */
export function mcpPathOf(server: Server): string {
  return server.bridge === undefined ? server.path : "/mcp";
}

export function hasSecret(value: Value): boolean {
  return referencesOf(value).some((reference) => "secret" in reference);
}

/** The name of a secret that a text is, with nothing around it. */
export function onlySecret(value: Value): string | undefined {
  if (typeof value === "string" || value.template.length !== 1) return undefined;
  const [part] = value.template;
  return typeof part === "object" && "secret" in part ? part.secret : undefined;
}
