import type { OutgoingHttpHeaders } from "node:http";

const invalidValue = /[^\t\x20-\x7e\x80-\xff]/;

/** Where requests go, as their heads say it. */
export interface Target {
  readonly path: string;
  readonly host: string;
  /** Of the user and password in the URL, where there are some. */
  readonly authorization: string | undefined;
}

export function targetOf(url: URL): Target {
  const { pathname, search, host, username, password } = url;
  const credentials = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  const authorization = username === "" && password === "" ? undefined : `Basic ${Buffer.from(credentials).toString("base64")}`;
  return { path: `${pathname}${search}`, host, authorization };
}

/** The head of a request with the empty line at its end, one character per byte. @throws Error for a header that would break out of its line */
export function requestHead(method: string, { path, host, authorization }: Target, headers: OutgoingHttpHeaders): string {
  let head = `${method} ${path} HTTP/1.1\r\nhost: ${host}\r\n`;
  for (const name in headers) {
    const value = headers[name];
    if (Array.isArray(value)) for (const each of value) head += line(name, each);
    else if (value !== undefined) head += line(name, String(value));
  }
  if (authorization !== undefined && headers["authorization"] === undefined) head += line("authorization", authorization);
  return `${head}\r\n`;
}

function line(name: string, value: string): string {
  if (invalidValue.test(value)) throw new Error(`header "${name}" holds what no header may hold`);
  return `${name}: ${value}\r\n`;
}
