import { commandLineDiagnostics } from "./command-line.ts";
import { mcpDiagnostics } from "./mcp.ts";
/** 6xxx: the machine, the network, the state or a running server is in the way. */
export const environmentDiagnostics = {
  ...mcpDiagnostics,
  ...commandLineDiagnostics,
};
