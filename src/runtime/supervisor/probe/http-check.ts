import type { IncomingMessage, RequestOptions } from "node:http";
import type { ProbeCheck } from "./probe-result.ts";
import { reasonOf } from "./tcp-check.ts";

/** GET; 200–399 is good. The body is not read and the connection not kept. */
export function httpCheck(url: URL, headers: Readonly<Record<string, string>> = {}): ProbeCheck {
  return async ({ signal }) => {
    const get = await getter(url);
    const status = await new Promise<number>((resolve, reject) => {
      const request = get(url, { agent: false, signal, headers: { accept: "*/*", ...headers } }, (response) => {
        resolve(response.statusCode ?? 0);
        response.destroy();
      });
      request.once("error", (error: NodeJS.ErrnoException) => reject(new Error(`${url.host} ${reasonOf(error)}`)));
    });
    if (status < 200 || status > 399) throw new Error(`GET ${url.pathname} answered ${status}`);
  };
}

type Get = (
  url: URL,
  options: RequestOptions,
  onResponse: (response: IncomingMessage) => void,
) => { once(event: "error", run: (error: Error) => void): unknown };

/** TLS is loaded only where a remote unit needs it. */
async function getter(url: URL): Promise<Get> {
  return url.protocol === "https:" ? (await import("node:https")).get : (await import("node:http")).get;
}
