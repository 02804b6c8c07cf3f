import { operationDiagnostics } from "./deployment/operations.ts";
import { planDiagnostics } from "./deployment/plan.ts";
import { secretDiagnostics } from "./deployment/secrets.ts";
import { stateDiagnostics } from "./deployment/state.ts";

/** 60xx: the engine, its state, its lock and the secrets. */
export const deploymentDiagnostics = {
  ...stateDiagnostics,
  ...secretDiagnostics,
  ...planDiagnostics,
  ...operationDiagnostics,
};
