import { exposureDiagnostics } from "./safety/exposure.ts";
import { pinningDiagnostics } from "./safety/pinning.ts";
import { privilegeDiagnostics } from "./safety/privilege.ts";
import { reliabilityDiagnostics } from "./safety/reliability.ts";

/** 5xxx: it would work, and hurt. */
export const safetyDiagnostics = { ...reliabilityDiagnostics, ...pinningDiagnostics, ...exposureDiagnostics, ...privilegeDiagnostics };
