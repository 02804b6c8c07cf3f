const invalid = /[^\t\x20-\x7e\x80-\xff]/;

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

/**
 * The head of a request with the empty line at its end, one character per byte. `fields` are names in lower case and values in turn.
 *
 * @throws Error for a header that would break out of its line
 */
export function requestHead(method: string, { path, host, authorization }: Target, fields: readonly string[]): string {
  if (invalid.test(fields.join(""))) throw new Error(`header "${fields[invalidField(fields)]}" holds what no header may hold`);
  let head = `${method} ${path} HTTP/1.1\r\nhost: ${host}\r\n`;
  let authorized = authorization === undefined;
  for (let index = 0; index < fields.length; index += 2) {
    head += `${fields[index]}: ${fields[index + 1]}\r\n`;
    authorized ||= fields[index] === "authorization";
  }
  if (!authorized) head += `authorization: ${authorization}\r\n`;
  return `${head}\r\n`;
}

/** Position of the name of a field that is not to be sent. */
function invalidField(fields: readonly string[]): number {
  const at = fields.findIndex((field) => invalid.test(field));
  return at - (at % 2);
}
