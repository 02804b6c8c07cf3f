import { JsonRpcError } from "../../mcp/json-rpc.ts";

/** An error that is answered with an HTTP status of its own, because the server never saw the request, or never finished it. */
export class Refusal extends JsonRpcError {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    error: { readonly code: number; readonly message: string; readonly data?: unknown },
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(error.code, error.message, error.data);
    this.status = status;
    this.headers = headers;
  }
}
