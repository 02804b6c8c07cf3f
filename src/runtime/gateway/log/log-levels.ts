/** Least of what a gateway logs: failed requests are warnings, others information. */
export const logLevels = ["info", "warn", "error", "silent"] as const;
