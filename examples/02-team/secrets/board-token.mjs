/** Stands for a password manager (`pass show board`, `op read …`): prints the token of a developer's own board, which opens nothing else. */
console.log("dev-only");
