import { bridgeDiagnostics } from "./bridge.ts";
import { commandLineDiagnostics } from "./command-line.ts";
import { deploymentDiagnostics } from "./deployment.ts";
import { frontDoorDiagnostics } from "./front-door.ts";
import { gatewayDiagnostics } from "./gateway.ts";
import { installationDiagnostics } from "./installation.ts";
import { localEnvironmentDiagnostics } from "./local-environment.ts";
import { mcpDiagnostics } from "./mcp.ts";
import { supervisorDiagnostics } from "./supervisor.ts";

/** 6xxx: the machine, the network, the state or a running server is in the way. */
export const environmentDiagnostics = {
  ...deploymentDiagnostics,
  ...installationDiagnostics,
  ...localEnvironmentDiagnostics,
  ...mcpDiagnostics,
  ...frontDoorDiagnostics,
  ...gatewayDiagnostics,
  ...bridgeDiagnostics,
  ...supervisorDiagnostics,
  ...commandLineDiagnostics,
};
