import type { CompileState } from "../compile/compile-state.ts";

/** The base image for Python: of the version that is asked for, unless the environment says which image it is. */
export function pythonBase(python: string | undefined, { options }: CompileState): string {
  return options.images.python ?? `python:${python ?? "3.13"}-slim-trixie`;
}
