import type { IncomingMessage } from "node:http";

/** True for a request from this machine that no proxy has passed on: a proxy on loopback would make everybody local. */
export function isLocal({ headers, socket }: IncomingMessage): boolean {
  if (headers["x-forwarded-for"] !== undefined || headers.forwarded !== undefined || headers["x-real-ip"] !== undefined) return false;
  const address = socket.remoteAddress ?? "";
  return address === "::1" || address.startsWith("127.") || address.startsWith("::ffff:127.");
}
