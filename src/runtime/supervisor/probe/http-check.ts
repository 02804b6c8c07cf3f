import type { IncomingMessage, RequestOptions } from "node:http";
import type { ProbeCheck } from "./probe-result.ts";
import { readShortJson } from "./read-short-json.ts";
import { reasonOf } from "./tcp-check.ts";

export interface HttpCheckOptions {
  readonly headers?: Readonly<Record<string, string>>;
  /** Gets the body of a good answer where it is a short JSON document; without it no body is read. */
  readonly onJson?: (body: unknown) => void;
}

/** GET; 200–399 is good, whatever the body is. The connection is not kept. */
export function httpCheck(url: URL, { headers = {}, onJson }: HttpCheckOptions = {}): ProbeCheck {
  return async ({ signal }) => {
    const get = await getter(url);
    const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
    const request = get(url, { agent: false, signal, headers: { accept: "*/*", ...headers } }, resolve);
    request.on("error", (error: NodeJS.ErrnoException) => reject(new Error(`${url.host} ${reasonOf(error)}`)));
    const response = await promise;
    const { statusCode: status = 0 } = response;
    const isGood = status >= 200 && status <= 399;
    const body = isGood && onJson !== undefined ? await readShortJson(response) : undefined;
    response.destroy();
    if (!isGood) throw new Error(`GET ${url.pathname} answered ${status}`);
    if (body !== undefined) onJson?.(body);
  };
}

type Get = (
  url: URL,
  options: RequestOptions,
  onResponse: (response: IncomingMessage) => void,
) => { on(event: "error", run: (error: Error) => void): unknown };

/** TLS is loaded only where a remote unit needs it. */
async function getter(url: URL): Promise<Get> {
  return url.protocol === "https:" ? (await import("node:https")).get : (await import("node:http")).get;
}
