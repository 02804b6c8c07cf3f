import type { Verb } from "../command.ts";

/** What mcpc-runtime.mjs can do; the build puts it in place of the verbs of the command line. */
export const verbs: readonly Verb[] = [
  {
    name: "bridge",
    group: "Use",
    summary: "Serve a server on pipes over HTTP, for both eras",
    load: () => import("../commands/bridge.ts"),
  },
  { name: "gateway", group: "Use", summary: "Serve many MCP servers at one port", load: () => import("../commands/gateway.ts") },
  {
    name: "connect",
    group: "Use",
    summary: "Serve an HTTP server on standard input and output",
    load: () => import("../commands/connect.ts"),
  },
  { name: "probe", group: "Use", summary: "Ask a server what it is and speaks", load: () => import("../commands/probe.ts") },
];
