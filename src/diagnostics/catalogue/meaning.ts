/** 3xxx: the shape is right, the meaning is not. */
export const meaningDiagnostics = {};
