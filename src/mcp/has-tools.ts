import type { McpSession } from "./session.ts";

/** Whether a server said in its handshake that it has tools. */
export function hasTools({ handshake }: Pick<McpSession, "handshake">): boolean {
  const capabilities = handshake["capabilities"];
  return typeof capabilities === "object" && capabilities !== null && "tools" in capabilities;
}
