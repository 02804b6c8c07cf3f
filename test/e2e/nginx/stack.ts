import { OwnNginx } from "../../nginx/own-nginx.ts";
import type { NginxProgram } from "../../nginx/programs.ts";
import { Sandbox } from "../sandbox.ts";

export interface SiteStack {
  readonly version: string;
  /** YAML below `servers:`, indented by two. */
  readonly servers: string;
  readonly port: number;
  /** YAML inside `gateway: {…}`. */
  readonly gateway?: string;
  readonly upstreams?: Readonly<Record<string, readonly number[]>>;
  readonly secrets?: string;
}

/** A person's machine with an nginx that runs. */
export async function machine({ program }: NginxProgram): Promise<{ readonly sandbox: Sandbox; readonly nginx: OwnNginx }> {
  const nginx = await new OwnNginx(program).start();
  return { sandbox: new Sandbox(), nginx };
}

export function stackText(nginx: OwnNginx, { version, servers, port, gateway, upstreams = {}, secrets }: SiteStack): string {
  const addresses = Object.entries(upstreams).map(([name, ports]) => [name, ports.map((each) => `127.0.0.1:${each}`)] as const);
  const options = { ...nginx.options, upstreams: Object.fromEntries(addresses) };
  return [
    "apiVersion: mcpc/v1",
    "name: e2e",
    ...(secrets === undefined ? [] : [`secrets: ${secrets}`]),
    `gateway: {hosts: [localhost], port: ${port}${gateway === undefined ? "" : `, ${gateway}`}}`,
    "servers:",
    servers,
    "environments:",
    `  dev: {target: nginx, edge: {nginx: {version: "${version}"}}, options: ${JSON.stringify(options)}}`,
    "",
  ].join("\n");
}

/** A server that runs already, at a port of this machine. */
export function running(name: string, port: number, more = ""): string {
  return `  ${name}: {run: {command: [elsewhere]}, transport: http, port: ${port}${more}}`;
}

export function portOf(url: string): number {
  return Number(new URL(url).port);
}
