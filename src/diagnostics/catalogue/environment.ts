/** 6xxx: the machine, the network, the state or a running server is in the way. */
export const environmentDiagnostics = {};
