import { commandLineDiagnostics } from "./command-line.ts";
import { engineDiagnostics } from "./engine.ts";
import { installationDiagnostics } from "./installation.ts";
import { localEnvironmentDiagnostics } from "./local-environment.ts";
import { mcpDiagnostics } from "./mcp.ts";
import { supervisorDiagnostics } from "./supervisor.ts";

/** 6xxx: the machine, the network, the state or a running server is in the way. */
export const environmentDiagnostics = {
  ...engineDiagnostics,
  ...installationDiagnostics,
  ...localEnvironmentDiagnostics,
  ...mcpDiagnostics,
  ...supervisorDiagnostics,
  ...commandLineDiagnostics,
};
