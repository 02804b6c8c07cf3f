/** 2xxx: the document does not have the shape of a stack. */
export const schemaDiagnostics = {};
