import type { SourceRange } from "../diagnostics/source.ts";
import type { CallLimits } from "./server.ts";
import type { Value } from "./value.ts";

export type Tls =
  | { readonly mode: "files"; readonly certificate: string; readonly key: string }
  | { readonly mode: "acme"; readonly email: string }
  | { readonly mode: "secret"; readonly name: string };

export interface GatewayAuth {
  /** Bearer tokens, one per line. */
  readonly bearer?: { readonly tokens: Value };
  readonly jwt?: { readonly issuer: string; readonly audience: string; readonly jwksUrl?: string };
}

/** The front door of a stack. */
export interface Gateway {
  /** Address to listen on; loopback unless asked. */
  readonly host: string;
  readonly port?: number;
  /** Host names under which it is reached. */
  readonly hosts: readonly string[];
  readonly origins: readonly string[];
  readonly tls?: Tls;
  readonly auth: GatewayAuth;
  readonly limits: CallLimits;
  /** Where a file says what: field, such as `auth.bearer`, → its place. */
  readonly places?: Readonly<Record<string, SourceRange>>;
}

/** What a diagnostic about a field of the front door is about, and where that stands. */
export function gatewayPlace(
  { places }: Pick<Gateway, "places">,
  field: string,
): { readonly address: "gateway"; readonly range?: SourceRange } {
  const range = places?.[field.replace(/^gateway\./, "")];
  return { address: "gateway", ...(range !== undefined && { range }) };
}
