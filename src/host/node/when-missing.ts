import { errorCode } from "../system-error.ts";

/** Turns "there is no such thing" into `fallback`; every other failure stays one. */
export function whenMissing<Result, Fallback>(attempt: () => Result, fallback: Fallback): Result | Fallback {
  try {
    return attempt();
  } catch (error) {
    const code = errorCode(error);
    // A link that leads to itself leads to nothing.
    if (code === "ENOENT" || code === "ENOTDIR" || code === "ELOOP") return fallback;
    throw error;
  }
}
