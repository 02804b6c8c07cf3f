/** How one check looks at a server or service. */
export type Check =
  /** Era-aware MCP handshake: `server/discover`, or `initialize` and its clean end. */
  | { readonly kind: "mcp" }
  /** GET on the thing's own port; 200–399 is good. */
  | { readonly kind: "http"; readonly path: string; readonly port?: number }
  | { readonly kind: "tcp"; readonly port?: number }
  | { readonly kind: "exec"; readonly command: readonly string[] }
  /** The process runs; the least a check can say. */
  | { readonly kind: "process" };

export interface Probe {
  readonly check: Check;
  readonly intervalMs: number;
  readonly timeoutMs: number;
  /** So many failures in a row change the verdict. */
  readonly failures: number;
}

/** Three different questions: did it come up, may it get calls, must it be restarted. */
export interface Health {
  /** How long it may take from start to the first good readiness check. */
  readonly startupTimeoutMs: number;
  readonly readiness: Probe;
  readonly liveness?: Probe;
}

export interface Restart {
  readonly policy: "always" | "on-failure" | "never";
  readonly initialMs: number;
  readonly maxMs: number;
  /** Restarts in a row, without a healthy stretch between them, after which it is given up as crashed. */
  readonly maxAttempts: number;
}
