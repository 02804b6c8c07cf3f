import { bridgeDiagnostics } from "./environment/bridge.ts";
import { commandLineDiagnostics } from "./environment/command-line.ts";
import { dockerDiagnostics } from "./environment/docker.ts";
import { frontDoorDiagnostics } from "./environment/front-door.ts";
import { gatewayDiagnostics } from "./environment/gateway.ts";
import { installationDiagnostics } from "./environment/installation.ts";
import { mcpDiagnostics } from "./environment/mcp.ts";
import { nginxDiagnostics } from "./environment/nginx.ts";
import { operationDiagnostics } from "./environment/operations.ts";
import { planDiagnostics } from "./environment/plan.ts";
import { secretDiagnostics } from "./environment/secrets.ts";
import { stateDiagnostics } from "./environment/state.ts";
import { supervisorDiagnostics } from "./environment/supervisor.ts";
import { supervisorCallDiagnostics } from "./environment/supervisor-calls.ts";

/**
 * 6xxx: the machine, the network, the state or a running server is in the way. 60xx the engine, 61xx the local target, 62xx the
 * supervisor, 630x to 6335 MCP and the front door, 6336 to 634x the gateway, 635x and
 * 636x the command line, 638x the bridge, 64xx Docker, 65xx nginx.
 */
export const environmentDiagnostics = {
  ...stateDiagnostics,
  ...secretDiagnostics,
  ...planDiagnostics,
  ...operationDiagnostics,
  ...installationDiagnostics,
  ...supervisorCallDiagnostics,
  ...supervisorDiagnostics,
  ...mcpDiagnostics,
  ...frontDoorDiagnostics,
  ...gatewayDiagnostics,
  ...commandLineDiagnostics,
  ...bridgeDiagnostics,
  ...dockerDiagnostics,
  ...nginxDiagnostics,
};
