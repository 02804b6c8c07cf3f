/** 4xxx: the chosen target cannot express what is asked. */
export const capabilityDiagnostics = {};
