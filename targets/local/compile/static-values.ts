import type { Model } from "../../../src/model/model.ts";
import type { Service } from "../../../src/model/service.ts";
import type { Reference, Value } from "../../../src/model/value.ts";

export interface ServiceOutput {
  readonly host: string;
  readonly port?: number;
}

/** Where each service of the stack will answer: on this machine always at its own port of the loopback address. */
export function serviceOutputs(model: Model): ReadonlyMap<string, ServiceOutput> {
  return new Map(model.services.map((service) => [service.name, outputOf(service)]));
}

function outputOf({ run, port }: Service): ServiceOutput {
  if (run.kind !== "external") return { host: "127.0.0.1", port };
  const url = new URL(run.url);
  const usual = url.protocol === "https:" ? 443 : url.protocol === "http:" ? 80 : undefined;
  return { host: url.hostname, port: url.port === "" ? (port ?? usual) : Number(url.port) };
}

/** Puts in what is known now, so that a service that moves changes the specs of those who talk to it. */
export function withServices(value: Value, outputs: ReadonlyMap<string, ServiceOutput>): Value {
  if (typeof value === "string") return value;
  const parts: (string | Reference)[] = [];
  for (const part of value.template) {
    const known = typeof part === "string" ? part : "service" in part ? outputText(part, outputs) : part;
    const last = parts.at(-1);
    if (typeof known === "string" && typeof last === "string") parts[parts.length - 1] = last + known;
    else parts.push(known);
  }
  const [only] = parts;
  return parts.length === 1 && typeof only === "string" ? only : { template: parts };
}

function outputText(reference: Extract<Reference, { service: string }>, outputs: ReadonlyMap<string, ServiceOutput>): string {
  const output = outputs.get(reference.service);
  const host = output?.host ?? "";
  const port = output?.port === undefined ? "" : String(output.port);
  if (reference.output === "host") return host;
  if (reference.output === "port") return port;
  return port === "" ? host : `${host}:${port}`;
}
