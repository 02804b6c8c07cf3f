import { fileURLToPath } from "node:url";

const here = (name: string) => fileURLToPath(new URL(`fixtures/${name}`, import.meta.url));

/** A stdio server that answers; it prints its environment to stderr when its first argument is `env`. */
export const goodServer = [process.execPath, here("good-server.mjs")] as const;
/** Tells what is missing and ends with 1. */
export const brokenServer = [process.execPath, here("broken-server.mjs")] as const;
