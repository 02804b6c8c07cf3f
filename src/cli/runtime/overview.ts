import type { Overview } from "../help/overview.ts";

/** The overview of mcpc-runtime.mjs. */
export const overview: Overview = {
  purpose: "The runtime of mcpc: what carries MCP servers where they were deployed. It needs no other file.",
  usage: "node mcpc-runtime.mjs COMMAND [OPTIONS]",
  examples: [
    ["node mcpc-runtime.mjs bridge --port 8080 -- node server.mjs", "a server on pipes, over HTTP"],
    ["node mcpc-runtime.mjs gateway --config gateway.json", "many servers at one port"],
    ["node mcpc-runtime.mjs probe http://127.0.0.1:8080/mcp", "is a server ready?"],
    ["node mcpc-runtime.mjs exec --env 'TOKEN=${secret.token}' -- node server.mjs", "with secrets from /run/secrets"],
    ["node mcpc-runtime.mjs connect https://mcp.example.com/mcp", "on standard input and output"],
  ],
};
