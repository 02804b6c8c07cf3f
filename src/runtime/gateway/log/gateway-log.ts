/** Where a gateway writes what happens. Values of headers, arguments and results never get here. */
export interface GatewayLog {
  request(entry: RequestEntry): void;
  event(level: "info" | "warn" | "error", message: string, fields?: Readonly<Record<string, unknown>>): void;
}

/** One request, told when it was answered. */
export interface RequestEntry {
  readonly requestId: string;
  readonly httpMethod: string;
  readonly path: string;
  readonly status: number;
  readonly ms: number;
  readonly caller: string | undefined;
  /** What was called, where that was found out. */
  readonly server: string | undefined;
  readonly method: string | undefined;
  readonly tool: string | undefined;
  readonly outcome: string | undefined;
}
