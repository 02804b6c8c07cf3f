import type { Scope } from "../../src/engine/scope.ts";
import type { EnvironmentStatus, StatusEntry } from "../../src/engine/target.ts";
import type { ReadOnlyHost } from "../../src/host/host.ts";
import { serverAddress } from "../../src/model/address.ts";
import type { NginxRoute } from "../../src/nginx/site.ts";
import { observe } from "./observe.ts";
import { readRecord } from "./site/files.ts";
import { publicUrl } from "./site/public-url.ts";

const timeout = 2_000;

/** How nginx is, and which of the servers behind it can be reached from here. */
export async function status(scope: Scope, host: ReadOnlyHost): Promise<EnvironmentStatus> {
  const [record, snapshot] = await Promise.all([readRecord(scope, host), observe(scope, host)]);
  const site = snapshot.resources[0];
  if (record === undefined || site === undefined) return { entries: [], message: "no site is before nginx" };
  const url = publicUrl(record.spec);
  const passing = site.status === "ready";
  const entries = await Promise.all(
    Object.entries(record.spec.routes).map(([name, route]) => entryOf(name, route, `${url}${route.path}`, passing, host)),
  );
  return { url, entries, ...(!passing && site.message !== undefined && { message: site.message }) };
}

async function entryOf(
  name: string,
  { upstream, protocol }: Omit<NginxRoute, "name">,
  url: string,
  passing: boolean,
  host: ReadOnlyHost,
): Promise<StatusEntry> {
  const { servers, tls } = upstream;
  const answers = await Promise.all(servers.map((server) => answersAt(`${tls ? "https" : "http"}://${server.host}:${server.port}/`, host)));
  const there = answers.filter(Boolean).length;
  const state = there === 0 ? "silent" : there === servers.length ? "answers" : `${there} of ${servers.length} answer`;
  return {
    address: serverAddress(name),
    name,
    state,
    ready: passing && there > 0,
    restarts: 0,
    url,
    ...(protocol !== "auto" && protocol !== "dual" && { protocol }),
    ...(there === 0 && { message: `nothing answers at ${servers.map((server) => `${server.host}:${server.port}`).join(", ")}` }),
  };
}

/** Any answer is one: what it says is for MCP clients. Not asked at the MCP path, where a GET would open a stream. */
async function answersAt(url: string, host: ReadOnlyHost): Promise<boolean> {
  return host.get({ url }, { timeout }).then(
    () => true,
    () => false,
  );
}
