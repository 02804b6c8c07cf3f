import { compileStack } from "./compile-stack.ts";

/** Without a stack there is no environment to know; the build puts this in place of `../stack/known-environment.ts`. */
export const knownEnvironment = compileStack;
