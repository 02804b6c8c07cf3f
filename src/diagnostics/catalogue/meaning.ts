import { behaviourDiagnostics } from "./meaning/behaviour.ts";
import { namesDiagnostics } from "./meaning/names.ts";
import { needsDiagnostics } from "./meaning/needs.ts";
import { networkDiagnostics } from "./meaning/network.ts";
import { referenceDiagnostics } from "./meaning/references.ts";

/** 3xxx: the shape is right, the meaning is not. */
export const meaningDiagnostics = {
  ...needsDiagnostics,
  ...networkDiagnostics,
  ...behaviourDiagnostics,
  ...namesDiagnostics,
  ...referenceDiagnostics,
};
