/** The system's word for what went wrong (`ENOENT`), when `error` has one. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}

/** Turns "there is no such thing" into `fallback`; every other failure stays one. */
export function whenMissing<Result, Fallback>(attempt: () => Result, fallback: Fallback): Result | Fallback {
  try {
    return attempt();
  } catch (error) {
    const code = errorCode(error);
    if (code === "ENOENT" || code === "ENOTDIR") return fallback;
    throw error;
  }
}
