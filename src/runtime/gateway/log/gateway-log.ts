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
  readonly caller?: string;
  /** What was called, where that was found out. */
  readonly server?: string;
  readonly method?: string;
  readonly tool?: string;
  readonly outcome?: string;
}
