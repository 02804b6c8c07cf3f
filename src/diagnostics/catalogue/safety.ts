/** 5xxx: it would work, and hurt. */
export const safetyDiagnostics = {};
