import type { Model } from "../model/model.ts";
import type { Service } from "../model/service.ts";
import type { Reference, Value } from "../model/value.ts";

export interface ServiceOutput {
  readonly host: string;
  readonly port?: number;
}

/** Where each service of the stack will answer; `hostOf` says at which host the target puts those that it starts itself. */
export function serviceOutputs(model: Model, hostOf: (service: Service) => string): ReadonlyMap<string, ServiceOutput> {
  return new Map(model.services.map((service) => [service.name, outputOf(service, hostOf)]));
}

function outputOf(service: Service, hostOf: (service: Service) => string): ServiceOutput {
  const { run, port } = service;
  if (run.kind !== "external") return { host: hostOf(service), port };
  const url = new URL(run.url);
  const usual = url.protocol === "https:" ? 443 : url.protocol === "http:" ? 80 : undefined;
  return { host: url.hostname, port: url.port === "" ? (port ?? usual) : Number(url.port) };
}

/** Puts in what is known now, so that a service that moves changes the specs of those who talk to it. */
export function withServices(value: Value, outputs: ReadonlyMap<string, ServiceOutput>): Value {
  return withKnown(value, (reference) => ("service" in reference ? outputText(reference, outputs) : undefined));
}

/** Puts in what `know` tells, and leaves the other references. */
export function withKnown(value: Value, know: (reference: Reference) => string | undefined): Value {
  if (typeof value === "string") return value;
  const parts: (string | Reference)[] = [];
  for (const part of value.template) {
    const known = typeof part === "string" ? part : (know(part) ?? part);
    const last = parts.at(-1);
    if (typeof known === "string" && typeof last === "string") parts[parts.length - 1] = last + known;
    else parts.push(known);
  }
  const [only] = parts;
  return parts.length === 1 && typeof only === "string" ? only : { template: parts };
}

/** What a reference to a service stands for. */
export function outputText(reference: Extract<Reference, { service: string }>, outputs: ReadonlyMap<string, ServiceOutput>): string {
  const output = outputs.get(reference.service);
  const host = output?.host ?? "";
  const port = output?.port === undefined ? "" : String(output.port);
  if (reference.output === "host") return host;
  if (reference.output === "port") return port;
  return port === "" ? host : `${host}:${port}`;
}
