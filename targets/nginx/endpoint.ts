import type { Scope } from "../../src/engine/scope.ts";
import type { ReadOnlyHost } from "../../src/host/host.ts";
import { acceptedTokens } from "../../src/nginx/secret-files.ts";
import { readRecord, readText } from "./site/files.ts";
import { reachableUrl } from "./site/public-url.ts";

/** A server's place behind nginx; `undefined` when the site is not there. Whoever may read the file of tokens calls with one of them. */
export async function endpoint(
  server: string,
  scope: Scope,
  host: ReadOnlyHost,
): Promise<{ readonly url: string; readonly headers: Readonly<Record<string, string>> } | undefined> {
  const { spec } = (await readRecord(scope, host)) ?? {};
  const route = spec?.routes[server];
  if (spec === undefined || route === undefined) return undefined;
  const text = spec.tokensFile === undefined ? undefined : await readText(spec.tokensFile, host).catch(() => undefined);
  const [token] = acceptedTokens(text ?? "");
  return { url: `${reachableUrl(spec)}${route.path}`, headers: token === undefined ? {} : { Authorization: `Bearer ${token}` } };
}
